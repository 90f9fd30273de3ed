// Modules of the dynamic plan: request objects at an address.

import assert from "node:assert/strict";
import { Response } from "miniflare";
import { suiteAddress } from "../harness/documents.mjs";
import { newKey, sign } from "../harness/keys.mjs";

const address = suiteAddress("request-object.jwt");
const key = await newKey();

export function objectModules(module) {
  // The suite skips it where metadata does not offer `none`.
  module("oidcc-request-uri-unsigned", async ({ suite }) => {
    assert.ok(!suite.metadata.request_object_signing_alg_values_supported.includes("none"));
  });

  module(
    "oidcc-request-uri-signed-rs256",
    async ({ suite, browser, first }) => {
      assert.ok(suite.metadata.request_object_signing_alg_values_supported.includes("RS256"));
      const request = first.request();
      const object = await sign(key, { ...request, iss: first.clientId, aud: suite.issuer });
      suite.world.set(address, () => new Response(object, { headers: { "content-type": "application/jose" } }));
      const { response_type, client_id, scope } = request;
      const outer = { response_type, client_id, scope, request_uri: `${address}#not-the-hash-of-it` };
      const { answer } = await browser.open(first.url(outer));
      assert.ok(first.read(answer, request).code, String(answer.parameters));
    },
    { request_uris: [`${address}#not-the-hash-of-it`], request_object_signing_alg: "RS256", jwks: { keys: [key.jwk] } },
  );
}
