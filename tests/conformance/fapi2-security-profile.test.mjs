// fapi2-security-profile-final-test-plan [openid=openid_connect][client_auth_type=private_key_jwt][sender_constrain=dpop]
// [fapi_profile=plain_fapi]

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { decodeProtectedHeader } from "jose";
import { privateKeys } from "./harness/documents.mjs";
import { newFapiClient } from "./harness/fapi.mjs";
import { keyOf, newKey } from "./harness/keys.mjs";
import { newBrowser } from "./harness/person.mjs";
import { startSuite } from "./harness/suite.mjs";
import { checkShape } from "./modules/discovery.mjs";
import { fapiAssertionModules } from "./modules/fapi-assertions.mjs";
import { fapiDpopModules } from "./modules/fapi-dpop.mjs";
import { fapiPushedModules } from "./modules/fapi-pushed.mjs";
import { fapiTokenModules } from "./modules/fapi-tokens.mjs";

const keys = { first: await keyOf(privateKeys["fapi-first"]), second: await keyOf(privateKeys["fapi-second"]) };
const dpopKeys = { first: await newKey({ alg: "ES256" }), second: await newKey({ alg: "ES256" }) };
const strong = ["PS256", "ES256", "EdDSA", "Ed25519"];
let suite;

before(async () => {
  suite = await startSuite();
});
after(() => suite?.stop());

const module = (name, run) =>
  test(`fapi2-security-profile-final-${name}`, () => {
    const client = (id) => {
      const clientId = `fapi-${id}`;
      const [redirectUri] = suite.documents[`app/${clientId}`].redirectUris;
      return newFapiClient(suite, { clientId, redirectUri, key: keys[id], dpopKey: dpopKeys[id] });
    };
    return run({ suite, browser: newBrowser(suite), first: client("first"), second: client("second") });
  });

module("discovery-end-point-verification", async ({ suite: { metadata } }) => {
  checkShape(metadata);
  assert.equal(metadata.authorization_response_iss_parameter_supported, true);
  assert.ok(metadata.token_endpoint_auth_methods_supported.includes("private_key_jwt"));
  for (const name of ["dpop_signing_alg_values_supported", "id_token_signing_alg_values_supported", "token_endpoint_auth_signing_alg_values_supported", "userinfo_signing_alg_values_supported"]) {
    assert.ok(metadata[name].some((alg) => strong.includes(alg)), name);
  }
});

module("happy-flow", async ({ suite, browser, first, second }) => {
  const { tokens } = await first.login(browser);
  const { alg, kid } = decodeProtectedHeader(tokens.id_token);
  assert.ok(strong.includes(alg) && kid);
  const answer = await first.resource(tokens.access_token);
  assert.equal(answer.status, 200);
  assert.ok(answer.headers.get("date"));
  const inQuery = await fetch(`${suite.metadata.userinfo_endpoint}?access_token=${tokens.access_token}`);
  assert.ok([400, 401].includes(inQuery.status));
  const others = await second.login(newBrowser(suite));
  assert.equal((await second.resource(others.tokens.access_token)).status, 200);
  const stolen = await first.resource(others.tokens.access_token);
  assert.ok([400, 401].includes(stolen.status));
});

module("test-claims-parameter-identity-claims", async ({ suite, browser, first }) => {
  assert.equal(suite.metadata.claims_parameter_supported, true);
  const each = Object.fromEntries(suite.metadata.claims_supported.map((name) => [name, null]));
  const { tokens, claims } = await first.login(browser, {
    claims: JSON.stringify({ id_token: each, userinfo: each, zPkT1fRe0q: { G7ySfRk2aL: null } }),
  });
  const userinfo = await (await first.resource(tokens.access_token)).json();
  for (const name of suite.metadata.claims_supported) assert.ok(name in claims || name in userinfo, name);
});

fapiPushedModules(module);
fapiTokenModules(module);
fapiAssertionModules(module);
fapiDpopModules(module);
