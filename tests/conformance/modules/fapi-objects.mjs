// Modules of the FAPI 2.0 message signing plan: pushed requests are objects that the client signed.

import assert from "node:assert/strict";
import { checkError } from "../harness/checks.mjs";
import { newKey } from "../harness/keys.mjs";

const now = () => Math.floor(Date.now() / 1000);
const minute = 60;

export function fapiObjectModules(module) {
  const taken = {
    "ensure-request-object-with-multiple-aud-succeeds": ({ issuer }) => ({ aud: [issuer, "https://elsewhere.example"] }),
    "ensure-request-object-with-nbf-8-seconds-in-the-future-is-accepted": () => ({ nbf: now() + 8 }),
  };
  for (const [name, object] of Object.entries(taken)) {
    module(name, async ({ suite, browser, first }) => {
      await first.login(browser, {}, { object: object(suite) });
    });
  }

  const refused = {
    "ensure-request-object-without-exp-fails": () => ({ exp: null }),
    "ensure-request-object-without-nbf-fails": () => ({ nbf: null }),
    "ensure-expired-request-object-fails": () => ({ nbf: now() - 10 * minute, exp: now() - 5 * minute }),
    "ensure-request-object-with-bad-aud-fails": () => ({ aud: "https://elsewhere.example" }),
    "ensure-request-object-with-exp-over-60-fails": () => ({ exp: now() + 70 * minute }),
    "ensure-request-object-with-nbf-over-60-fails": () => ({ nbf: now() - 70 * minute }),
    "par-authorization-request-containing-request_uri": () => ({ request_uri: "urn:ietf:params:oauth:request_uri:another" }),
  };
  for (const [name, object] of Object.entries(refused)) {
    module(name, async ({ first }) => {
      await checkError(await first.par(first.request(), { object: object() }), "invalid_request_object");
    });
  }

  const asItIs = async (client, object) => client.par({ request: await object }, { signed: false });

  module("ensure-signed-request-object-with-RS256-fails", async ({ first }) => {
    const weak = await newKey({ alg: "RS256", kid: first.key.kid });
    await checkError(await asItIs(first, first.object(first.request(), {}, weak)), "invalid_request_object");
  });

  module("ensure-request-object-signature-algorithm-is-not-none", async ({ first }) => {
    const [, payload] = (await first.object(first.request())).split(".");
    const header = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    await checkError(await asItIs(first, `${header}.${payload}.`), "invalid_request_object");
  });

  module("ensure-request-object-with-invalid-signature-fails", async ({ first }) => {
    const object = await first.object(first.request());
    await checkError(await asItIs(first, `${object.slice(0, -8)}AAAAAAAA`), "invalid_request_object");
  });

  module("ensure-matching-key-in-authorization-request", async ({ first, second }) => {
    await checkError(await asItIs(first, first.object(first.request(), {}, second.key)), "invalid_request_object");
  });

  module("ensure-unsigned-request-at-par-endpoint-fails", async ({ first }) => {
    const answer = await first.par(first.request(), { signed: false });
    await checkError(answer, "invalid_request");
    assert.equal(answer.status, 400);
  });
}
