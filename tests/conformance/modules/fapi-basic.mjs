// Modules of the FAPI 2.0 plan: the way that goes well, and what discovery says of it.

import assert from "node:assert/strict";
import { decodeProtectedHeader } from "jose";
import { newBrowser } from "../harness/person.mjs";
import { checkShape } from "./discovery.mjs";

const strong = ["PS256", "ES256", "EdDSA", "Ed25519"];

export function fapiDiscoveryModule(module) {
  module("discovery-end-point-verification", async ({ suite: { metadata } }) => {
    checkShape(metadata);
    assert.equal(metadata.authorization_response_iss_parameter_supported, true);
    assert.ok(metadata.token_endpoint_auth_methods_supported.includes("private_key_jwt"));
    for (const name of ["dpop_signing_alg_values_supported", "id_token_signing_alg_values_supported", "token_endpoint_auth_signing_alg_values_supported", "userinfo_signing_alg_values_supported", "request_object_signing_alg_values_supported"]) {
      assert.ok(metadata[name].some((alg) => strong.includes(alg)), name);
    }
  });
}

export function fapiBasicModules(module) {
  fapiDiscoveryModule(module);

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
}
