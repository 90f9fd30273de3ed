// A FAPI 2.0 client: private_key_jwt, PKCE, pushed requests, and tokens bound to a key by DPoP.

import assert from "node:assert/strict";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { checkEntropy, checkTokenAnswer } from "./checks.mjs";
import { newClient } from "./client.mjs";
import { sign } from "./keys.mjs";

const now = () => Math.floor(Date.now() / 1000);
const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const hash = (text) => createHash("sha256").update(text).digest("base64url");

/** A proof (RFC 9449 §4.2); `claims` and `header` change what it says, null takes out. */
export function proof(key, method, url, { token, claims = {}, header = {} } = {}) {
  const { kty, crv, x, y } = key.jwk;
  const ath = token === undefined ? {} : { ath: hash(token) };
  const said = { htm: method, htu: url, iat: now(), jti: randomUUID(), ...ath, ...claims };
  const protectedHeader = { typ: "dpop+jwt", alg: key.alg, jwk: { kty, crv, x, y }, ...header };
  return new SignJWT(withoutNulls(said)).setProtectedHeader(withoutNulls(protectedHeader)).sign(key.privateKey);
}

const withoutNulls = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));

/** An assertion of the client; `claims` changes what it says. */
export const assertion = (suite, { clientId, key }, claims = {}) =>
  sign(key, withoutNulls({ iss: clientId, sub: clientId, aud: suite.issuer, jti: randomUUID(), iat: now(), exp: now() + 60, ...claims }));

/**
 * Makes the client, which asks for `resourceUrl`, and `signs` its requests or not. `post(endpoint, form, { claims, dpop })` authenticates
 * with an assertion that says `claims` (null: with none) and sends the proof `dpop`.
 */
export function newFapiClient(suite, { clientId, redirectUri, key, dpopKey, resourceUrl, signs = false }) {
  const base = newClient(suite, { clientId, redirectUri });
  const client = { ...base, key, dpopKey };

  client.post = async (endpoint, form, { claims = {}, dpop, method = "POST" } = {}) => {
    const proven = claims === null ? {} : { client_assertion_type: type, client_assertion: await assertion(suite, client, claims) };
    const headers = dpop === undefined ? {} : { dpop: await dpop };
    return fetch(endpoint, { method, headers, body: new URLSearchParams({ ...form, ...proven }) });
  };

  client.verifier = randomBytes(32).toString("base64url");
  client.request = (more = {}) =>
    base.request({ code_challenge: hash(client.verifier), code_challenge_method: "S256", ...more });

  /** The request as an object (RFC 9101 §4) that says `claims` besides; null takes out. */
  client.object = (request, claims = {}, by = client.key) => {
    const { client_id, ...parameters } = request;
    const said = { iss: clientId, aud: suite.issuer, iat: now(), nbf: now(), exp: now() + 60, jti: randomUUID(), client_id };
    return sign(by, withoutNulls({ ...said, ...parameters, ...claims }));
  };

  /** `object` changes what a signed request says; where it is not `signed`, the request goes as it is. */
  client.par = async (request, { object, signed = signs, ...how } = {}) => {
    const form = signed ? { request: await client.object(request, object) } : request;
    return client.post(suite.metadata.pushed_authorization_request_endpoint, form, how);
  };

  client.push = async (request, how) => {
    const response = await client.par(request, how);
    const answer = await response.json();
    assert.equal(response.status, 201, JSON.stringify(answer));
    checkEntropy("request_uri", answer.request_uri);
    assert.ok(Number.isInteger(answer.expires_in) && answer.expires_in >= 5 && answer.expires_in < 31536000);
    return answer.request_uri;
  };

  client.open = (browser, request_uri, more = {}) => browser.open(base.url({ client_id: clientId, request_uri, ...more }));

  /** A code for the request, and what else came with it. */
  client.authorize = async (browser, request, how) => {
    const landed = await client.open(browser, await client.push(request, how));
    assert.ok(landed.answer, `stayed on the page ${landed.page.name}`);
    return { ...landed, ...base.read(landed.answer, request) };
  };

  const token = () => suite.metadata.token_endpoint;
  client.proofFor = (options, dpop = client.dpopKey) => proof(dpop, "POST", token(), options);
  client.redeem = (code, { form = {}, dpop = client.proofFor(), claims } = {}) =>
    client.post(
      token(),
      withoutNulls({ grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: client.verifier, ...form }),
      { claims, dpop: dpop ?? undefined },
    );
  client.refresh = (refreshToken, { dpop = client.proofFor(), claims } = {}) =>
    client.post(token(), { grant_type: "refresh_token", refresh_token: refreshToken }, { claims, dpop: dpop ?? undefined });

  /** A token for itself (RFC 6749 §4.4). */
  client.credentials = (form = {}, { dpop = client.proofFor(), claims } = {}) =>
    client.post(token(), { grant_type: "client_credentials", ...form }, { claims, dpop: dpop ?? undefined });

  client.resourceUrl = resourceUrl ?? suite.metadata.userinfo_endpoint;
  client.resource = async (accessToken, { scheme = "DPoP", dpop, ...options } = {}) => {
    const url = client.resourceUrl;
    const sent = dpop === undefined ? await proof(client.dpopKey, "GET", url, { token: accessToken, ...options }) : await dpop;
    const headers = { authorization: `${scheme} ${accessToken}`, ...(sent === null ? {} : { dpop: sent }) };
    return fetch(url, { headers });
  };

  client.login = async (browser, more = {}, how) => {
    const request = client.request(more);
    const answer = await client.authorize(browser, request, how);
    assert.ok(answer.code, `${answer.error}: ${answer.error_description}`);
    const tokens = await checkTokenAnswer(await client.redeem(answer.code), "dpop");
    const claims = await base.idToken(tokens, request);
    return { ...answer, request, tokens, claims };
  };

  return client;
}
