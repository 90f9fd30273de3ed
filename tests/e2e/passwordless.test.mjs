// Codes by mail instead of a password.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { codeIn } from "./harness/outbox.mjs";
import { customer, newAddress, password, signUp, supplier } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

let issuer, suppliers, shop;

before(async () => {
  issuer = await startIssuer({ documents: leaveCustomersCodesAlone });
  const { origin } = issuer.apps.suppliers;
  const secret = "woodgrove-suppliers-sample-secret";
  suppliers = await connect(issuer.issuer, { clientId: "woodgrove-suppliers", secret, redirectUri: `${origin}/callback` });
  shop = await connect(issuer.issuer, { clientId: "woodgrove-shop", redirectUri: `${origin}/spa` });
});
after(() => issuer?.stop());

test("who continues without a password has an account, and none", async () => {
  const email = newAddress("ada");
  const { visitor, checks } = await open(suppliers, { prompt: "create" });
  const back = await signUp(visitor, issuer, { email, secret: null, answers: supplier });
  const { sub } = (await suppliers.finish(back.url, checks)).claims();
  assert.deepEqual(await issuer.sql("SELECT account FROM credentials WHERE account = ?", sub), []);

  const again = await signInByCode(suppliers, email);
  assert.equal(again.sub, sub);
  const refused = await open(suppliers);
  assert.equal((await refused.visitor.fill("sign-in", { email, password })).status, 422);
});

test("who has a password signs in by a mailed code as well", async () => {
  const email = newAddress("ada");
  const { visitor, checks } = await open(suppliers, { prompt: "create" });
  const back = await signUp(visitor, issuer, { email, answers: supplier });
  const { sub } = (await suppliers.finish(back.url, checks)).claims();
  assert.equal((await signInByCode(suppliers, email)).sub, sub);
});

test("where a flow offers the code alone, nobody is asked for a password", async () => {
  const email = newAddress("grace");
  const { visitor, checks } = await open(shop, { prompt: "create" });
  await visitor.fill("sign-up", { email });
  await visitor.fill("code", { code: await newestCode(email, 0) });
  const back = await visitor.fill("attributes", customer);
  const { sub } = (await shop.finish(back.url, checks)).claims();

  const signIn = await open(shop);
  assert.doesNotMatch(signIn.visitor.page.html, /type="password"/);
  await signIn.visitor.fill("sign-in", { email });
  const there = await signIn.visitor.fill("code", { code: await newestCode(email, 1) });
  assert.equal((await shop.finish(there.url, signIn.checks)).claims().sub, sub);
});

test("a wrong code is refused, and the right one still good", async () => {
  const email = newAddress("ada");
  const { visitor, checks } = await open(suppliers, { prompt: "create" });
  await visitor.fill("sign-up", { email });
  const right = await newestCode(email, 0);
  const wrong = String((Number(right) + 1) % 100_000_000).padStart(8, "0");
  assert.equal((await visitor.fill("code", { code: wrong })).status, 422);
  await visitor.fill("code", { code: right });
  await visitor.fill("password", { password });
  const back = await visitor.fill("attributes", supplier);
  assert.equal((await suppliers.finish(back.url, checks)).claims().email, email);
});

async function open(application, parameters) {
  const visitor = newVisitor(issuer.issuer);
  const { url, checks } = await application.begin(parameters);
  await visitor.open(url);
  return { visitor, checks };
}

async function signInByCode(application, email) {
  const { visitor, checks } = await open(application);
  const before = (await issuer.outbox(email)).length;
  await visitor.fill("sign-in", { email, action: "email_code" });
  const back = await visitor.fill("code", { code: await newestCode(email, before) });
  return (await application.finish(back.url, checks)).claims();
}

const newestCode = async (email, before) => codeIn(await issuer.waitForMail(email, { after: before }));

function leaveCustomersCodesAlone(sample) {
  sample["flow/customer"].identityProviders = ["emailOneTimePasscode"];
}
