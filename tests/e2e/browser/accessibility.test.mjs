// Every page, error page and mail in a browser: axe finds nothing, and nothing has to be scrolled sideways.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inProject } from "../../../scripts/lib/paths.mjs";
import { openBrowser } from "../harness/browser.mjs";
import { names, openGallery } from "../harness/gallery.mjs";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** A mail is read within another page, whose landmarks are not the mail's to give. */
const ofDocuments = ["region", "landmark-one-main"];
const desktop = { width: 1280, height: 1024 };
/** What is left of it at 400 %: 320 pixels. */
const magnified = { width: 320, height: 256 };
const twentyFiveMinutes = 25 * 60 * 1000;
let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

test("axe finds nothing on any page, in light and in dark, and each can be read from top to bottom at 320 pixels", async () => {
  const { page, show, close } = await openGallery(browser, { reducedMotion: "reduce" });
  await page.addInitScript({ path: inProject("node_modules/axe-core/axe.min.js") });
  const found = [];
  for (const name of names) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(magnified);
    await show(name);
    await page.evaluate(() => document.querySelector(".languages details")?.setAttribute("open", ""));
    found.push(...(await page.evaluate(layout)).map((fault) => `${name}: ${fault}`));
    await page.setViewportSize(desktop);
    const enabled = !name.startsWith("mail.");
    const rules = Object.fromEntries(ofDocuments.map((id) => [id, { enabled }]));
    found.push(...(await violations(page, `${name}, light`, { runOnly: tags, rules })));
    await page.emulateMedia({ colorScheme: "dark" });
    found.push(...(await violations(page, `${name}, dark`, { runOnly: ["color-contrast"] })));
  }
  await close();
  assert.deepEqual(found, []);
});

test("the focus is on the summary of what is wrong, whose links lead to its fields", async () => {
  const { page, show, close } = await openGallery(browser);
  for (const name of names.filter((name) => /\.(refused|invalid|short|spent)\.en$/.test(name))) {
    await show(name);
    // A browser moves the focus when it first draws the page, which may be after it was loaded.
    await page.waitForFunction(() => document.activeElement !== document.body);
    assert.equal(await page.evaluate(() => document.activeElement.className), "problems", name);
    const first = page.locator(".problems a").first();
    if ((await first.count()) === 0) continue;
    const wanted = (await first.getAttribute("href")).slice(1);
    await first.click();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await page.evaluate(() => document.activeElement.name), wanted, name);
  }
  await close();
});

test("the notice that a page ends shows after 25 minutes, and is out of reach until then", async () => {
  const { page, show, close } = await openGallery(browser, { timely: true });
  await show("code.ends-soon.en");
  const button = page.getByRole("button", { name: "Give me more time" });
  const pass = (time) => page.evaluate((to) => document.getAnimations().forEach((each) => (each.currentTime = to)), time);
  await pass(twentyFiveMinutes - 1000);
  assert.equal(await button.count(), 0);
  await pass(twentyFiveMinutes + 1000);
  assert.equal(await button.isVisible(), true);
  await close();
});

/** In the page: what would have to be scrolled sideways, and what stands above what comes before it. */
function layout() {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  const wide = scrollWidth > clientWidth ? [`${scrollWidth} pixels wide in a window of ${clientWidth}`] : [];
  const read = [...document.querySelectorAll("h1, h2, p, li, dt, dd, legend, label, input, select, button, a, pre")];
  const shown = read.filter((element) => element.checkVisibility());
  const last = (element) => Math.round(element.getBoundingClientRect().bottom);
  const early = shown.filter((element, at) => at > 0 && last(element) < shown[at - 1].getBoundingClientRect().top);
  return [...wide, ...early.map((element) => `out of order: ${element.outerHTML.slice(0, 80)}`)];
}

async function violations(page, where, options) {
  const all = await page.evaluate(async (chosen) => (await globalThis.axe.run(chosen)).violations, { ...options, iframes: false });
  return all.map(({ id, nodes }) => `${where}: ${id} at ${nodes.map(({ target }) => target).join(", ")}`);
}
