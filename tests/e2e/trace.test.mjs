// What the owner of a deployment finds in `audit`, on D1 itself.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { newAddress, signUp, supplier } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

const secret = "woodgrove-suppliers-sample-secret";
const email = newAddress("ada");
const nobody = newAddress("nobody");
const deviceCode = "urn:ietf:params:oauth:grant-type:device_code";

let issuer, suppliers, account, first, signedIn;

before(async () => {
  issuer = await startIssuer({
    documents: (sample) => {
      const app = sample["app/woodgrove-suppliers"];
      app.consent = "once";
      app.grantTypes = ["authorization_code", "refresh_token", deviceCode];
    },
  });
  const redirectUri = `${issuer.apps.suppliers.origin}/callback`;
  suppliers = await connect(issuer.issuer, { clientId: "woodgrove-suppliers", secret, redirectUri });
  const { visitor, checks } = await open({ prompt: "create" });
  await signUp(visitor, issuer, { email, answers: supplier });
  await visitor.fill("consent", { action: "approve" });
  first = await suppliers.finish(visitor.page.url, checks);
  signedIn = visitor;
  account = (await issuer.sql("SELECT oid FROM accounts WHERE email = ?", email))[0].oid;
});
after(() => issuer?.stop());

test("a consent, with what it was given for", async () => {
  const [{ detail, ...row }] = await rows("consent-given");
  assert.deepEqual([row.account, row.client_id, row.flow], [account, "woodgrove-suppliers", "supplier"]);
  assert.ok(JSON.parse(detail).scopes.includes("openid"), detail);
});

test("a refresh token that was replaced long ago, once for its family", async () => {
  let newest = first;
  for (const _ of [1, 2]) newest = await suppliers.refresh(newest.refresh_token);
  const again = () => suppliers.refresh(first.refresh_token).then(() => "tokens", ({ error }) => error);
  const answers = await Promise.all(Array.from({ length: 10 }, again));
  assert.deepEqual([...new Set(answers)], ["invalid_grant"]);
  await one("refresh-token-reused", { account, client_id: "woodgrove-suppliers", flow: "supplier" });
});

test("a code that comes again, once", async () => {
  const { url, checks } = await suppliers.begin();
  const { url: back } = await signedIn.open(url);
  await suppliers.finish(back, checks);
  const form = {
    grant_type: "authorization_code",
    code: back.searchParams.get("code"),
    redirect_uri: `${issuer.apps.suppliers.origin}/callback`,
    code_verifier: checks.pkceCodeVerifier,
    client_id: "woodgrove-suppliers",
    client_secret: secret,
  };
  const answers = await Promise.all(Array.from({ length: 10 }, () => post("/token", form)));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [400]);
  await one("code-replayed", { account, client_id: "woodgrove-suppliers", flow: "supplier" });
});

test("wrong passwords, the wait that follows, and the mail about it", async () => {
  for (const address of [email, nobody]) {
    const { visitor } = await open();
    for (const status of [422, 422, 422, 422, 422, 429]) {
      assert.equal((await visitor.fill("sign-in", { email: address, password: "wrong" })).status, status);
    }
  }
  const { subject, text } = await issuer.waitForMail(email, { after: 1 });
  assert.match(subject, /^Wrong passwords/);
  assert.match(text, /5 times in a row/);
  assert.deepEqual(await issuer.outbox(nobody), []);
  await one("guesses-mailed", { account });
  await kinds("guess-failed", [["password", null], ["password", account]]);
  await kinds("limit-reached", [["guess", null], ["guess", account]]);
});

test("wrong mailed codes, the fifth of which is the last, and mails beyond the limit", async () => {
  const { visitor } = await open();
  await visitor.fill("sign-in", { email: nobody, action: "email_code" });
  for (const _ of [1, 2, 3, 4, 5]) await visitor.fill("code", { code: "00000000" });
  for (const status of [200, 200, 429]) assert.equal((await visitor.fill("code", { action: "resend" })).status, status);
  await kinds("guess-failed", [["mailed-code", null], ["password", null], ["password", account]]);
  await kinds("limit-reached", [["guess", null], ["guess", account], ["mail-address", null], ["mailed-code", null]]);
});

test("devices that are approved, denied, or guessed at", async () => {
  const begin = async () => (await post("/device_authorization", { client_id: "woodgrove-suppliers", client_secret: secret, scope: "openid" })).json();
  const denied = await begin();
  const visitor = signedIn;
  await visitor.open(new URL(denied.verification_uri_complete));
  await visitor.fill("device-confirm", { user_code: denied.user_code, action: "deny" });
  const approved = await begin();
  await visitor.open(new URL(approved.verification_uri_complete));
  await visitor.fill("device-confirm", { user_code: approved.user_code, action: "approve" });
  assert.equal(visitor.page.name, "device-done");
  await visitor.open(new URL("/device?user_code=BCDF-GHJK", issuer.issuer));
  await one("device-denied", { account: null, client_id: "woodgrove-suppliers", flow: null });
  await one("device-approved", { account, client_id: "woodgrove-suppliers", flow: "supplier" });
  const guesses = [["mailed-code", null], ["password", null], ["password", account], ["user-code", null]];
  await kinds("guess-failed", guesses);
});

test("no address, and an end that the tenant says", async () => {
  const all = await issuer.sql("SELECT * FROM audit");
  assert.ok(all.length > 10);
  assert.ok(!JSON.stringify(all).includes("@"));
  await issuer.sql("UPDATE audit SET at = at - 401 * 86400 WHERE event <> 'signed-up'");
  await issuer.schedule();
  assert.deepEqual((await issuer.sql("SELECT DISTINCT event FROM audit")).map(({ event }) => event), ["signed-up"]);
});

/** Opens the application in a browser of its own. */
async function open(parameters) {
  const visitor = newVisitor(issuer.issuer);
  const { url, checks } = await suppliers.begin(parameters);
  await visitor.open(url);
  return { visitor, checks };
}

function post(path, form) {
  return fetch(issuer.issuer + path, { method: "POST", body: new URLSearchParams(form) });
}

function rows(event) {
  return issuer.sql("SELECT * FROM audit WHERE event = ? ORDER BY at, id", event);
}

async function one(event, expected) {
  const found = await rows(event);
  assert.equal(found.length, 1, event);
  for (const [column, value] of Object.entries(expected)) assert.equal(found[0][column], value, column);
}

async function kinds(event, expected) {
  const found = (await rows(event)).map(({ detail, account }) => [JSON.parse(detail).kind, account]);
  assert.deepEqual(found.map(String).sort(), expected.map(String).sort());
}
