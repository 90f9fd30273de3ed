// Modules of the basic plans that only clients run which register themselves.

import assert from "node:assert/strict";
import { decodeProtectedHeader } from "jose";
import { checkRegistrationError, send } from "../harness/registration.mjs";

export function registeredModules(module) {
  module("oidcc-idtoken-signature", async ({ browser, first }) => {
    const { tokens } = await first.login(browser);
    const { alg, kid } = decodeProtectedHeader(tokens.id_token);
    assert.equal(alg, "RS256");
    assert.ok(kid);
  });

  // The suite skips both where metadata does not offer `none`; then nobody gets it.
  module("oidcc-idtoken-unsigned", async ({ suite }) => {
    assert.ok(!suite.metadata.id_token_signing_alg_values_supported.includes("none"));
    await checkRegistrationError(await send(suite, { id_token_signed_response_alg: "none" }), "invalid_client_metadata");
  });

  module("oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported", async ({ suite }) => {
    assert.ok(!suite.metadata.request_object_signing_alg_values_supported.includes("none"));
    await checkRegistrationError(await send(suite, { request_object_signing_alg: "none" }), "invalid_client_metadata");
  });
}
