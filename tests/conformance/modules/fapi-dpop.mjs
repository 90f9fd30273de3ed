// Modules of the FAPI 2.0 plan: proofs of possession.

import assert from "node:assert/strict";
import { calculateJwkThumbprint, exportJWK } from "jose";
import { checkError, checkTokenAnswer } from "../harness/checks.mjs";
import { proof } from "../harness/fapi.mjs";
import { newKey } from "../harness/keys.mjs";

const now = () => Math.floor(Date.now() / 1000);
const refusals = ["invalid_request", "invalid_grant", "invalid_dpop_proof"];

/** Modules whose proofs are to be taken wherever they are sent, and what these say. */
export const goodProofs = {
  "check-dpop-proof-nbf-exp": () => ({ nbf: now() - 5, exp: now() + 60 }),
  "ensure-dpopproof-with-iat-10seconds-before-succeeds": () => ({ iat: now() - 10 }),
  "ensure-dpopproof-with-iat-10seconds-after-succeeds": () => ({ iat: now() + 10 }),
};

export function fapiDpopModules(module) {
  const atPar = (suite, key, options) => proof(key, "POST", suite.metadata.pushed_authorization_request_endpoint, options);

  module("access-token-type-header-case-sensitivity", async ({ browser, first }) => {
    const { tokens } = await first.login(browser);
    assert.equal((await first.resource(tokens.access_token, { scheme: "dpOp" })).status, 200);
  });

  for (const [name, claims] of Object.entries(goodProofs)) {
    module(name, async ({ suite, browser, first }) => {
      const dpop = await atPar(suite, first.dpopKey, { claims: claims() });
      const { code } = await first.authorize(browser, first.request(), { dpop });
      const answer = await first.redeem(code, { dpop: first.proofFor({ claims: claims() }) });
      const tokens = await checkTokenAnswer(answer, "dpop");
      assert.equal((await first.resource(tokens.access_token, { claims: claims() })).status, 200);
    });
  }

  module("ensure-mismatched-dpop-jkt-fails", async ({ suite, first, second }) => {
    const dpop_jkt = await calculateJwkThumbprint(second.dpopKey.jwk);
    const answer = await first.par(first.request({ dpop_jkt }), { dpop: atPar(suite, first.dpopKey) });
    await checkError(answer, ["invalid_request", "invalid_dpop_proof"]);
  });

  module("ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt", async ({ suite, browser, first, second }) => {
    const { code } = await first.authorize(browser, first.request(), { dpop: atPar(suite, second.dpopKey) });
    await checkError(await first.redeem(code), refusals);
  });

  module("ensure-token-endpoint-fails-with-mismatched-dpop-jkt", async ({ browser, first, second }) => {
    const dpop_jkt = await calculateJwkThumbprint(second.dpopKey.jwk);
    const { code } = await first.authorize(browser, first.request({ dpop_jkt }));
    await checkError(await first.redeem(code), refusals);
  });

  module("ensure-dpopproof-at-par-endpoint-binding-success", async ({ suite, browser, first }) => {
    await first.login(browser, {}, { dpop: atPar(suite, first.dpopKey) });
  });

  module("ensure-dpop-auth-code-binding-success", async ({ suite, browser, first }) => {
    const dpop_jkt = await calculateJwkThumbprint(first.dpopKey.jwk);
    await first.login(browser, { dpop_jkt }, { dpop: atPar(suite, first.dpopKey) });
  });

  module("ensure-holder-of-key-required", async ({ browser, first }) => {
    const { code } = await first.authorize(browser, first.request());
    await checkError(await first.redeem(code, { dpop: null }), refusals);
  });

  module("dpop-negative-tests", async ({ browser, first }) => {
    const { tokens } = await first.login(browser);
    await negativeTests(first, tokens.access_token);
  });
}

/** Proofs of every kind at the client's resource. */
export async function negativeTests(first, token) {
  const url = first.resourceUrl;
  const status = async (how) => (await first.resource(token, how)).status;
  const exported = await exportJWK(first.dpopKey.privateKey);
  const bad = {
    "two proofs": { dpop: Promise.all([proof(first.dpopKey, "GET", url, { token }), proof(first.dpopKey, "GET", url, { token })]).then((two) => two.join(", ")) },
    "not a JWT": { dpop: "nonsense" },
    "no typ": { header: { typ: null } },
    "another typ": { header: { typ: "jwt" } },
    "no jwk": { header: { jwk: null } },
    "a private key": { header: { jwk: exported } },
    "no jti": { claims: { jti: null } },
    "no htm": { claims: { htm: null } },
    "no htu": { claims: { htu: null } },
    "no iat": { claims: { iat: null } },
    "no ath": { claims: { ath: null } },
    "another htm": { claims: { htm: "POST" } },
    "another htu": { claims: { htu: `${url}/elsewhere` } },
    "another ath": { claims: { ath: "A".repeat(43) } },
    "another key": { dpop: proof(await newKey({ alg: "ES256" }), "GET", url, { token }) },
    "a broken signature": { dpop: proof(first.dpopKey, "GET", url, { token }).then((jwt) => `${jwt.slice(0, -8)}AAAAAAAA`) },
    "an hour ago": { claims: { iat: now() - 3600 } },
    "in an hour": { claims: { iat: now() + 3600 } },
    "no proof": { dpop: null },
    "Bearer": { scheme: "Bearer" },
  };
  for (const [name, how] of Object.entries(bad)) assert.ok([400, 401].includes(await status(how)), name);
  const origin = new URL(url);
  const good = {
    "a query and a fragment": { claims: { htu: `${url}?a=b#c` } },
    "more claims and headers": { claims: { more: "claims" }, header: { more: "headers" } },
    "the host in capitals": { claims: { htu: url.replace(origin.hostname, origin.hostname.toUpperCase()) } },
    "an ordinary one": {},
  };
  for (const [name, how] of Object.entries(good)) assert.equal(await status(how), 200, name);
  const once = await proof(first.dpopKey, "GET", url, { token });
  const racing = await Promise.all(Array.from({ length: 30 }, () => status({ dpop: once })));
  assert.deepEqual(racing.filter((one) => one !== 401), [200], "a proof is good once");
}
