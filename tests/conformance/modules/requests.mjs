// Modules of the basic plans: parameters of the authorization request.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { suiteAddress } from "../harness/documents.mjs";

const unsecured = (payload) =>
  [{ alg: "none" }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".") + ".";

export function requestModules(module) {
  module("oidcc-response-type-missing", async ({ browser, first }) => {
    const answer = await first.authorize(browser, first.request({ response_type: null }));
    assert.ok(["unsupported_response_type", "invalid_request"].includes(answer.error), answer.error);
  });

  module("oidcc-ensure-request-without-nonce-succeeds-for-code-flow", async ({ browser, first }) => {
    const { claims } = await first.login(browser, { nonce: null });
    assert.ok(!("nonce" in claims));
  });

  const harmless = {
    "oidcc-display-page": { display: "page" },
    "oidcc-display-popup": { display: "popup" },
    "oidcc-ensure-request-with-unknown-parameter-succeeds": { extra: "foobar" },
    "oidcc-ui-locales": { ui_locales: "se" },
    "oidcc-claims-locales": { claims_locales: "se" },
  };
  for (const [name, parameters] of Object.entries(harmless)) {
    module(name, async ({ browser, first }) => {
      await first.login(browser, parameters);
    });
  }

  module("oidcc-login-hint", async ({ suite, browser, first }) => {
    await first.login(browser, { login_hint: suite.person.email });
  });

  module("oidcc-ensure-registered-redirect-uri", async ({ browser, first }) => {
    const redirect_uri = suiteAddress("callback/somewhere-else");
    const { page } = await browser.open(first.url(first.request({ redirect_uri })));
    assert.deepEqual([page.status, page.name], [400, "error"]);
  });

  module("oidcc-ensure-post-request-succeeds", async ({ suite, browser, first }) => {
    const request = first.request();
    const { answer } = await browser.post(suite.metadata.authorization_endpoint, request);
    assert.ok(first.read(answer, request).code);
  });

  module(
    "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported",
    async ({ suite, browser, first }) => {
      const { state, nonce, ...outer } = first.request();
      const request = unsecured({ ...outer, state, nonce, iss: first.clientId, aud: suite.issuer });
      const { answer } = await browser.open(first.url({ ...outer, request }));
      assert.ok(["request_not_supported", "invalid_request_object"].includes(answer.parameters.get("error")));
      assert.ok(!suite.metadata.request_object_signing_alg_values_supported?.includes("none"));
    },
  );

  module("oidcc-ensure-request-object-with-redirect-uri", async ({ suite, browser, first }) => {
    const outer = first.request({ redirect_uri: suiteAddress("nowhere") });
    const request = unsecured({ ...outer, redirect_uri: first.redirectUri, iss: first.clientId, aud: suite.issuer });
    const { page } = await browser.open(first.url({ ...outer, request }));
    assert.deepEqual([page.status, page.name], [400, "error"]);
  });

  module("oidcc-ensure-request-with-valid-pkce-succeeds", async ({ browser, first }) => {
    const code_verifier = "a-verifier-of-at-least-forty-three-characters.~";
    const code_challenge = createHash("sha256").update(code_verifier).digest("base64url");
    await first.login(browser, { code_challenge, code_challenge_method: "S256" }, { code_verifier });
  });
}
