// oidcc-session-management-certification-test-plan [response_type=code], with client_registration=static_client and
// =dynamic_client. The frame's script runs here outside a browser; tests/e2e/logout.test.mjs asks it in one.

import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { callback, postLogoutRedirectUri } from "./harness/documents.mjs";
import { dynamicPlan, staticPlan } from "./harness/plan.mjs";
import { checkShape } from "./modules/discovery.mjs";
import { endSession, registeredForLogout, returning } from "./modules/sign-out.mjs";

for (const module of [staticPlan(), dynamicPlan({ all: registeredForLogout })]) {
  module("oidcc-session-management-discovery-endpoint-verification", async ({ suite: { metadata } }) => {
    checkShape(metadata);
    for (const name of ["check_session_iframe", "end_session_endpoint"]) assert.match(metadata[name], /^https:/);
  });

  module("oidcc-session-management-rp-initiated-logout", async ({ suite, browser, first }) => {
    const { tokens, answer } = await first.login(browser);
    const message = `${first.clientId} ${answer.parameters.get("session_state")}`;
    assert.equal(await ask(suite, browser, message), "unchanged");
    const { page } = await endSession(suite, browser, returning(tokens));
    assert.equal(String(page.url), `${postLogoutRedirectUri}?state=a-state`);
    assert.equal(await ask(suite, browser, message), "changed");
  });
}

/** What the issuer's frame says to a message from a page of the client's. */
async function ask(suite, browser, message) {
  const address = suite.metadata.check_session_iframe;
  const frame = await browser.visitor.request(address);
  assert.equal(frame.status, 200);
  assert.match(frame.headers.get("content-security-policy"), /frame-ancestors \*/);
  assert.equal(frame.headers.get("x-frame-options"), null);
  const [, script] = (await frame.text()).match(/<script[^>]*>([^]*)<\/script>/);
  const window = { addEventListener: (_, listener) => (window.listener = listener) };
  const cookie = [...browser.visitor.cookies].map((pair) => pair.join("=")).join("; ");
  runInNewContext(script, { window, document: { cookie }, location: new URL(address), btoa });
  const answers = [];
  const source = { postMessage: (data, origin) => answers.push({ data, origin }) };
  window.listener({ data: message, origin: new URL(callback).origin, source });
  assert.equal(answers.length, 1);
  assert.equal(answers[0].origin, new URL(callback).origin);
  return answers[0].data;
}
