// Modules of the FAPI 2.0 plan: the client's assertions.

import { checkError, checkTokenAnswer } from "../harness/checks.mjs";
import { newKey } from "../harness/keys.mjs";

const now = () => Math.floor(Date.now() / 1000);

export function fapiAssertionModules(module) {
  const refuse = async ({ browser, first }, claims) => {
    const { code } = await first.authorize(browser, first.request());
    await checkError(await first.redeem(code, { claims }), ["invalid_client", "invalid_request"], [400, 401]);
  };

  module("ensure-client-assertion-in-token-endpoint", (all) => refuse(all, null));
  module("ensure-client-assertion-with-exp-is-5-minutes-in-past-fails", (all) => refuse(all, { iat: now() - 360, exp: now() - 300 }));
  module("ensure-client-assertion-with-wrong-aud-fails", (all) => refuse(all, { aud: "https://elsewhere.example" }));
  module("ensure-client-assertion-with-no-sub-fails", (all) => refuse(all, { sub: null }));

  module("par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted", async ({ browser, first }) => {
    const claims = { iat: now() + 8, nbf: now() + 8 };
    const { code } = await first.authorize(browser, first.request(), { claims });
    await checkTokenAnswer(await first.redeem(code, { claims: { iat: now() + 8, nbf: now() + 8 } }), "dpop");
  });

  const atPar = async ({ first }, claims) => {
    const answer = await first.par(first.request(), { claims });
    await checkError(answer, ["invalid_client", "invalid_request"], [400, 401]);
  };
  module("par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails", (all) => atPar(all, { nbf: now() + 70, exp: now() + 130 }));
  module("par-test-array-as-audience-fails", (all) => atPar(all, { aud: [all.suite.issuer] }));
  module("par-test-par-endpoint-url-as-audience-fails", (all) => atPar(all, { aud: all.suite.metadata.pushed_authorization_request_endpoint }));
  module("par-test-token-endpoint-url-as-audience-fails", (all) => atPar(all, { aud: all.suite.metadata.token_endpoint }));

  module("ensure-signed-client-assertion-with-RS256-fails", async ({ first }) => {
    first.key = await newKey({ alg: "RS256", kid: first.key.kid });
    await checkError(await first.par(first.request()), "invalid_client", [400, 401]);
  });
}
