// Someone who is signed in opens an application of a flow they never went through.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { connect } from "../harness/client.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { customer, newAddress, signUp, supplier } from "../harness/people.mjs";

const email = newAddress("grace");
let issuer, browser, page, shop, suppliers, account;

before(async () => {
  issuer = await startIssuer({ documents: askCustomersForTheirPhone });
  browser = await openBrowser();
  page = await browser.newPage();
  const [at, there] = [issuer.apps.shop.origin, issuer.apps.suppliers.origin];
  shop = await connect(issuer.issuer, { clientId: "woodgrove-shop", redirectUri: `${at}/spa` });
  const secret = "woodgrove-suppliers-sample-secret";
  suppliers = await connect(issuer.issuer, { clientId: "woodgrove-suppliers", secret, redirectUri: `${there}/callback`, scope: "openid phone" });

  const { url, checks } = await shop.begin({ prompt: "create" });
  await page.goto(String(url));
  const back = await signUp(visitorAt(page), issuer, { email, answers: { ...customer, phoneNumber: supplier.phoneNumber } });
  account = (await shop.finish(back.url, checks)).claims();
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
});

test("a shop session does not walk into the suppliers' application in silence", async () => {
  const { url } = await suppliers.begin({ prompt: "none" });
  await page.goto(String(url));
  const back = new URL(page.url());
  assert.equal(back.origin, issuer.apps.suppliers.origin);
  assert.equal(back.searchParams.get("error"), "interaction_required");
});

test("the customer continues as who they are, gives only what is missing, and stays a customer", async () => {
  const { url, checks } = await suppliers.begin();
  await page.goto(String(url));
  assert.match(await page.textContent("main form button"), new RegExp(`Continue as .*${email}`));
  await visitorAt(page).fill("continue", {});
  const { phoneNumber: known, ...missing } = supplier;
  const asked = await page.locator("main form input:not([type=hidden])").evaluateAll((all) => all.map(({ name }) => name));
  assert.deepEqual(asked, Object.keys(missing), "all but the phone number");
  const back = await visitorAt(page).fill("attributes", missing);
  const claims = (await suppliers.finish(back.url, checks)).claims();
  assert.equal(claims.sub, account.sub);
  assert.equal(claims.acct, 0, "the account type stays");
  assert.equal(claims.businessName, supplier.businessName);
  assert.equal(claims.phone_number, known.replaceAll(" ", ""));
});

test("after that, and only then, the suppliers' application signs them in without asking", async () => {
  const { url, checks } = await suppliers.begin({ prompt: "none" });
  await page.goto(String(url));
  const claims = (await suppliers.finish(new URL(page.url()), checks)).claims();
  assert.equal(claims.sub, account.sub);
});

/** Something that both flows ask. */
function askCustomersForTheirPhone(sample) {
  sample["flow/customer"].pages[0].inputs.push({ attribute: "phoneNumber", inputType: "phone", required: true });
}
