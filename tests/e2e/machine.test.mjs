// Daemons, APIs and devices, driven by openid-client with discovery alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as oidc from "openid-client";
import { startIssuer } from "./harness/issuer.mjs";
import { customer, newAddress, signUp } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

const orders = "https://orders.woodgrove.example";
const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code";
let issuer;

before(async () => {
  issuer = await startIssuer({
    documents: (sample) => {
      sample["app/woodgrove-mobile"].grantTypes = ["refresh_token", deviceGrant];
      sample["app/woodgrove-mobile"].apis = [{ id: "woodgrove-orders", delegatedScopes: ["orders.read"] }];
    },
  });
});
after(() => issuer?.stop());

const connect = (clientId, authentication) =>
  oidc.discovery(new URL(issuer.issuer), clientId, undefined, authentication, {
    execute: [oidc.enableNonRepudiationChecks],
  });

const verify = async (token) => {
  const keys = createRemoteJWKSet(new URL(`${issuer.issuer}/jwks`));
  return (await jwtVerify(token, keys, { issuer: issuer.issuer, audience: orders, typ: "at+jwt" })).payload;
};

test("a daemon gets a token of its own that its API can verify, and no longer uses once it is revoked", async () => {
  const secret = oidc.ClientSecretBasic("woodgrove-replenishment-sample-secret");
  const daemon = await connect("woodgrove-replenishment", secret);
  const tokens = await oidc.clientCredentialsGrant(daemon, { scope: "orders.read", resource: orders });
  const claims = await verify(tokens.access_token);
  assert.equal(claims.sub, "woodgrove-replenishment");
  assert.equal(claims.scope, "orders.read");
  assert.equal((await oidc.tokenIntrospection(daemon, tokens.access_token)).active, true);
  await oidc.tokenRevocation(daemon, tokens.access_token);
  assert.equal((await oidc.tokenIntrospection(daemon, tokens.access_token)).active, false);
  await assert.rejects(oidc.clientCredentialsGrant(daemon, { scope: "openid" }), { error: "invalid_scope" });
});

test("a device gets its tokens once its person signed up elsewhere, also for an API", async () => {
  const device = await connect("woodgrove-mobile", oidc.None());
  const scope = "openid profile offline_access orders.read";
  const started = await oidc.initiateDeviceAuthorization(device, { scope });
  const polled = oidc.pollDeviceAuthorizationGrant(device, started);
  const visitor = newVisitor(issuer.issuer);
  await visitor.open(started.verification_uri_complete);
  await visitor.fill("device-confirm", { action: "approve" });
  await visitor.open(visitor.page.url.href.replace("/sign-in", "/sign-up"));
  const page = await signUp(visitor, issuer, { email: newAddress("grace"), secret: null, answers: customer });
  assert.equal(page.name, "device-done");
  const tokens = await polled;
  assert.equal(tokens.claims().aud, "woodgrove-mobile");
  assert.equal((await verify(tokens.access_token)).scope, "orders.read");
  const refreshed = await oidc.refreshTokenGrant(device, tokens.refresh_token, { resource: issuer.issuer });
  const userinfo = await oidc.fetchUserInfo(device, refreshed.access_token, tokens.claims().sub);
  assert.equal(userinfo.family_name, customer.surname);
});

test("thirty questions of a device at once get one set of tokens", async () => {
  const device = await connect("woodgrove-mobile", oidc.None());
  const started = await oidc.initiateDeviceAuthorization(device, { scope: "openid" });
  const visitor = newVisitor(issuer.issuer);
  await visitor.open(started.verification_uri);
  await visitor.fill("device", { user_code: started.user_code.toLowerCase() });
  await visitor.fill("device-confirm", { action: "approve" });
  await visitor.open(visitor.page.url.href.replace("/sign-in", "/sign-up"));
  await signUp(visitor, issuer, { email: newAddress("grace"), secret: null, answers: customer });
  const ask = () => {
    const body = { grant_type: deviceGrant, device_code: started.device_code, client_id: "woodgrove-mobile" };
    return fetch(`${issuer.issuer}/token`, { method: "POST", body: new URLSearchParams(body) });
  };
  const answers = await Promise.all(Array.from({ length: 30 }, ask));
  const good = answers.filter((answer) => answer.ok);
  assert.equal(good.length, 1);
  const { access_token } = await good[0].json();
  const headers = { authorization: `Bearer ${access_token}` };
  assert.equal((await fetch(`${issuer.issuer}/userinfo`, { headers })).status, 200, "the others took nothing back");
});
