import { readdirSync, readFileSync } from "node:fs";
import { inProject } from "../../../scripts/lib/paths.mjs";

const host = "http://gallery.localhost";
const folder = inProject("tests/pages/golden");
const types = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript", svg: "image/svg+xml", png: "image/png", webp: "image/webp" };
/** What makes a page go on by itself. */
const goesOn = /<meta http-equiv="refresh"[^>]*>|<script nonce="[^"]*">document[^<]*<\/script>/;

/** Every page, error page and mail that tests/pages holds, by name; the last part is its language. */
export const names = readdirSync(folder)
  .filter((file) => file.endsWith(".html") && !file.includes(".text."))
  .map((file) => file.slice(0, -".html".length));

/**
 * Opens a tab that can `show(name)` each of them, with style sheet and script but without an issuer, and goes nowhere.
 * What appears only after a while is there at once, unless `timely`; the other options are Playwright's.
 */
export async function openGallery(browser, { timely = false, ...options } = {}) {
  const context = await browser.newContext(options);
  await context.route("**/*", (route) => serve(route, new URL(route.request().url())));
  const page = await context.newPage();
  const show = async (name) => {
    await page.goto(`${host}/golden/${name}.html`);
    if (!timely) await page.addStyleTag({ content: ".ends-soon > div { animation-delay: 0s !important }" });
  };
  return { page, show, close: () => context.close() };
}

function serve(route, { origin, pathname }) {
  const name = pathname.slice(pathname.lastIndexOf("/") + 1);
  if (origin === host && pathname.startsWith("/logo/")) return route.fulfill({ path: inProject("assets/public/favicon.svg"), contentType: types.svg });
  const from = pathname.startsWith("/golden/") ? folder : inProject(pathname.startsWith("/image/") ? "assets/sample/image" : "assets/public");
  const contentType = types[name.split(".").at(-1)];
  if (origin !== host || !contentType) return route.abort();
  const bytes = readFileSync(`${from}/${name}`);
  if (contentType.startsWith("image/")) return route.fulfill({ body: bytes, contentType });
  const body = bytes.toString("utf8").replace(goesOn, "").replaceAll(">\n<", "><");
  return route.fulfill({ body, contentType });
}
