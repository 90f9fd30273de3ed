// The resource server of a run of the suite with client credentials: it takes access tokens that are bound to a key (RFC 9449 §7),
// and are for the API of the documents beside this file.
// node tests/conformance/suite/resource-server.mjs ISSUER [PORT]

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { calculateJwkThumbprint, createRemoteJWKSet, EmbeddedJWK, jwtVerify } from "jose";

const { identifier, scopes } = JSON.parse(readFileSync(new URL("documents/api/resource.json", import.meta.url), "utf8"));
const algorithms = ["ES256", "PS256", "EdDSA"];
/** How old a proof may be, and how far ahead of this clock, in seconds. */
const window = 60;
const ahead = 15;

/**
 * Starts it: `{ url, stop }`. Proofs are for `url`, which clients call it by; where none is given, this machine's own. With port 0 it takes
 * a free one.
 */
export async function startResourceServer({ issuer, url, port = 8788 }) {
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
  const used = new Map();
  const known = { issuer, keys, used };
  const server = createServer(async (request, response) => {
    const refused = await refusal(known, request);
    const challenge = { "www-authenticate": `DPoP algs="${algorithms.join(" ")}"` };
    response.writeHead(refused ? 401 : 200, { "content-type": "application/json", "cache-control": "no-store", ...(refused ? challenge : {}) });
    response.end(JSON.stringify(refused ? { error: refused } : { read: true }));
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  known.url = url ?? `http://127.0.0.1:${server.address().port}/resource`;
  return { url: known.url, stop: () => new Promise((resolve) => server.close(resolve)) };
}

/** Why a request is refused; null where it is not. */
async function refusal({ issuer, keys, used, url }, { headers, method }) {
  const [, token] = headers.authorization?.match(/^DPoP ([\w.~+/=-]+)$/i) ?? [];
  if (!token || !headers.dpop) return "invalid_token";
  try {
    const access = await jwtVerify(token, keys, { issuer, audience: identifier, typ: "at+jwt", requiredClaims: ["exp", "scope", "cnf"] });
    const granted = access.payload.scope.split(" ");
    if (!scopes.every(({ name }) => granted.includes(name))) return "insufficient_scope";
    const bound = await checkProof({ used, url }, headers.dpop, method, token);
    return bound === access.payload.cnf.jkt ? null : "invalid_token";
  } catch {
    return "invalid_dpop_proof";
  }
}

/** The thumbprint of the key that the proof is by, once it has passed every check (RFC 9449 §4.3). */
async function checkProof({ used, url }, proof, method, token) {
  const options = { typ: "dpop+jwt", algorithms, clockTolerance: ahead, requiredClaims: ["jti", "htm", "htu", "iat", "ath"] };
  const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, options);
  const now = Math.floor(Date.now() / 1000);
  const claimed = new URL(payload.htu);
  claimed.search = claimed.hash = "";
  const good =
    payload.htm === method &&
    claimed.href === new URL(url).href &&
    payload.iat >= now - window &&
    payload.iat <= now + ahead &&
    payload.ath === createHash("sha256").update(token).digest("base64url") &&
    typeof payload.jti === "string" &&
    !used.has(payload.jti);
  if (!good) throw new Error("the proof is for something else");
  for (const [jti, until] of used) if (until < now) used.delete(jti);
  used.set(payload.jti, now + window + ahead);
  return calculateJwkThumbprint(protectedHeader.jwk);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [issuer, port] = process.argv.slice(2);
  if (!issuer) {
    console.error("Usage: node tests/conformance/suite/resource-server.mjs ISSUER [PORT]");
    process.exit(1);
  }
  const { url } = await startResourceServer({ issuer, url: `${issuer}/resource`, ...(port ? { port: Number(port) } : {}) });
  console.log(`serves ${url}`);
}
