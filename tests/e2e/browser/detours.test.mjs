// People go back, click twice, open tabs, lose cookies; and we deploy while they do. All of it ends well.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { connect } from "../harness/client.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { codeIn } from "../harness/outbox.mjs";
import { newAddress, password, signUp, supplier } from "../harness/people.mjs";

let issuer, browser, suppliers, procurement;

before(async () => {
  issuer = await startIssuer();
  browser = await openBrowser();
  suppliers = await connectAs("woodgrove-suppliers", issuer.apps.suppliers);
  procurement = await connectAs("woodgrove-procurement", issuer.apps.procurement);
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
});

test("going back after the end shows the way to the application, which signs in at once", async (t) => {
  const [page] = await newPages(t);
  const checks = await begin(page, suppliers, { prompt: "create" });
  const back = await signUp(visitorAt(page), issuer, { email: newAddress("ada"), answers: supplier });
  const { sub } = (await suppliers.finish(back.url, checks)).claims();
  await page.goBack();
  assert.match(await page.textContent("main h1"), /already|finished|complete/i);
  await page.click("main a.button");
  await page.waitForURL(`${issuer.apps.suppliers.origin}/`);
  const again = await begin(page, suppliers);
  assert.equal((await suppliers.finish(new URL(page.url()), again)).claims().sub, sub);
});

test("a step that is over leads on to the one that is not", async (t) => {
  const [page] = await newPages(t);
  const email = newAddress("ada");
  await begin(page, suppliers, { prompt: "create" });
  await visitorAt(page).fill("sign-up", { email });
  const codePage = page.url();
  await visitorAt(page).fill("code", { code: codeIn(await issuer.waitForMail(email)) });
  await page.waitForSelector("main[data-page=password]");
  await page.goto(codePage);
  await page.waitForSelector("main[data-page=password]");
  await page.reload();
  await page.waitForSelector("main[data-page=password]");
});

test("clicking twice makes one account", async (t) => {
  const [page] = await newPages(t);
  const email = newAddress("ada");
  const checks = await begin(page, suppliers, { prompt: "create" });
  const visitor = visitorAt(page);
  await visitor.fill("sign-up", { email });
  await visitor.fill("code", { code: codeIn(await issuer.waitForMail(email)) });
  await visitor.fill("password", { password });
  await page.waitForSelector("main[data-page=attributes]");
  for (const [id, value] of Object.entries(supplier)) {
    if (!id.startsWith("terms-")) await page.fill(`#${id}`, value);
  }
  await page.check("#terms-supplierTerms");
  await page.dblclick("main form button");
  await page.waitForURL(`${issuer.apps.suppliers.origin}/**`);
  assert.equal((await suppliers.finish(new URL(page.url()), checks)).claims().email, email);
  const accounts = await issuer.sql("SELECT oid FROM accounts WHERE email = ?", email);
  assert.equal(accounts.length, 1);
});

test("two applications in two tabs both get their own answer", async (t) => {
  const [one, other] = await newPages(t, 2);
  const email = newAddress("ada");
  const checks = await begin(one, suppliers, { prompt: "create" });
  const otherChecks = await begin(other, procurement);
  const back = await signUp(visitorAt(one), issuer, { email, answers: supplier });
  const { sub } = (await suppliers.finish(back.url, checks)).claims();
  const there = await visitorAt(other).fill("sign-in", { email, password });
  assert.equal(there.url.origin, issuer.apps.procurement.origin);
  assert.equal((await procurement.finish(there.url, otherChecks)).claims().sub, sub);
});

test("a new version of the Worker in mid-flow is not noticed", async (t) => {
  const [page] = await newPages(t);
  const email = newAddress("ada");
  const checks = await begin(page, suppliers, { prompt: "create" });
  const visitor = visitorAt(page);
  await visitor.fill("sign-up", { email });
  await issuer.restart();
  await visitor.fill("code", { code: codeIn(await issuer.waitForMail(email)) });
  await issuer.restart();
  await visitor.fill("password", { password });
  const back = await visitor.fill("attributes", supplier);
  assert.equal((await suppliers.finish(back.url, checks)).claims().email, email);
});

test("who lost the cookie, or opens the page in another browser, is shown the way back", async (t) => {
  const [page] = await newPages(t);
  await begin(page, suppliers);
  const [elsewhere] = await newPages(t);
  const answer = await elsewhere.goto(page.url());
  assert.equal(answer.status(), 400);
  const home = elsewhere.locator("main a.button");
  assert.match(await home.textContent(), /Woodgrove suppliers/);
  await home.click();
  await elsewhere.waitForURL(`${issuer.apps.suppliers.origin}/`);
});

test("where an application asks for a posted form the browser posts it, and without JavaScript a button does", async (t) => {
  issuer.apps.suppliers.visits.length = 0;
  for (const javaScriptEnabled of [true, false]) {
    const [page] = await newPages(t, 1, { javaScriptEnabled });
    const email = newAddress("ada");
    const checks = await begin(page, suppliers, { prompt: "create", response_mode: "form_post" });
    await signUp(visitorAt(page), issuer, { email, answers: supplier });
    if (!javaScriptEnabled) await page.click("main form button");
    const { method, form } = await issuer.apps.suppliers.nextVisit("/callback");
    assert.equal(method, "POST");
    const url = new URL(`${issuer.apps.suppliers.origin}/callback?${form}`);
    assert.equal((await suppliers.finish(url, checks)).claims().email, email);
  }
});

async function newPages(t, count = 1, options = {}) {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  return Promise.all(Array.from({ length: count }, () => context.newPage()));
}

async function begin(page, application, parameters) {
  const { url, checks } = await application.begin(parameters);
  await page.goto(String(url));
  return checks;
}

const connectAs = (clientId, app) =>
  connect(issuer.issuer, { clientId, secret: `${clientId}-sample-secret`, redirectUri: `${app.origin}/callback` });
