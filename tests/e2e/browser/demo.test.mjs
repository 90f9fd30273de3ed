// The newcomer's way: plain http, the demo, a real browser.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { customer, newAddress, password, signUp, supplier } from "../harness/people.mjs";

const email = newAddress("ada");
let issuer, browser, page;

before(async () => {
  issuer = await startIssuer({ https: false });
  browser = await openBrowser();
  page = await browser.newPage();
  await page.goto(`${issuer.issuer}/demo/`);
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
});

test("a partner requests a supplier account, signs up, and sees the tokens the app received", async () => {
  await page.click("text=Request your supplier account");
  await signUp(visitorAt(page), issuer, { email, answers: supplier });
  const claims = await claimsShown("id");
  assert.equal(claims.iss, issuer.issuer);
  assert.equal(claims.email, email);
  assert.equal(claims.name, supplier.displayName);
  assert.equal(claims.businessName, supplier.businessName);
  assert.equal(claims.acct, "1", "a supplier is a guest");
  assert.equal((await claimsShown("access")).client_id, "demo-suppliers");
  assert.equal((await claimsShown("userinfo")).phone_number, supplier.phoneNumber.replaceAll(" ", ""));
});

test("the demo refreshes its tokens", async () => {
  const before = await page.textContent("#access-raw");
  await page.click("#refresh");
  await page.waitForSelector("#notice:has-text('New tokens at')");
  assert.notEqual(await page.textContent("#access-raw"), before);
  assert.equal((await claimsShown("id")).email, email);
});

test("the demo signs the person out", async () => {
  await page.click("#sign-out");
  await page.waitForSelector("#notice:has-text('You are signed out.')");
  assert.equal(await page.isVisible("#result"), false);
});

test("the person signs in again with the password", async () => {
  await pressSignIn("demo-suppliers");
  await visitorAt(page).fill("sign-in", { email, password });
  assert.equal((await claimsShown("id")).email, email);
});

test("who is signed in is not asked again", async () => {
  await page.reload();
  await pressSignIn("demo-suppliers");
  assert.equal((await claimsShown("id")).email, email);
});

test("a customer creates an account for the shop beside it", async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  page = await context.newPage();
  await page.goto(`${issuer.issuer}/demo/`);
  await page.click("text=Create an account");
  await signUp(visitorAt(page), issuer, { email: newAddress("grace"), answers: customer });
  const claims = await claimsShown("id");
  assert.equal(claims.acct, "0", "a customer is a member");
  assert.equal(claims.interests, '["cooking","travel"]');
});

const pressSignIn = (clientId) => page.click(`[data-client="${clientId}"]:not([data-create])`);

/** The claims that the demo shows of a token, once it shows any. */
async function claimsShown(token) {
  await page.waitForSelector("#result:not([hidden]), #failure:not([hidden])");
  assert.equal(await page.isVisible("#failure"), false, await page.textContent("#failure"));
  const terms = await page.locator(`#${token}-claims dt`).allTextContents();
  const values = await page.locator(`#${token}-claims dd`).allTextContents();
  return Object.fromEntries(terms.map((term, index) => [term, values[index]]));
}
