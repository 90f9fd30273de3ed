// Modules of the FAPI 2.0 plan: the token endpoint.

import assert from "node:assert/strict";
import { checkError, checkTokenAnswer } from "../harness/checks.mjs";
import { newKey } from "../harness/keys.mjs";
import { newBrowser } from "../harness/person.mjs";

export function fapiTokenModules(module) {
  const authorized = async (browser, client) => (await client.authorize(browser, client.request())).code;

  module("ensure-client-id-in-token-endpoint", async ({ browser, first, second }) => {
    const code = await authorized(browser, first);
    const answer = await first.redeem(code, { form: { client_id: second.clientId } });
    await checkError(answer, ["invalid_client", "invalid_grant"], [400, 401]);
  });

  module("ensure-authorization-code-is-bound-to-client", async ({ browser, first, second }) => {
    const code = await authorized(browser, first);
    await checkError(await second.redeem(code, { form: { redirect_uri: first.redirectUri, code_verifier: first.verifier } }), "invalid_grant");
  });

  module("attempt-reuse-authorization-code-after-one-second", async ({ suite, browser, first }) => {
    const { code, tokens } = await first.login(browser);
    await suite.later(1);
    await checkError(await first.redeem(code), "invalid_grant");
    assert.equal((await first.resource(tokens.access_token)).status, 401);
  });

  module("ensure-token-endpoint-fails-with-expired-auth-code", async ({ suite, browser, first }) => {
    const code = await authorized(browser, first);
    await suite.later(62);
    await checkError(await first.redeem(code), "invalid_grant");
  });

  module("ensure-pkce-code-verifier-required", async ({ browser, first }) => {
    const code = await authorized(browser, first);
    await checkError(await first.redeem(code, { form: { code_verifier: null } }), "invalid_grant");
  });

  module("incorrect-pkce-code-verifier-rejected", async ({ browser, first }) => {
    const code = await authorized(browser, first);
    await checkError(await first.redeem(code, { form: { code_verifier: `${first.verifier.slice(1)}A` } }), "invalid_grant");
  });

  module("refresh-token", async ({ suite, browser, first, second }) => {
    const offline = { scope: "openid offline_access", prompt: "consent" };
    const { tokens, claims } = await first.login(browser, offline);
    const others = await second.login(newBrowser(suite), offline);
    const another = await newKey({ alg: "ES256" });
    const refreshed = await checkTokenAnswer(await first.refresh(tokens.refresh_token, { dpop: first.proofFor({}, another) }), "dpop");
    assert.ok(refreshed.access_token !== tokens.access_token && claims.sub);
    await suite.later(30);
    await checkTokenAnswer(await first.refresh(tokens.refresh_token), "dpop");
    await checkError(await first.refresh(tokens.refresh_token, { dpop: null }), ["invalid_grant", "invalid_request"]);
    await checkError(await first.refresh(tokens.refresh_token, { claims: null }), "invalid_client", [401]);
    await checkError(await first.refresh(others.tokens.refresh_token), "invalid_grant");
  });
}
