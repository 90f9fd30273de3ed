import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium as playwright } from "playwright-core";
import { chromium } from "../../../scripts/lib/extras.mjs";
import { inProject } from "../../../scripts/lib/paths.mjs";
import { certificateKeyHash } from "./certificate.mjs";

/** Opens a headless Chromium that trusts the tests' certificate: Playwright's Browser. Close it with `close()`. */
export function openBrowser() {
  return playwright.launch(headless());
}

function headless() {
  return {
    executablePath: chromium,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--ignore-certificate-errors-spki-list=${certificateKeyHash()}`,
    ],
  };
}

/**
 * Opens a Chromium on a device that has a program for addresses of `scheme`: `context` is Playwright's, and `opened()`
 * lists the addresses that the program was opened with. Whether to open it, Chromium asks in a window of its own, and the
 * page below takes no tap meanwhile, also where there is no such program. Here the person agreed to that for pages of
 * `origin` before.
 */
export async function openDevice({ origin, scheme }) {
  mkdirSync(inProject(".wrangler"), { recursive: true });
  const folder = mkdtempSync(inProject(".wrangler", "device-"));
  const [programs, profile, list] = ["programs", "profile", "opened"].map((name) => join(folder, name));
  mkdirSync(programs);
  mkdirSync(join(profile, "Default"), { recursive: true });
  writeFileSync(list, "");
  // How Chromium finds and opens programs on Linux.
  writeFileSync(join(programs, "xdg-settings"), "#!/bin/sh\n", { mode: 0o755 });
  writeFileSync(join(programs, "xdg-open"), `#!/bin/sh\necho "$1" >> '${list}'\n`, { mode: 0o755 });
  const agreed = { protocol_handler: { allowed_origin_protocol_pairs: { [origin]: { [scheme]: true } } } };
  writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(agreed));
  const env = { ...process.env, PATH: `${programs}:${process.env.PATH}` };
  const context = await playwright.launchPersistentContext(profile, { ...headless(), env, hasTouch: true });
  return {
    context,
    opened: () => readFileSync(list, "utf8").split("\n").filter(Boolean),
    close: async () => {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A person at a page of a real browser: `open(url)` and `fill(name, fields)` as `newVisitor` has them. A field's value
 * is what to type or choose, a list what to tick. `press` is how the button is pressed: `click` or `dblclick`.
 */
export function visitorAt(page, press = "click") {
  return {
    open: (url) => page.goto(String(url)),
    fill: async (name, fields) => {
      // A tab behind another draws once a second, and Playwright waits for that.
      await page.bringToFront();
      await page.waitForSelector(`main[data-page="${name}"]`);
      for (const [field, value] of Object.entries(fields)) await fillField(page, field, value);
      const button = fields.action === undefined ? "" : `[name="action"][value="${fields.action}"]`;
      // A second click ends the first one's navigation, which is no failure: what counts is the page that is shown.
      const shown = page.waitForEvent("framenavigated", (frame) => frame === page.mainFrame());
      await Promise.all([shown, page[press](`main form button[type="submit"]${button} >> nth=0`)]);
      await page.waitForLoadState();
      return { url: new URL(page.url()) };
    },
  };
}

async function fillField(page, name, value) {
  if (name === "action") return;
  const field = page.locator(`main form [name="${name}"]`);
  const kind = await field.first().evaluate((element) => (element.tagName === "SELECT" ? "select" : element.type));
  if (kind === "select") await field.selectOption(value);
  else if (kind === "checkbox" || kind === "radio") await tick(page, name, [value].flat());
  else await field.fill(value);
}

async function tick(page, name, values) {
  for (const value of values) await page.check(`main form [name="${name}"][value="${value}"]`);
}
