// Many sign-ins at once in one browser: tabs that are restored, or an application that sends people in a frame. The one under way
// stays, all cookies together stay small, and the page of one that made room begins anew.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { connect } from "../harness/client.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { codeIn } from "../harness/outbox.mjs";
import { newAddress, supplier } from "../harness/people.mjs";

/** So many tabs at once take their time on a small machine. */
const patient = { timeout: 120_000 };

let issuer, browser, suppliers;

before(async () => {
  issuer = await startIssuer();
  browser = await openBrowser();
  const [clientId, secret] = ["woodgrove-suppliers", "woodgrove-suppliers-sample-secret"];
  suppliers = await connect(issuer.issuer, { clientId, secret, redirectUri: `${issuer.apps.suppliers.origin}/callback` });
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
});

test("a sign-up at its last page outlives a dozen tabs, and a page that made room begins anew and says so", async () => {
  const context = await browser.newContext();
  const [page, idle] = [await context.newPage(), await context.newPage()];
  const email = newAddress("ada");
  const begun = await suppliers.begin({ prompt: "create" });
  await page.goto(String(begun.url));
  const visitor = visitorAt(page);
  await visitor.fill("sign-up", { email });
  await visitor.fill("code", { code: codeIn(await issuer.waitForMail(email)) });
  await visitor.fill("password", { action: "no_password" });
  await idle.goto(String((await suppliers.begin()).url));

  // Which one was used last is known to the second.
  await idle.waitForTimeout(1100);
  await open(context, 3);
  await idle.reload();
  await idle.waitForSelector('main[data-page="sign-in"] .again');
  assert.match(await idle.textContent(".again"), /made room for newer ones/);

  await open(context, 12);
  assert.ok((await weight(context)) <= 4096, `${await weight(context)} bytes`);
  await visitor.fill("attributes", supplier);
  const { url } = await issuer.apps.suppliers.nextVisit("/callback");
  assert.equal((await suppliers.finish(url, begun.checks)).claims().email, email);
  await context.close();
});

/** So many sign-ins at once, each in a tab, and one page more, as the next that the person looks at. */
async function open(context, count) {
  const tabs = await Promise.all(Array.from({ length: count }, () => context.newPage()));
  await Promise.all(tabs.map(async (tab) => tab.goto(String((await suppliers.begin()).url), patient)));
  await tabs[0].reload(patient);
  await Promise.all(tabs.map((tab) => tab.close()));
}

async function weight(context) {
  const cookies = (await context.cookies(issuer.issuer)).filter(({ name }) => name.includes("tx-"));
  return cookies.reduce((sum, { name, value }) => sum + name.length + value.length + 3, 0);
}
