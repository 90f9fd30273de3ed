// A relying party of the suite's: strict about everything it is told.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { checkClaimTypes, checkDescription, checkEntropy, checkIdToken, checkTokenAnswer } from "./checks.mjs";

const known = ["code", "state", "iss", "session_state", "error", "error_description", "error_uri"];

/** 128 characters, as the suite's states are. */
export const longState = () => randomBytes(96).toString("base64url");

/**
 * Makes a client that is registered as `clientId`; `authenticate` adds to the headers and form of a request.
 * - `request(more)`: an authorization request: the issuer's parameters; null takes one out
 * - `authorize(browser, request)`: what came back from it, once the person did what they were asked
 * - `login(browser, more)`: the same with the tokens and userinfo, everything checked
 */
export function newClient(suite, { clientId, redirectUri, authenticate, responseMode }) {
  const client = { clientId, redirectUri };

  client.request = (more = {}) => {
    const all = {
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: "code",
      scope: "openid",
      state: randomBytes(8).toString("base64url"),
      nonce: randomBytes(8).toString("base64url"),
      ...(responseMode === undefined ? {} : { response_mode: responseMode }),
      ...more,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
  };

  client.url = (request) => `${suite.metadata.authorization_endpoint}?${new URLSearchParams(request)}`;

  client.authorize = async (browser, request) => {
    const landed = await browser.open(client.url(request));
    assert.ok(landed.answer, `stayed on the page ${landed.page.name}`);
    return { ...landed, ...client.read(landed.answer, request) };
  };

  client.read = ({ uri, mode, parameters }, request) => {
    const plain = new URL(uri);
    if (mode === "query") for (const name of known) plain.searchParams.delete(name);
    assert.equal(String(plain), request.redirect_uri ?? redirectUri);
    assert.equal(mode, responseMode ?? "query");
    const told = Object.fromEntries(parameters);
    assert.equal(told.state, request.state, "state comes back as it was");
    assert.equal(told.iss, suite.issuer);
    const own = new URL(request.redirect_uri ?? redirectUri).searchParams;
    for (const name of parameters.keys()) {
      assert.ok(known.includes(name) || own.has(name), `${name} is no parameter of an answer`);
      assert.equal(parameters.getAll(name).length, 1);
    }
    checkDescription(told.error_description);
    assert.ok(("error" in told) !== ("code" in told));
    if ("code" in told) checkEntropy("code", told.code);
    return told;
  };

  client.post = async (endpoint, form) => {
    const sent = { headers: {}, form: { ...form } };
    await authenticate(sent);
    return fetch(endpoint, { method: "POST", headers: sent.headers, body: new URLSearchParams(sent.form) });
  };

  client.redeem = (code, more = {}) =>
    client.post(suite.metadata.token_endpoint, { grant_type: "authorization_code", code, redirect_uri: redirectUri, ...more });

  client.refresh = (token, more = {}) =>
    client.post(suite.metadata.token_endpoint, { grant_type: "refresh_token", refresh_token: token, ...more });

  client.userinfo = async (response, sub) => {
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type"), /^application\/json/);
    const claims = await response.json();
    assert.equal(claims.sub, sub);
    checkClaimTypes(claims);
    return claims;
  };

  client.idToken = async (tokens, request) =>
    checkIdToken(tokens.id_token, {
      keys: await suite.keys(),
      issuer: suite.issuer,
      clientId,
      nonce: request.nonce,
      accessToken: tokens.access_token,
      claims: Object.keys(JSON.parse(request.claims ?? "{}").id_token ?? {}),
    });

  client.login = async (browser, more = {}, redeemed = {}) => {
    const request = client.request(more);
    const answer = await client.authorize(browser, request);
    assert.ok(answer.code, `${answer.error}: ${answer.error_description}`);
    const tokens = await checkTokenAnswer(await client.redeem(answer.code, redeemed));
    const claims = await client.idToken(tokens, request);
    const userinfo = await client.userinfo(await getUserinfo(suite, tokens.access_token), claims.sub);
    return { ...answer, request, tokens, claims, userinfo };
  };

  return client;
}

export const getUserinfo = (suite, accessToken) =>
  fetch(suite.metadata.userinfo_endpoint, { headers: { authorization: `Bearer ${accessToken}` } });

/** How a client proves itself with a secret. */
export const withSecret = {
  client_secret_basic: (clientId, secret) => ({ headers }) => {
    headers.authorization = `Basic ${btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`)}`;
  },
  client_secret_post: (clientId, secret) => ({ form }) => {
    Object.assign(form, { client_id: clientId, client_secret: secret });
  },
};
