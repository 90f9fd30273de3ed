import { chromium as playwright } from "playwright-core";
import { chromium } from "../../../scripts/lib/extras.mjs";
import { certificateKeyHash } from "./certificate.mjs";

/** Opens a headless Chromium that trusts the tests' certificate: Playwright's Browser. Close it with `close()`. */
export function openBrowser() {
  return playwright.launch({
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
  });
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
