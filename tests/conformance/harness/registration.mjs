// The suite's side of dynamic client registration, and what it checks of every answer.

import assert from "node:assert/strict";
import { exportJWK, generateKeyPair } from "jose";
import { callback, initialAccessToken } from "./documents.mjs";

const json = { "content-type": "application/json" };
/** The client's keys: one, and it has no kid. */
const { publicKey } = await generateKeyPair("RS256");
const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: "RS256", use: "sig" }] };

/** Sends metadata: the bare answer. */
export const send = (suite, metadata) =>
  fetch(suite.metadata.registration_endpoint, {
    method: "POST",
    headers: { ...json, authorization: `Bearer ${initialAccessToken}` },
    body: JSON.stringify({
      client_name: "A client of the suite",
      redirect_uris: [callback],
      grant_types: ["authorization_code"],
      response_types: ["code"],
      contacts: ["suite@example.com"],
      jwks,
      ...metadata,
    }),
  });

/** Registers a client: what it was told. */
export async function register(suite, metadata) {
  const response = await send(suite, metadata);
  const text = await response.text();
  assert.equal(response.status, 201, text);
  assert.match(response.headers.get("content-type"), /^application\/json/);
  const told = JSON.parse(text);
  assert.ok(told.client_id);
  if ("client_secret" in told) assert.ok(Number.isInteger(told.client_secret_expires_at));
  assert.match(told.registration_client_uri, /^https:/);
  assert.ok(told.registration_access_token);
  for (const [name, value] of Object.entries(metadata)) assert.deepEqual(told[name], value, name);
  return told;
}

const bearer = ({ registration_access_token: token }) => ({ authorization: `Bearer ${token}` });

/** What the issuer knows of a registered client. */
export async function readBack(told) {
  const response = await fetch(told.registration_client_uri, { headers: bearer(told) });
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type"), /^application\/json/);
  return response.json();
}

export async function remove(told) {
  const response = await fetch(told.registration_client_uri, { method: "DELETE", headers: bearer(told) });
  assert.equal(response.status, 204);
}

/** A registration that is refused (RFC 7591 §3.2.2). */
export async function checkRegistrationError(response, error) {
  assert.equal(response.status, 400);
  assert.match(response.headers.get("content-type"), /^application\/json/);
  assert.equal((await response.json()).error, error);
}
