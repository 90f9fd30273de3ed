// Many at once: what is single-use takes effect once, and a cold isolate answers everyone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createLocalJWKSet, jwtVerify } from "jose";
import * as oidc from "openid-client";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { codeIn } from "./harness/outbox.mjs";
import { newAddress, password, signUp, supplier } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

let issuer, suppliers, visitor;

before(async () => {
  issuer = await startIssuer();
  visitor = newVisitor(issuer.issuer);
  const redirectUri = `${issuer.apps.suppliers.origin}/callback`;
  const secret = "woodgrove-suppliers-sample-secret";
  suppliers = await connect(issuer.issuer, { clientId: "woodgrove-suppliers", secret, redirectUri });
  await visitor.open((await suppliers.begin({ prompt: "create" })).url);
  await signUp(visitor, issuer, { email: newAddress("ada"), answers: supplier });
});
after(() => issuer?.stop());

test("20 requests at once to a cold isolate all succeed, before any signing key exists", async () => {
  const codes = await Promise.all(times(5, silentCode));
  assert.deepEqual(await issuer.sql("SELECT kid FROM signing_keys"), []);
  await issuer.restart();

  const get = (path) => async () => {
    const response = await fetch(issuer.issuer + path, { redirect: "manual" });
    return { status: response.status, body: await response.text() };
  };
  const { url: authorize } = await suppliers.begin();
  const [tokens, keys, metadata, pages] = await Promise.all([
    Promise.all(codes.map(({ url, checks }) => suppliers.finish(url, checks))),
    Promise.all(times(5, get("/jwks"))),
    Promise.all(times(5, get("/.well-known/openid-configuration"))),
    Promise.all(times(5, get(`${authorize.pathname}${authorize.search}`))),
  ]);
  assert.deepEqual(metadata.map(({ status }) => status), [200, 200, 200, 200, 200]);
  assert.deepEqual(pages.map(({ status }) => status), [303, 303, 303, 303, 303]);
  assert.equal(new Set(keys.map(({ body }) => body)).size, 1, "everyone is told the same keys");
  const published = createLocalJWKSet(JSON.parse(keys[0].body));
  for (const { id_token } of tokens) await jwtVerify(id_token, published, { issuer: issuer.issuer });
});

test("a cold isolate that finds its keys in the database answers 20 at once, too", async () => {
  const codes = await Promise.all(times(10, silentCode));
  await issuer.restart();
  const [tokens, keys] = await Promise.all([
    Promise.all(codes.map(({ url, checks }) => suppliers.finish(url, checks))),
    Promise.all(times(10, async () => (await fetch(`${issuer.issuer}/jwks`)).json())),
  ]);
  assert.equal(new Set(tokens.map(({ access_token }) => access_token)).size, 10);
  assert.deepEqual(new Set(keys.map(({ keys }) => keys.length)), new Set([4]));
});

test("30 equal refreshes get one and the same successor", async () => {
  const { url, checks } = await silentCode();
  const { refresh_token } = await suppliers.finish(url, checks);
  const refreshed = await Promise.all(times(30, () => suppliers.refresh(refresh_token)));
  const successors = new Set(refreshed.map((tokens) => tokens.refresh_token));
  assert.equal(successors.size, 1);
  const [successor] = successors;
  assert.notEqual(successor, refresh_token);
  await suppliers.refresh(successor);
});

test("a code under 30 racing redemptions is good once, and the replays revoke what it gave", async () => {
  const { url, checks } = await silentCode();
  const outcomes = await Promise.allSettled(times(30, () => suppliers.finish(url, checks)));
  const [first, ...others] = outcomes.filter(({ status }) => status === "fulfilled");
  assert.equal(others.length, 0, "one redemption alone succeeds");
  const refusals = outcomes.filter(({ status }) => status === "rejected").map(({ reason }) => reason.error);
  assert.deepEqual(refusals, times(29, () => "invalid_grant"));
  await assert.rejects(suppliers.userinfo(first.value), { status: 401 });
  await assert.rejects(suppliers.refresh(first.value.refresh_token), { error: "invalid_grant" });
});

test("a pushed request under 30 racing browsers gives one code", async () => {
  const { url } = await suppliers.begin({ prompt: "none" });
  const pushed = await oidc.buildAuthorizationUrlWithPAR(suppliers.config, url.searchParams);
  const answers = await Promise.all(times(30, () => visitor.request(pushed)));
  const codes = answers.filter((answer) => new URL(answer.headers.get("location") ?? issuer.issuer).searchParams.has("code"));
  assert.equal(codes.length, 1);
  assert.ok(answers.every(({ status }) => status < 500));
});

test("30 racing posts of one mailed code all go on, and 30 racing last steps make one account", async () => {
  const email = newAddress("grace");
  const person = newVisitor(issuer.issuer);
  const { url, checks } = await suppliers.begin({ prompt: "create" });
  await person.open(url);
  const codePage = await person.fill("sign-up", { email });
  const code = codeIn(await issuer.waitForMail(email));
  const proofs = await Promise.all(times(30, () => person.send(codePage, { code })));
  assert.deepEqual(proofs.map(whereTo), times(30, () => "303 password"));

  await person.open(new URL(proofs[0].headers.get("location"), issuer.issuer));
  const lastPage = await person.fill("password", { password });
  const answers = await Promise.all(times(30, () => person.send(lastPage, supplier)));
  assert.deepEqual(answers.map(whereTo), times(30, () => "303 callback"));
  const back = answers.map((answer) => new URL(answer.headers.get("location")));
  const tokens = await Promise.all(back.map((location) => suppliers.finish(location, checks)));
  assert.equal(new Set(tokens.map((one) => one.claims().sub)).size, 1);

  const count = async (sql) => (await issuer.sql(`SELECT count(*) AS n FROM ${sql}`, email))[0].n;
  assert.equal(await count("accounts WHERE email = ?"), 1);
  assert.equal(await count("identities WHERE subject = ?"), 1);
  assert.equal(await count("credentials c JOIN accounts a ON a.oid = c.account WHERE a.email = ?"), 1);
});

test("20 racing posts of one mailed code open one session, and who sends it again gets that one", async () => {
  const email = newAddress("grace");
  const first = newVisitor(issuer.issuer);
  await first.open((await suppliers.begin({ prompt: "create" })).url);
  await signUp(first, issuer, { email, answers: supplier });
  const lasting = () => issuer.sql("SELECT s.id FROM sessions s JOIN accounts a ON a.oid = s.account WHERE a.email = ? AND s.ended_at IS NULL", email);
  const before = (await lasting()).length;

  const person = newVisitor(issuer.issuer);
  const { url, checks } = await suppliers.begin();
  await person.open(url);
  const codePage = await person.fill("sign-in", { email, action: "email_code" });
  const code = codeIn(await issuer.waitForMail(email, { after: 1 }));
  const answers = await Promise.all(times(20, () => person.send(codePage, { code })));
  answers.push(await person.send(codePage, { code }));
  assert.deepEqual(answers.map(whereTo), times(21, () => "303 callback"));
  assert.equal((await lasting()).length, before + 1);
  assert.equal(new Set(answers.map(sessionOf)).size, 1);
  const tokens = await Promise.all(answers.map((answer) => suppliers.finish(new URL(answer.headers.get("location")), checks)));
  assert.equal(new Set(tokens.map((one) => one.claims().sid)).size, 1);
});

const sessionOf = (answer) => answer.headers.getSetCookie().find((cookie) => cookie.startsWith("__Host-sid="));

const times = (count, make) => Array.from({ length: count }, make);

/** A fresh code for who is signed in: the callback's address, and what to check. */
async function silentCode() {
  const { url, checks } = await suppliers.begin({ prompt: "none" });
  const answer = await visitor.request(url);
  return { url: new URL(answer.headers.get("location")), checks };
}

const whereTo = (answer) => `${answer.status} ${answer.headers.get("location")?.match(/([a-z-]+)\?/)[1]}`;
