// A forgotten password, and people who race for one address, on D1 itself.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { codeIn } from "./harness/outbox.mjs";
import { newAddress, password, signUp, supplier } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

let issuer, suppliers;

before(async () => {
  issuer = await startIssuer();
  const redirectUri = `${issuer.apps.suppliers.origin}/callback`;
  const secret = "woodgrove-suppliers-sample-secret";
  suppliers = await connect(issuer.issuer, { clientId: "woodgrove-suppliers", secret, redirectUri });
});
after(() => issuer?.stop());

test("a forgotten password is replaced, and all that rested on the old one ends", async () => {
  const email = newAddress("ada");
  const { visitor: elsewhere, checks } = await open({ prompt: "create" });
  const back = await signUp(elsewhere, issuer, { email, answers: supplier });
  const tokens = await suppliers.finish(back.url, checks);

  const { visitor, checks: mine } = await open();
  await proveForReset(visitor, email);
  const arrived = await visitor.fill("new-password", { password: "another horse entirely" });
  const claims = (await suppliers.finish(arrived.url, mine)).claims();
  assert.equal(claims.sub, tokens.claims().sub);
  assert.match((await issuer.waitForMail(email, { after: 2 })).subject, /password was changed/);

  await assert.rejects(suppliers.refresh(tokens.refresh_token), { error: "invalid_grant" });
  await assert.rejects(suppliers.userinfo(tokens), { status: 401 });
  assert.equal((await elsewhere.open((await suppliers.begin()).url)).name, "sign-in");
  assert.equal((await elsewhere.fill("sign-in", { email, password })).status, 422);
  await elsewhere.fill("sign-in", { email, password: "another horse entirely" });
  assert.equal(elsewhere.page.url.pathname, "/callback");
});

test("20 new passwords at once for one proof change it once, and every answer leads on", async () => {
  const email = newAddress("grace");
  const { visitor: first } = await open({ prompt: "create" });
  await signUp(first, issuer, { email, answers: supplier });

  const { visitor } = await open();
  const page = await proveForReset(visitor, email);
  const tries = Array.from({ length: 20 }, (_, n) => visitor.send(page, { password: `another horse ${n}` }));
  const answers = await Promise.all(tries);
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [303]);
  const resets = await issuer.sql("SELECT count(*) AS n FROM audit WHERE event = 'password-reset'");
  assert.equal(resets[0].n, 2, "this one and the test's before");
});

test("two people who race for one address make one account, and both have a way on", async () => {
  const email = newAddress("twin");
  const racers = [];
  for (const after of [0, 1]) {
    const { visitor } = await open({ prompt: "create" });
    await visitor.fill("sign-up", { email });
    await visitor.fill("code", { code: codeIn(await issuer.waitForMail(email, { after })) });
    await visitor.fill("password", { action: "no_password" });
    racers.push(visitor);
  }
  const ends = await Promise.all(racers.map((visitor) => visitor.fill("attributes", supplier)));
  const names = ends.map(({ url, name }) => name ?? url.pathname).sort();
  assert.deepEqual(names, ["/callback", "exists"]);
  const other = racers.find(({ page }) => page.name === "exists");
  await other.fill("exists", {});
  assert.equal(other.page.url.pathname, "/callback");
  assert.equal((await issuer.sql("SELECT count(*) AS n FROM accounts WHERE email = ?", email))[0].n, 1);
});

/** Opens the application in a browser of its own. */
async function open(parameters) {
  const visitor = newVisitor(issuer.issuer);
  const { url, checks } = await suppliers.begin(parameters);
  await visitor.open(url);
  return { visitor, checks };
}

/** From the sign-in page to the page that asks for the new password. */
async function proveForReset(visitor, email) {
  const [, reset] = visitor.page.html.match(/href="([^"]*\/reset[^"]*)"/);
  await visitor.open(reset.replaceAll("&amp;", "&"));
  await visitor.fill("reset", { email });
  return visitor.fill("code", { code: codeIn(await issuer.waitForMail(email, { after: 1 })) });
}
