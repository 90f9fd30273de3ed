// Modules of the FAPI 2.0 plan: pushed requests and what comes back from them.

import assert from "node:assert/strict";
import { checkError } from "../harness/checks.mjs";
import { longState } from "../harness/client.mjs";
import { suiteAddress } from "../harness/documents.mjs";

const refused = ["invalid_request", "invalid_request_object", "invalid_request_uri"];

export function fapiPushedModules(module) {
  module("user-rejects-authentication", async ({ browser, first }) => {
    const request = first.request({ state: longState() });
    const uri = await first.push(request);
    const landed = await browser.open(first.url({ client_id: first.clientId, request_uri: uri }), {
      how: { consent: () => ({ action: "deny" }) },
    });
    assert.equal(first.read(landed.answer, request).error, "access_denied");
  });

  module("ensure-authorization-request-without-state-success", async ({ browser, first }) => {
    const { answer, claims } = await first.login(browser, { state: null });
    assert.ok(!answer.parameters.has("state") && !("s_hash" in claims));
  });

  module("ensure-authorization-request-without-nonce-success", async ({ browser, first }) => {
    assert.ok(!("nonce" in (await first.login(browser, { nonce: null })).claims));
  });

  for (const [name, length] of [["ensure-authorization-request-with-64-char-nonce-success", 64], ["ensure-authorization-request-with-long-nonce", 384]]) {
    module(name, async ({ browser, first }) => {
      await first.login(browser, { nonce: "n".repeat(length) });
    });
  }

  module("ensure-authorization-request-with-long-state", async ({ browser, first }) => {
    await first.login(browser, { state: "s".repeat(384) });
  });

  module("ensure-other-scope-order-succeeds", async ({ browser, first }) => {
    await first.login(browser, { scope: "email openid" });
  });

  for (const [name, parameter] of [["ensure-different-nonce-inside-and-outside-request-object", "nonce"], ["ensure-different-state-inside-and-outside-request-object", "state"]]) {
    module(name, async ({ browser, first }) => {
      const request = first.request();
      const landed = await first.open(browser, await first.push(request), { [parameter]: "another" });
      assert.ok(first.read(landed.answer, request).code);
    });
  }

  module("state-only-outside-request-object-not-used", async ({ browser, first }) => {
    const request = first.request({ state: null });
    const landed = await first.open(browser, await first.push(request), { state: "outside" });
    assert.ok(first.read(landed.answer, request).code);
  });

  const faults = {
    "ensure-request-object-without-redirect-uri-fails": { redirect_uri: null },
    "plain-fapi-tolerate-unregistered-redirect-uri": { redirect_uri: suiteAddress("callback/somewhere-else") },
    "ensure-redirect-uri-in-authorization-request": { redirect_uri: null },
    "par-ensure-pkce-required": { code_challenge: null, code_challenge_method: null },
    "par-plain-pkce-rejected": { code_challenge_method: "plain" },
    "par-authorization-request-containing-request_uri-form-param": { request_uri: "urn:ietf:params:oauth:request_uri:another" },
  };
  for (const [name, parameters] of Object.entries(faults)) {
    module(name, async ({ first }) => {
      await checkError(await first.par(first.request(parameters)), ["invalid_request", "invalid_request_object", "request_uri_not_supported"]);
    });
  }

  for (const response_type of ["code id_token", "token"]) {
    module(`ensure-response-type-${response_type.replace(" id_", "-id")}-fails`, async ({ first }) => {
      const errors = ["unsupported_response_type", "invalid_request", "unauthorized_client"];
      await checkError(await first.par(first.request({ response_type })), errors);
    });
  }

  module("ensure-unsigned-authorization-request-without-using-par-fails", async ({ browser, first }) => {
    const request = first.request();
    const { answer } = await browser.open(first.url(request));
    assert.equal(first.read(answer, request).error, "invalid_request");
  });

  module("par-ensure-reused-request-uri-prior-to-auth-completion-succeeds", async ({ browser, first }) => {
    const request = first.request();
    const uri = await first.push(request);
    const page = await browser.visitor.open(first.url({ client_id: first.clientId, request_uri: uri }));
    assert.equal(page.name, "sign-in");
    const { answer } = await first.open(browser, uri);
    assert.ok(first.read(answer, request).code);
  });

  module("par-attempt-reuse-request_uri", async ({ browser, first }) => {
    const uri = await first.push(first.request());
    await first.open(browser, uri);
    await assertRefused(browser, first, uri);
  });

  module("par-attempt-to-use-expired-request_uri", async ({ suite, browser, first }) => {
    const uri = await first.push(first.request());
    await suite.later(601);
    await assertRefused(browser, first, uri);
  });

  module("par-attempt-to-use-request_uri-for-different-client", async ({ browser, first, second }) => {
    await assertRefused(browser, second, await first.push(first.request()));
  });

  module("par-attempt-invalid-http-method", async ({ suite, first }) => {
    const url = suite.metadata.pushed_authorization_request_endpoint;
    const { status } = await first.post(url, first.request(), { method: "PUT" });
    assert.ok(status >= 400 && status < 500, String(status));
  });

  module("par-without-duplicate-parameters", async ({ browser, first }) => {
    await first.login(browser);
  });
}

/** By a page, or by an answer at the client where the address says which that is: either is right. */
async function assertRefused(browser, client, uri) {
  const { state, redirect_uri } = client.request();
  for (const more of [{}, { state, redirect_uri }]) {
    const { page, answer } = await client.open(browser, uri, more);
    if (answer === null) assert.deepEqual([page.status, page.name], [400, "error"]);
    else assert.ok(refused.includes(answer.parameters.get("error")), String(answer.parameters));
  }
}
