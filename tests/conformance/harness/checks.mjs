// What the suite checks in every module, besides its own point. What it only warns of is a failure here.

import assert from "node:assert/strict";
import { compactVerify, decodeProtectedHeader, importJWK } from "jose";

const seconds = () => Date.now() / 1000;
const year = 365 * 24 * 60 * 60;

/** Bits of entropy as the suite counts them: Shannon's, of the characters of one value. */
export function entropyOf(text) {
  const counts = [...text].reduce((known, one) => known.set(one, (known.get(one) ?? 0) + 1), new Map());
  return -[...counts.values()].reduce((sum, count) => sum + count * Math.log2(count / text.length), 0);
}

/** A code, token or `request_uri` that nobody guesses. */
export function checkEntropy(what, text) {
  assert.ok(text.length >= 16, `${what} is short`);
  assert.ok(entropyOf(text) > 96, `${what} can be guessed`);
}

/** A JWKS: every key with a kid of its own, known, and public. Returns the keys. */
export function checkKeys({ keys }) {
  const kids = keys.map(({ kid }) => kid);
  assert.ok(kids.every((kid) => typeof kid === "string" && kid !== ""));
  assert.equal(new Set(kids).size, keys.length, "kids are distinct");
  for (const key of keys) {
    for (const secret of ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]) assert.ok(!(secret in key), `${key.kid} has ${secret}`);
    assert.ok(["RSA", "EC", "OKP"].includes(key.kty), key.kty);
    if (key.crv) assert.ok(["P-256", "P-384", "P-521", "Ed25519"].includes(key.crv), key.crv);
  }
  return keys;
}

const kinds = { RS256: "RSA", PS256: "RSA", ES256: "EC", EdDSA: "OKP" };

/** Verifies a JWT with the key that its header names: `{ header, claims }`. */
export async function verify(jwt, keys) {
  const header = decodeProtectedHeader(jwt);
  const key = keys.find(({ kid }) => kid === header.kid);
  assert.ok(header.kid && key, "the header names a key of the JWKS");
  assert.equal(key.kty, kinds[header.alg]);
  if (key.alg) assert.equal(key.alg, header.alg);
  if (key.use) assert.equal(key.use, "sig");
  const { payload } = await compactVerify(jwt, await importJWK(key, header.alg));
  return { header, claims: JSON.parse(new TextDecoder().decode(payload)) };
}

/** `PerformStandardIdTokenChecks`: the claims. Those of scopes are told by userinfo (OpenID Connect Core §5.4). */
export async function checkIdToken(jwt, { keys, issuer, clientId, nonce, accessToken, claims: asked = [] }) {
  const { header, claims } = await verify(jwt, keys);
  assert.equal(claims.iss, issuer);
  assert.ok([claims.aud].flat().includes(clientId));
  assert.ok(Number.isInteger(claims.exp) && claims.exp > seconds());
  assert.ok(Number.isInteger(claims.iat) && Math.abs(claims.iat - seconds()) < 300);
  assert.equal(claims.nonce, nonce);
  assert.ok(typeof claims.sub === "string" && claims.sub !== "" && claims.sub.length <= 255);
  if ("auth_time" in claims) assert.ok(Number.isInteger(claims.auth_time) && claims.auth_time <= seconds() + 1);
  if ("acr" in claims) assert.ok(typeof claims.acr === "string" && claims.acr !== "");
  if ("at_hash" in claims) assert.equal(claims.at_hash, await halfHash(header.alg, accessToken));
  const allowed = new Set([...ownClaims, ...asked]);
  for (const name of Object.keys(claims)) assert.ok(allowed.has(name), `nobody asked for ${name} in the ID token`);
  checkClaimTypes(claims);
  return claims;
}

async function halfHash(alg, text) {
  const digest = await crypto.subtle.digest(alg === "EdDSA" ? "SHA-512" : "SHA-256", new TextEncoder().encode(text));
  return Buffer.from(digest).subarray(0, digest.byteLength / 2).toString("base64url");
}

const ownClaims =
  "iss sub aud exp iat auth_time nonce acr amr azp at_hash c_hash s_hash nbf jti sid txn".split(" ");

/** What a scope brings (OpenID Connect Core §5.4). */
export const scopeClaims = {
  profile:
    "name given_name family_name middle_name nickname profile picture website gender birthdate zoneinfo locale updated_at preferred_username".split(" "),
  email: ["email", "email_verified"],
  address: ["address"],
  phone: ["phone_number", "phone_number_verified"],
};

const text = (value) => typeof value === "string" && value !== "" && value !== "null";
const flag = (value) => typeof value === "boolean";
const types = {
  email_verified: flag,
  phone_number_verified: flag,
  updated_at: Number.isInteger,
  birthdate: (value) => /^\d{4}-\d\d-\d\d$/.test(value),
  address: (value) => Object.keys(value).length > 0 && Object.values(value).every(text),
};

/** Standard claims have the type that OpenID Connect Core §5.1 gives them. */
export function checkClaimTypes(claims) {
  for (const name of Object.values(scopeClaims).flat()) {
    if (name in claims) assert.ok((types[name] ?? text)(claims[name]), `${name}: ${JSON.stringify(claims[name])}`);
  }
}

/** An answer of the token endpoint: what RFC 6749 §5.1 wants of a good one. */
export async function checkTokenAnswer(response, type = "bearer") {
  const tokens = await checkJson(response, 200);
  assert.equal(tokens.token_type.toLowerCase(), type);
  assert.ok(Number.isInteger(tokens.expires_in) && tokens.expires_in > 0 && tokens.expires_in <= year);
  checkEntropy("access token", tokens.access_token);
  if ("refresh_token" in tokens) checkEntropy("refresh token", tokens.refresh_token);
  if ("scope" in tokens) assert.ok(text(tokens.scope));
  return tokens;
}

/** An error of the token endpoint and its like: one of `errors`, as JSON. */
export async function checkError(response, errors, statuses = [400]) {
  assert.ok(statuses.includes(response.status), `said ${response.status}`);
  const { error, error_description: description } = await checkJson(response);
  assert.ok([errors].flat().includes(error), `said ${error}: ${description}`);
  checkDescription(description);
}

/** RFC 6749 §5.2: printable ASCII without `"` and `\`. */
export function checkDescription(description) {
  if (description !== undefined && description !== null) assert.match(description, /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
}

async function checkJson(response, status) {
  const body = await response.text();
  if (status !== undefined) assert.equal(response.status, status, body);
  assert.match(response.headers.get("content-type"), /^application\/json/);
  assert.match(response.headers.get("cache-control"), /no-store/);
  return JSON.parse(body);
}
