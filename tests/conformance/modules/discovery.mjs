// Modules that look at the metadata alone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readJson } from "../harness/suite.mjs";

const known = readFileSync(new URL("../known-metadata.txt", import.meta.url), "utf8").trim().split("\n");

export function discoveryModule(module) {
  module("oidcc-discovery-endpoint-verification", async ({ suite }) => {
    const address = `${suite.issuer}/.well-known/openid-configuration`;
    const metadata = await readJson(address);
    assert.equal(metadata.issuer, address.slice(0, -"/.well-known/openid-configuration".length));
    assert.equal(metadata.issuer, new URL(metadata.issuer).origin);
    checkShape(metadata);
    assert.ok(metadata.response_types_supported.includes("code"));
    assert.ok(metadata.grant_types_supported.includes("authorization_code"));
    assert.ok(metadata.subject_types_supported.every((type) => ["public", "pairwise"].includes(type)));
    assert.ok(metadata.id_token_signing_alg_values_supported.includes("RS256"));
    assert.ok(metadata.scopes_supported.includes("openid"));
    assert.ok(metadata.claims_supported.includes("sub"));
    assert.ok(metadata.code_challenge_methods_supported.includes("S256"));
    for (const tag of [...(metadata.ui_locales_supported ?? []), ...(metadata.claims_locales_supported ?? [])]) {
      assert.deepEqual(Intl.getCanonicalLocales(tag), [tag]);
    }
    const { request_object_signing_alg_values_supported: algorithms } = metadata;
    assert.ok(algorithms === undefined || algorithms.includes("RS256"));
    await suite.keys();
  });
}

/** Every member is one that the suite knows, and of its type; every endpoint is https. */
export function checkShape(metadata) {
  for (const [name, value] of Object.entries(metadata)) {
    assert.ok(known.includes(name), `${name} is not known`);
    if (isAddress(name)) assert.match(value, /^https:\/\/[^#]+$/, name);
    else if (name.endsWith("_supported") && !isFlag(name)) assert.ok(isTexts(value), name);
    else assert.equal(typeof value, "boolean", name);
  }
  for (const name of ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"]) {
    assert.ok(name in metadata, name);
  }
}

const isAddress = (name) =>
  name === "issuer" || name.endsWith("_endpoint") || name === "jwks_uri" || name === "check_session_iframe";

const isFlag = (name) =>
  /_parameter_supported$|logout_(session_)?supported$|_document_supported$/.test(name);

const isTexts = (value) => Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string" && one !== "");
