// fapi2-security-profile-final-test-plan [openid=plain_oauth][client_auth_type=private_key_jwt][sender_constrain=dpop]
// [fapi_profile=fapi_client_credentials_grant], with the resource server of the preparation

import assert from "node:assert/strict";
import { checkError, checkTokenAnswer } from "./harness/checks.mjs";
import { fapiPlan } from "./harness/fapi-plan.mjs";
import { newKey } from "./harness/keys.mjs";
import { fapiDiscoveryModule } from "./modules/fapi-basic.mjs";
import { goodProofs, negativeTests } from "./modules/fapi-dpop.mjs";
import { startResourceServer } from "./suite/resource-server.mjs";

const now = () => Math.floor(Date.now() / 1000);
const module = fapiPlan("fapi-daemon", async ({ issuer }) => {
  const server = await startResourceServer({ issuer, port: 0 });
  return { resourceUrl: server.url, stop: server.stop };
});
const token = async (client) => (await checkTokenAnswer(await client.credentials(), "dpop")).access_token;

fapiDiscoveryModule(module);

module("happy-flow", async ({ first, second }) => {
  const own = await token(first);
  const answer = await first.resource(own);
  assert.equal(answer.status, 200);
  assert.ok(answer.headers.get("date"));
  const inQuery = await fetch(`${first.resourceUrl}?access_token=${own}`);
  assert.ok([400, 401].includes(inQuery.status));
  const others = await token(second);
  assert.equal((await second.resource(others)).status, 200);
  assert.ok([400, 401].includes((await first.resource(others)).status), "a key of another client");
});

module("access-token-type-header-case-sensitivity", async ({ first }) => {
  assert.equal((await first.resource(await token(first), { scheme: "dpOp" })).status, 200);
});

for (const [name, claims] of Object.entries(goodProofs)) {
  module(name, async ({ first }) => {
    const answer = await first.credentials({}, { dpop: first.proofFor({ claims: claims() }) });
    const { access_token } = await checkTokenAnswer(answer, "dpop");
    assert.equal((await first.resource(access_token, { claims: claims() })).status, 200);
  });
}

module("ensure-client-id-in-token-endpoint", async ({ first, second }) => {
  const answer = await first.credentials({ client_id: second.clientId });
  await checkError(answer, ["invalid_client", "invalid_grant"], [400, 401]);
});

module("ensure-holder-of-key-required", async ({ first }) => {
  await checkError(await first.credentials({}, { dpop: null }), ["invalid_request", "invalid_grant", "invalid_dpop_proof"]);
});

module("ensure-signed-client-assertion-with-RS256-fails", async ({ first }) => {
  first.key = await newKey({ alg: "RS256", kid: first.key.kid });
  await checkError(await first.credentials(), "invalid_client", [400, 401]);
});

const assertions = {
  "ensure-client-assertion-in-token-endpoint": () => null,
  "ensure-client-assertion-with-exp-is-5-minutes-in-past-fails": () => ({ iat: now() - 360, exp: now() - 300 }),
  "ensure-client-assertion-with-wrong-aud-fails": () => ({ aud: "https://elsewhere.example" }),
  "ensure-client-assertion-with-no-sub-fails": () => ({ sub: null }),
};
for (const [name, claims] of Object.entries(assertions)) {
  module(name, async ({ first }) => {
    const answer = await first.credentials({}, { claims: claims() });
    await checkError(answer, ["invalid_client", "invalid_request"], [400, 401]);
  });
}

module("dpop-negative-tests", async ({ first }) => {
  await negativeTests(first, await token(first));
});
