// Applications that prove who they are by keys, and that they have the keys their tokens are bound to: openid-client.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { SignJWT, exportJWK } from "jose";
import * as oidc from "openid-client";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { newAddress, signUp, supplier } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

const secret = "a-secret-of-thirty-two-bytes-or-more";
const ecdsa = { name: "ECDSA", namedCurve: "P-256" };
let issuer, visitor, key, published, tokens, dpop, suppliers;

before(async () => {
  key = await newKey(ecdsa);
  published = [await publicJwk(key, "first")];
  issuer = await startIssuer({ documents: byKeys, vars: { PROCUREMENT: secret } });
  issuer.apps.suppliers.answer = (_request, response) => {
    response.writeHead(200, { "Content-Type": "application/jwk-set+json" });
    response.end(JSON.stringify({ keys: published }));
  };
  visitor = newVisitor(issuer.issuer);
  suppliers = await connectSuppliers(key, "first");
});
after(() => issuer?.stop());

function byKeys(documents) {
  const { clientSecrets: _, ...app } = documents["app/woodgrove-suppliers"];
  const jwksUri = new URL("/jwks", app.redirectUris[0]).href;
  const authentication = { tokenEndpointAuthMethod: "private_key_jwt", jwksUri, dpopBoundAccessTokens: true };
  documents["app/woodgrove-suppliers"] = { ...app, ...authentication };
  const shared = { tokenEndpointAuthMethod: "client_secret_jwt", clientSecrets: [{ secret: "PROCUREMENT" }] };
  Object.assign(documents["app/woodgrove-procurement"], shared);
}

function newKey(algorithm) {
  return crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

async function publicJwk(key, kid) {
  return { ...(await exportJWK(key.publicKey)), kid, use: "sig" };
}

function connectSuppliers(signing, kid) {
  return connect(issuer.issuer, {
    clientId: "woodgrove-suppliers",
    authentication: oidc.PrivateKeyJwt({ key: signing.privateKey, kid }),
    redirectUri: `${issuer.apps.suppliers.origin}/callback`,
  });
}

/** What has openid-client prove a new key. */
async function handle() {
  return { DPoP: oidc.getDPoPHandle(suppliers.config, await newKey(ecdsa)) };
}

test("openid-client proves itself by a key and gets tokens that are bound to another", async () => {
  dpop = await handle();
  const { url, checks } = await suppliers.begin({ prompt: "create" });
  await visitor.open(url);
  const back = await signUp(visitor, issuer, { email: newAddress("ada"), secret: null, answers: supplier });
  tokens = await suppliers.finish(back.url, checks, dpop);
  assert.equal(tokens.token_type, "dpop");
  const userinfo = await oidc.fetchUserInfo(suppliers.config, tokens.access_token, tokens.claims().sub, dpop);
  assert.equal(userinfo.sub, tokens.claims().sub);
});

test("a bound token is of no use without its key", async () => {
  const address = `${issuer.issuer}/userinfo`;
  const bearer = await fetch(address, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  assert.equal(bearer.status, 401);
  assert.match(bearer.headers.get("www-authenticate"), /^DPoP algs="[^"]*ES256[^"]*", error="invalid_token"/);
  const stolen = oidc.fetchUserInfo(suppliers.config, tokens.access_token, tokens.claims().sub, await handle());
  await assert.rejects(stolen, (error) => error.cause?.[0]?.parameters?.error === "invalid_dpop_proof");
});

test("a confidential application refreshes with a new key", async () => {
  const renewed = await handle();
  const refreshed = await oidc.refreshTokenGrant(suppliers.config, tokens.refresh_token, undefined, renewed);
  const userinfo = await oidc.fetchUserInfo(suppliers.config, refreshed.access_token, tokens.claims().sub, renewed);
  assert.equal(userinfo.sub, tokens.claims().sub);
});

test("a pushed request with a proof binds its code", async () => {
  const { url, checks } = await suppliers.begin();
  const pushed = await oidc.buildAuthorizationUrlWithPAR(suppliers.config, url.searchParams, dpop);
  const back = await visitor.open(pushed);
  const stolen = suppliers.finish(back.url, checks, await handle());
  await assert.rejects(stolen, { error: "invalid_grant" });
  assert.equal((await suppliers.finish(back.url, checks, dpop)).token_type, "dpop");
});

test("a key of any kind counts from when it is published, and no more once it is not", async () => {
  const rsa = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };
  const kinds = [{ name: "RSASSA-PKCS1-v1_5", ...rsa }, { name: "Ed25519" }, ecdsa];
  for (const [at, algorithm] of kinds.entries()) {
    const next = await newKey(algorithm);
    published = [...published, await publicJwk(next, `next-${at}`)];
    const client = await connectSuppliers(next, `next-${at}`);
    const told = await oidc.tokenIntrospection(client.config, tokens.access_token);
    assert.equal(told.token_type, "DPoP");
  }
  const stranger = await connectSuppliers(await newKey(ecdsa), "first");
  const refused = oidc.tokenIntrospection(stranger.config, tokens.access_token);
  await assert.rejects(refused, { error: "invalid_client" });
});

test("a secret that both know signs, too", async () => {
  const procurement = await connect(issuer.issuer, {
    clientId: "woodgrove-procurement",
    authentication: oidc.ClientSecretJwt(secret),
    redirectUri: `${issuer.apps.procurement.origin}/callback`,
  });
  const { url, checks } = await procurement.begin();
  const back = await visitor.open(url);
  assert.equal((await procurement.finish(back.url, checks)).claims().sub, tokens.claims().sub);
});

test("of thirty requests with one assertion at once, one is answered", async () => {
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: "ES256", kid: "first" })
    .setIssuer("woodgrove-suppliers")
    .setSubject("woodgrove-suppliers")
    .setAudience(issuer.issuer)
    .setExpirationTime("1m")
    .sign(key.privateKey);
  const body = new URLSearchParams({
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
    token: tokens.access_token,
  });
  const ask = () => fetch(`${issuer.issuer}/introspect`, { method: "POST", body });
  const answers = await Promise.all(Array.from({ length: 30 }, ask));
  const statuses = answers.map((answer) => answer.status).sort();
  assert.deepEqual(statuses, [200, ...Array(29).fill(401)]);
});
