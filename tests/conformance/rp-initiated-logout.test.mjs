// oidcc-rp-initiated-logout-certification-test-plan [response_type=code], with client_registration=static_client and =dynamic_client

import assert from "node:assert/strict";
import { generateKeyPair, SignJWT } from "jose";
import { longState } from "./harness/client.mjs";
import { postLogoutRedirectUri, suiteAddress } from "./harness/documents.mjs";
import { dynamicPlan, staticPlan } from "./harness/plan.mjs";
import { checkShape } from "./modules/discovery.mjs";
import { assertSignedOut, endSession, registeredForLogout, returning } from "./modules/sign-out.mjs";

for (const module of [staticPlan(), dynamicPlan({ all: registeredForLogout })]) {
  module("oidcc-rp-initiated-logout-discovery-endpoint-verification", async ({ suite }) => {
    checkShape(suite.metadata);
    assert.ok("end_session_endpoint" in suite.metadata);
  });

  module("oidcc-rp-initiated-logout", async ({ suite, browser, first }) => {
    const { tokens } = await first.login(browser);
    const state = longState();
    const landed = await endSession(suite, browser, { ...returning(tokens), state });
    assert.equal(String(landed.page.url), `${postLogoutRedirectUri}?state=${state}`);
    await assertSignedOut(browser, first);
  });

  module("oidcc-rp-initiated-logout-bad-post-logout-redirect-uri", async ({ suite, browser, first }) => {
    const { tokens } = await first.login(browser);
    await staysHere(suite, browser, { ...returning(tokens), post_logout_redirect_uri: suiteAddress("elsewhere") });
  });

  module("oidcc-rp-initiated-logout-modified-id-token-hint", async ({ suite, browser, first }) => {
    const { tokens } = await first.login(browser);
    const [, payload] = tokens.id_token.split(".");
    const id_token_hint = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
    await staysHere(suite, browser, { ...returning(tokens), id_token_hint });
  });

  module("oidcc-rp-initiated-logout-no-id-token-hint", async ({ suite, browser, first }) => {
    const { tokens } = await first.login(browser);
    const { id_token_hint: _, ...rest } = returning(tokens);
    await staysHere(suite, browser, rest);
  });

  module("oidcc-rp-initiated-logout-no-params", async ({ suite, browser, first }) => {
    await first.login(browser);
    await signsOutHere(suite, browser, first, {});
  });

  module("oidcc-rp-initiated-logout-no-post-logout-redirect-uri", async ({ suite, browser, first }) => {
    const { tokens } = await first.login(browser);
    await signsOutHere(suite, browser, first, { id_token_hint: tokens.id_token });
  });

  module("oidcc-rp-initiated-logout-no-state", async ({ suite, browser, first }) => {
    const { tokens } = await first.login(browser);
    const { state: _, ...stateless } = returning(tokens);
    const landed = await endSession(suite, browser, stateless);
    assert.equal(String(landed.page.url), postLogoutRedirectUri);
    await assertSignedOut(browser, first);
  });

  module("oidcc-rp-initiated-logout-only-state", async ({ suite, browser, first }) => {
    await first.login(browser);
    await signsOutHere(suite, browser, first, { state: longState() });
  });

  module("oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri", async ({ suite, browser, first }) => {
    const { tokens } = await first.login(browser);
    await staysHere(suite, browser, { ...returning(tokens), post_logout_redirect_uri: `${postLogoutRedirectUri}?foo=bar` });
  });

  module("oidcc-rp-initiated-logout-bad-id-token-hint", async ({ suite, browser, first }) => {
    const { tokens, claims } = await first.login(browser);
    const { privateKey } = await generateKeyPair("RS256");
    const [{ kid }] = await suite.keys();
    const id_token_hint = await new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid }).sign(privateKey);
    await staysHere(suite, browser, { ...returning(tokens), id_token_hint });
  });
}

/** Whatever the person is told or agrees to, they are not sent to the application. */
async function staysHere(suite, browser, parameters) {
  const { page } = await endSession(suite, browser, parameters);
  assert.ok(["error", "signed-out"].includes(page.name), String(page.url));
}

async function signsOutHere(suite, browser, client, parameters) {
  const { page } = await endSession(suite, browser, parameters);
  assert.equal(page.name, "signed-out");
  await assertSignedOut(browser, client);
}
