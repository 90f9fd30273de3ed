// Applications that register themselves: openid-client does, signs a person in, and lets go of its registration.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as client from "openid-client";
import { startIssuer } from "./harness/issuer.mjs";
import { newAddress, signUp, supplier } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

const initialAccessToken = "an-initial-access-token-of-the-tests";
let issuer, redirectUri;

before(async () => {
  issuer = await startIssuer({
    documents: (sample) => {
      sample.tenant.registration = { flows: ["supplier"], initialAccessTokens: [{ plain: initialAccessToken }] };
      return sample;
    },
  });
  redirectUri = `${issuer.apps.suppliers.origin}/callback`;
});
after(() => issuer?.stop());

const register = (metadata) =>
  client.dynamicClientRegistration(new URL(issuer.issuer), { redirect_uris: [redirectUri], ...metadata }, undefined, {
    initialAccessToken,
  });

const manage = (registered, method, body) =>
  fetch(registered.registration_client_uri, {
    method,
    headers: {
      authorization: `Bearer ${registered.registration_access_token}`,
      ...(body && { "content-type": "application/json" }),
    },
    body: body && JSON.stringify(body),
  });

async function signIn(config, visitor, email) {
  const verifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: "openid email offline_access",
    prompt: "create",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  await visitor.open(url);
  await signUp(visitor, issuer, { email, answers: supplier });
  const back = await visitor.fill("consent", { action: "approve" });
  return client.authorizationCodeGrant(config, back.url, { pkceCodeVerifier: verifier });
}

test("openid-client registers, reads, replaces and deletes, and what it was given ends", async () => {
  const config = await register({ client_name: "Third" });
  const registered = config.clientMetadata();
  assert.match(registered.client_id, /^dyn-/);
  const tokens = await signIn(config, newVisitor(issuer.issuer), newAddress("ada"));
  assert.equal(tokens.claims().aud, registered.client_id);
  const read = await manage(registered, "GET");
  assert.equal(read.status, 200);
  assert.equal((await read.json()).client_name, "Third");
  const replacement = { client_id: registered.client_id, redirect_uris: [redirectUri], client_name: "Fourth" };
  replacement.token_endpoint_auth_method = "client_secret_post";
  const replaced = await manage(registered, "PUT", replacement);
  assert.equal(replaced.status, 200);
  assert.equal((await replaced.json()).client_name, "Fourth");
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal((await manage(registered, "DELETE")).status, 204);
  assert.equal((await manage(registered, "GET")).status, 401);
  await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token));
  await assert.rejects(client.fetchUserInfo(config, refreshed.access_token, tokens.claims().sub));
});

test("one that signs with its secret is known by that", async () => {
  const config = await register({ token_endpoint_auth_method: "client_secret_jwt" });
  const { client_id, client_secret } = config.clientMetadata();
  const signing = (secret) => new client.Configuration(config.serverMetadata(), client_id, undefined, client.ClientSecretJwt(secret));
  const { active } = await client.tokenIntrospection(signing(client_secret), "no token");
  assert.equal(active, false);
  await assert.rejects(client.tokenIntrospection(signing(`${client_secret}x`), "no token"));
});

test("what can't be registered is refused as the suite expects", async () => {
  for (const [metadata, error] of [
    [{ redirect_uris: [`${redirectUri}#fragment`] }, "invalid_redirect_uri"],
    [{ initiate_login_uri: "http://third.example/login" }, "invalid_client_metadata"],
  ]) {
    await assert.rejects(register(metadata), (fault) => fault.status === 400 && fault.error === error);
  }
});
