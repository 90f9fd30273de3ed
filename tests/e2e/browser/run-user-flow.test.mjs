// Run user flow, as somebody who configures a flow on their own machine tries it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { inProject } from "../../../scripts/lib/paths.mjs";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { newAddress, signUp, supplier } from "../harness/people.mjs";

let issuer, browser, page;

before(async () => {
  issuer = await startIssuer({ https: false });
  browser = await openBrowser();
  const context = await browser.newContext({ javaScriptEnabled: false });
  page = await context.newPage();
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
});

test("the demo leads to it, and it offers every flow of every application", async () => {
  await page.goto(`${issuer.issuer}/demo/`);
  await page.click("text=run a user flow");
  const runs = await page.locator("#run option").evaluateAll((options) => options.map(({ value }) => value));
  const apps = inProject("assets/sample/app");
  const named = readdirSync(apps).flatMap((file) => {
    const { flows = [] } = JSON.parse(readFileSync(`${apps}/${file}`, "utf8"));
    return flows.map((flow) => `${file.slice(0, -".json".length)} ${flow}`);
  });
  assert.deepEqual(runs.toSorted(), ["", ...named].toSorted());
});

test("a run shows that it is a test, and ends with the tokens, without a script", async () => {
  await page.selectOption("#run", "woodgrove-suppliers supplier");
  await page.selectOption("#prompt", "create");
  await page.selectOption("#language", "de");
  await page.click("button[type=submit]");
  assert.equal(await page.textContent(".test-run"), "Testlauf");
  const email = newAddress("rita");
  await signUp(visitorAt(page), issuer, { email, answers: supplier });
  assert.equal(await page.getAttribute("main", "data-page"), "run-result");
  const claims = await claimsShown("id-token");
  assert.equal(claims.aud, "run-user-flow");
  assert.equal(claims.email, email);
  assert.equal(claims.businessRegistrationCode, supplier.businessRegistrationCode);
  assert.match(claims.exp, /^\d+ \(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ\)$/);
  assert.equal((await claimsShown("userinfo")).name, supplier.displayName);
});

test("what the parameters can't be is told on the page, with what was entered", async () => {
  await page.click("text=Run another");
  await page.selectOption("#run", "woodgrove-suppliers supplier");
  await page.fill("#max_age", "soon");
  await page.click("button[type=submit]");
  assert.match(await page.textContent("[role=alert]"), /max_age/);
  assert.equal(await page.inputValue("#run"), "woodgrove-suppliers supplier");
});

test("the preview shows a page at the width of a phone and of a desktop, styled, in the chosen language", async () => {
  await page.goto(`${issuer.issuer}/run-user-flow`);
  await page.click("a[href$='/preview/supplier']");
  await page.selectOption("#page", "attributes-1-wrong");
  await page.selectOption("#language", "ar");
  await page.click("button[type=submit]");
  for (const [width, name] of [[390, "phone"], [1280, "desktop"]]) {
    const box = await page.locator(`iframe.${name}`).boundingBox();
    assert.equal(Math.round(box.width), width + 2, "with its border");
    const shown = page.frameLocator(`iframe.${name}`);
    assert.equal(await shown.locator("html").getAttribute("dir"), "rtl");
    await shown.locator("#businessName-error").waitFor();
    const button = await shown.locator("button[type=submit]").first().boundingBox();
    assert.ok(button.height >= 48, "the style sheet is there");
  }
});

async function claimsShown(section) {
  const list = page.locator(`#${section} > dl`);
  const terms = await list.locator("dt").allTextContents();
  const values = await list.locator("dd").allTextContents();
  return Object.fromEntries(terms.map((term, index) => [term, values[index]]));
}
