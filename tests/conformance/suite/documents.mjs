// The documents that an issuer has for a run of the suite: those of the folder beside this file, with secrets and keys of this
// run's own.

import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("documents/", import.meta.url);
const local = "https://localhost.emobix.co.uk:8443";

const fresh = () => randomBytes(32).toString("base64url");
const hashed = (secret) => ({ sha256: createHash("sha256").update(secret).digest("base64url") });

/**
 * - `documents` by key, for a suite at the origin `suite`
 * - what the suite knows of them: the `secrets` and private `keys` of its clients by id, and an `initialAccessToken`
 */
export function prepare(suite = local) {
  const made = { documents: {}, secrets: {}, keys: {}, initialAccessToken: fresh() };
  for (const key of names()) {
    const { $schema: _, ...document } = JSON.parse(readFileSync(new URL(`${key}.json`, folder), "utf8").replaceAll(local, suite));
    made.documents[key] = key === "tenant" ? tenant(document, made) : key.startsWith("app/") ? client(key.slice(4), document, made) : document;
  }
  return made;
}

function names() {
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".json"));
  return files.map((file) => file.slice(0, -".json".length).replaceAll("\\", "/")).sort();
}

function tenant(document, { initialAccessToken }) {
  return { ...document, registration: { ...document.registration, initialAccessTokens: [hashed(initialAccessToken)] } };
}

function client(id, document, made) {
  if (document.tokenEndpointAuthMethod !== "private_key_jwt") {
    made.secrets[id] = fresh();
    return { ...document, clientSecrets: [hashed(made.secrets[id])] };
  }
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { d, ...jwk } = { ...privateKey.export({ format: "jwk" }), kid: id, alg: "ES256", use: "sig" };
  made.keys[id] = { ...jwk, d };
  return { ...document, jwks: { keys: [jwk] } };
}
