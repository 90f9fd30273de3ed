// The confidential applications of the sample, driven by openid-client with discovery alone.

import assert from "node:assert/strict";
import { before, after, test } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { newAddress, password, signUp, supplier } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

const email = newAddress("ada");
let issuer, visitor, suppliers, tokens;

before(async () => {
  issuer = await startIssuer();
  visitor = newVisitor(issuer.issuer);
  suppliers = await connectAs("woodgrove-suppliers", issuer.apps.suppliers);
});
after(() => issuer?.stop());

const connectAs = (clientId, app) =>
  connect(issuer.issuer, { clientId, secret: `${clientId}-sample-secret`, redirectUri: `${app.origin}/callback` });

test("openid-client signs a new supplier up with discovery alone", async () => {
  const { url, checks } = await suppliers.begin({ prompt: "create" });
  await visitor.open(url);
  const back = await signUp(visitor, issuer, { email, answers: supplier });
  tokens = await suppliers.finish(back.url, checks);
  const claims = tokens.claims();
  assert.equal(claims.email, email);
  assert.equal(claims.email_verified, true);
  assert.equal(claims.name, supplier.displayName);
  assert.equal(claims.businessName, supplier.businessName);
  assert.equal(claims.businessRegistrationCode, supplier.businessRegistrationCode);
  assert.equal(claims.acct, 1, "a supplier is a guest");
  assert.equal(claims.sub, claims.oid);
});

test("its tokens verify with jose against the published keys", async () => {
  const keys = createRemoteJWKSet(new URL(`${issuer.issuer}/jwks`));
  const expected = { issuer: issuer.issuer, algorithms: ["RS256"] };
  const id = await jwtVerify(tokens.id_token, keys, { ...expected, audience: "woodgrove-suppliers" });
  const access = await jwtVerify(tokens.access_token, keys, { ...expected, typ: "at+jwt" });
  assert.equal(id.payload.sub, access.payload.sub);
  assert.equal(access.payload.client_id, "woodgrove-suppliers");
});

test("a second application of the same flow signs in without asking", async () => {
  const procurement = await connectAs("woodgrove-procurement", issuer.apps.procurement);
  const { url, checks } = await procurement.begin();
  const back = await visitor.open(url);
  assert.equal(back.url.origin, issuer.apps.procurement.origin);
  const there = (await procurement.finish(back.url, checks)).claims();
  assert.equal(there.sub, tokens.claims().sub);
  assert.equal(there.sid, tokens.claims().sid);
  assert.equal(there.auth_time, tokens.claims().auth_time);
});

test("userinfo tells what the scopes of the ID token tell", async () => {
  const userinfo = await suppliers.userinfo(tokens);
  const claims = tokens.claims();
  for (const name of ["sub", "email", "email_verified", "name"]) assert.equal(userinfo[name], claims[name], name);
});

test("a refresh token is worth new tokens of the same person", async () => {
  const before = tokens.claims();
  const refreshed = await suppliers.refresh(tokens.refresh_token);
  assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
  for (const name of ["sub", "sid", "auth_time", "email", "acct", "businessName"]) {
    assert.equal(refreshed.claims()[name], before[name], name);
  }
  tokens = refreshed;
});

test("the application signs the person out and gets them back", async () => {
  const home = `${issuer.apps.suppliers.origin}/`;
  const url = suppliers.endSession({ id_token_hint: tokens.id_token, post_logout_redirect_uri: home, state: "done" });
  const back = await visitor.open(url);
  assert.equal(String(back.url), `${home}?state=done`);
  const { url: again } = await suppliers.begin({ prompt: "none" });
  const { searchParams } = (await visitor.open(again)).url;
  assert.equal(searchParams.get("error"), "login_required");
  assert.equal(searchParams.get("iss"), issuer.issuer);
});

test("who signed up signs in with the password", async () => {
  const { url, checks } = await suppliers.begin();
  await visitor.open(url);
  const back = await visitor.fill("sign-in", { email, password });
  assert.equal((await suppliers.finish(back.url, checks)).claims().sub, tokens.claims().sub);
});

test("who opens the sign-out page is asked, and is signed out everywhere in this browser", async () => {
  await visitor.open("/logout");
  assert.equal((await visitor.fill("sign-out", { "logout-confirm": "true" })).name, "signed-out");
  const { url } = await suppliers.begin({ prompt: "none" });
  assert.equal((await visitor.open(url)).url.searchParams.get("error"), "login_required");
});
