// An address that is typed in a real browser gets its mail where it was typed to go, and pages show it as people write it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { connect } from "../harness/client.mjs";
import { startIssuer } from "../harness/issuer.mjs";

let issuer, browser, suppliers;

before(async () => {
  issuer = await startIssuer();
  browser = await openBrowser();
  const clientId = "woodgrove-suppliers";
  const redirectUri = `${issuer.apps.suppliers.origin}/callback`;
  suppliers = await connect(issuer.issuer, { clientId, secret: `${clientId}-sample-secret`, redirectUri });
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
});

/** What is typed, where its mail goes, and what pages show. */
const typed = [
  ["max@maßanfertigung.example", "max@xn--maanfertigung-cdb.example", "max@maßanfertigung.example"],
  ["max@mu\u0308ller.example", "max@xn--mller-kva.example", "max@müller.example"],
  ["user＠people．example", "user@people.example", "user@people.example"],
  ["ab..cd@mobile-carrier.example", "ab..cd@mobile-carrier.example", "ab..cd@mobile-carrier.example"],
  ["Ann Lee <ann@people.example>", "ann@people.example", "ann@people.example"],
];

for (const [address, mailed, shown] of typed) {
  test(`${address} is mailed to ${mailed}`, async (t) => {
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    const { url } = await suppliers.begin({ prompt: "create" });
    const visitor = visitorAt(page);
    await visitor.open(url);
    await visitor.fill("sign-up", { email: address });
    await page.waitForSelector('main[data-page="code"]');
    assert.equal(await page.textContent("bdi.email"), shown);
    assert.equal((await issuer.waitForMail(mailed)).to, mailed);
  });
}
