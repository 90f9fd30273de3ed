// People go back, click twice, open tabs, lose cookies; and we deploy while they do. All of it ends well. The whole table,
// with its clock, is tests/app/journey; here are the rows that a real browser has a part in.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { connect } from "../harness/client.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { newAddress, password, signUp, supplier } from "../harness/people.mjs";
import { goOn } from "../harness/person.mjs";

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

/** The pages of a sign-up. */
const stages = ["sign-up", "code", "password", "attributes"];

/** What happens at each of them, in one sign-up. */
const detours = {
  back: (page) => page.goBack(),
  "back and forward": async (page) => {
    await page.goBack();
    await page.goForward();
  },
  refresh: (page) => page.reload(),
  "opened in another browser": async (page, t) => {
    const [elsewhere] = await newPages(t);
    await elsewhere.goto(page.url());
    assert.match(await elsewhere.textContent("main a.button"), /Woodgrove suppliers/);
    await elsewhere.click("main a.button");
    await elsewhere.waitForURL(`${issuer.apps.suppliers.origin}/`);
  },
  "a new version of the Worker": () => issuer.restart(),
};

for (const [what, happens] of Object.entries(detours)) {
  test(`${what}, at every page, and the sign-up ends well`, async (t) => {
    const [page] = await newPages(t);
    const email = newAddress("ada");
    let checks;
    for (const stage of stages) {
      checks = (await beginIfElsewhere(page)) ?? checks;
      await goOn(page, issuer, email, { until: stage });
      await happens(page, t);
    }
    await endsAtTheApplication(page, email, checks);
  });
}

test("every button pressed twice, and the sign-up ends well, with one account", async (t) => {
  const [page] = await newPages(t);
  const email = newAddress("ada");
  const checks = await beginIfElsewhere(page);
  const url = await goOn(page, issuer, email, { press: "dblclick" });
  assert.equal((await suppliers.finish(url, checks)).claims().email, email);
  await hasOneAccount(email);
});

/** What ends a sign-up where it is. */
const interruptions = {
  "a second tab of the same page, which comes to the end first": async (page, email) => {
    const ahead = await page.context().newPage();
    await ahead.goto(page.url());
    await goOn(ahead, issuer, email);
  },
  "cookies cleared": (page) => page.context().clearCookies(),
};

for (const [what, happens] of Object.entries(interruptions)) {
  for (const stage of ["sign-up", "code", "attributes"]) {
    test(`${what}, at ${stage}: the page leads on, or home, where it begins anew`, async (t) => {
      const [page] = await newPages(t);
      const email = newAddress("ada");
      const checks = await beginIfElsewhere(page);
      await goOn(page, issuer, email, { until: stage });
      await happens(page, email);
      await endsAtTheApplication(page, email, checks);
    });
  }
}

/** Begins a sign-up unless the browser is in one; what to check afterwards, then. */
async function beginIfElsewhere(page) {
  if (page.url().startsWith(issuer.issuer)) return undefined;
  await page.goto(`${issuer.apps.suppliers.origin}/`);
  return begin(page, suppliers, { prompt: "create" });
}

/** From where the browser is, or, where that leads home, with a new request. */
async function endsAtTheApplication(page, email, checks) {
  let url = await goOn(page, issuer, email);
  if (!url.searchParams.has("code")) {
    checks = await begin(page, suppliers);
    url = await goOn(page, issuer, email);
  }
  assert.equal((await suppliers.finish(url, checks)).claims().email, email);
  await hasOneAccount(email);
}

async function hasOneAccount(email) {
  assert.equal((await issuer.sql("SELECT oid FROM accounts WHERE email = ?", email)).length, 1);
}

test("a browser that keeps no cookies is told so, and led back to the application", async (t) => {
  const [page] = await newPages(t);
  await page.route(`${issuer.issuer}/**`, async (route) => {
    const answer = await route.fetch({ maxRedirects: 0 });
    await page.context().clearCookies();
    const { "set-cookie": _, ...headers } = answer.headers();
    await route.fulfill({ response: answer, headers });
  });
  await begin(page, suppliers);
  assert.match(await page.textContent("main"), /cookies_refused/);
  await page.click("main a.button");
  await page.waitForURL(`${issuer.apps.suppliers.origin}/`);
  await page.unrouteAll({ behavior: "ignoreErrors" });
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
