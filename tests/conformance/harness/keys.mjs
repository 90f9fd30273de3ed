// The keys of a client that is known by them: kept at an address, replaced at will, and used for assertions.

import { exportJWK, generateKeyPair, importJWK, SignJWT } from "jose";
import { randomUUID } from "node:crypto";
import { Response } from "miniflare";

const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** A new key pair; the suite's first key has no kid. */
export async function newKey({ kid, alg = "RS256" } = {}) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const named = kid === undefined ? {} : { kid };
  return { alg, kid, privateKey, jwk: { ...(await exportJWK(publicKey)), ...named, alg, use: "sig" } };
}

/** The key pair of a private JWK. */
export async function keyOf(privateJwk) {
  const { alg, kid } = privateJwk;
  const { d: _, ...jwk } = privateJwk;
  return { alg, kid, privateKey: await importJWK(privateJwk, alg), jwk };
}

/** Puts the public half at an address of the world outside. */
export const publish = (suite, address, ...keys) =>
  suite.world.set(address, () => Response.json({ keys: keys.map(({ jwk }) => jwk) }));

/** Signs claims as the client. */
export const sign = ({ alg, kid, privateKey }, claims) =>
  new SignJWT(claims).setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) }).sign(privateKey);

/** `private_key_jwt`: what a client adds to a request. */
export const withKey = (clientId, key, audience) => async ({ form }) => {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: clientId, sub: clientId, aud: audience, jti: randomUUID(), iat: now, exp: now + 60 };
  Object.assign(form, { client_assertion_type: type, client_assertion: await sign(key, claims) });
};
