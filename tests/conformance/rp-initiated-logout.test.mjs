// oidcc-rp-initiated-logout-certification-test-plan [response_type=code], with client_registration=static_client and =dynamic_client

import assert from "node:assert/strict";
import { generateKeyPair, SignJWT } from "jose";
import { longState } from "./harness/client.mjs";
import { postLogoutRedirectUri, suiteAddress } from "./harness/documents.mjs";
import { evidenceOf } from "./harness/evidence.mjs";
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
    await staysHere(suite, browser, "bad-post-logout-redirect-uri", { ...returning(tokens), post_logout_redirect_uri: suiteAddress("elsewhere") }, ["error", "signed-out"]);
  });

  module("oidcc-rp-initiated-logout-modified-id-token-hint", async ({ suite, browser, first }) => {
    const { tokens } = await first.login(browser);
    const [, payload] = tokens.id_token.split(".");
    const id_token_hint = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
    await staysHere(suite, browser, "modified-id-token-hint", { ...returning(tokens), id_token_hint }, ["sign-out"]);
  });

  module("oidcc-rp-initiated-logout-no-id-token-hint", async ({ suite, browser, first }) => {
    const { tokens } = await first.login(browser);
    const { id_token_hint: _, ...rest } = returning(tokens);
    await staysHere(suite, browser, "no-id-token-hint", rest, ["sign-out"]);
  });

  module("oidcc-rp-initiated-logout-no-params", async ({ suite, browser, first }) => {
    await first.login(browser);
    await signsOutHere(suite, browser, "no-params", first, {});
  });

  module("oidcc-rp-initiated-logout-no-post-logout-redirect-uri", async ({ suite, browser, first }) => {
    const { tokens } = await first.login(browser);
    await signsOutHere(suite, browser, "no-post-logout-redirect-uri", first, { id_token_hint: tokens.id_token });
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
    await signsOutHere(suite, browser, "only-state", first, { state: longState() });
  });

  module("oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri", async ({ suite, browser, first }) => {
    const { tokens } = await first.login(browser);
    await staysHere(suite, browser, "query-added-to-post-logout-redirect-uri", { ...returning(tokens), post_logout_redirect_uri: `${postLogoutRedirectUri}?foo=bar` }, ["error", "signed-out"]);
  });

  module("oidcc-rp-initiated-logout-bad-id-token-hint", async ({ suite, browser, first }) => {
    const { tokens, claims } = await first.login(browser);
    const { privateKey } = await generateKeyPair("RS256");
    const [{ kid }] = await suite.keys();
    const id_token_hint = await new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid }).sign(privateKey);
    await staysHere(suite, browser, "bad-id-token-hint", { ...returning(tokens), id_token_hint }, ["sign-out"]);
  });
}

/** Whatever the person is told or agrees to, they are not sent to the application; the suite is shown the page `shown`. */
async function staysHere(suite, browser, name, parameters, shown) {
  await isShown(suite, browser, name, parameters, shown);
  const { page } = await endSession(suite, browser, parameters);
  assert.ok(["error", "signed-out"].includes(page.name), String(page.url));
}

async function signsOutHere(suite, browser, name, client, parameters) {
  await isShown(suite, browser, name, parameters, ["signed-out"]);
  await assertSignedOut(browser, client);
}

/** What the preparation's browser commands store is the page that a reviewer must see. */
async function isShown(suite, browser, name, parameters, shown) {
  const { goesOn, text } = evidenceOf(suite, `oidcc-rp-initiated-logout-${name}`);
  const { visitor } = browser;
  await visitor.open(`${suite.metadata.end_session_endpoint}?${new URLSearchParams(parameters)}`);
  if (goesOn && visitor.page.name === "sign-out") await visitor.fill("sign-out", { "logout-confirm": "true" });
  assert.ok(shown.includes(visitor.page.name), visitor.page.name);
  assert.match(visitor.page.html, new RegExp(text));
}
