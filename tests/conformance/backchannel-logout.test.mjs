// oidcc-backchannel-rp-initiated-logout-certification-test-plan [response_type=code], with client_registration=static_client and
// =dynamic_client

import assert from "node:assert/strict";
import { Response } from "miniflare";
import { waitFor } from "../e2e/harness/wait.mjs";
import { verify } from "./harness/checks.mjs";
import { postLogoutRedirectUri, suiteAddress } from "./harness/documents.mjs";
import { dynamicPlan, staticPlan } from "./harness/plan.mjs";
import { checkShape } from "./modules/discovery.mjs";
import { assertSignedOut, endSession, registeredForLogout, returning } from "./modules/sign-out.mjs";

const backchannelLogoutUri = suiteAddress("backchannel_logout");
const registered = {
  ...registeredForLogout,
  backchannel_logout_uri: backchannelLogoutUri,
  backchannel_logout_session_required: true,
};

for (const module of [staticPlan({ first: "backchannel" }), dynamicPlan({ all: registered })]) {
  module("oidcc-backchannel-logout-discovery-endpoint-verification", async ({ suite: { metadata } }) => {
    checkShape(metadata);
    assert.equal(metadata.backchannel_logout_supported, true);
    assert.equal(metadata.backchannel_logout_session_supported, true);
    assert.ok("end_session_endpoint" in metadata);
  });

  module("oidcc-backchannel-rp-initiated-logout", async ({ suite, browser, first }) => {
    const told = [];
    suite.world.set(backchannelLogoutUri, async (request) => {
      told.push({ method: request.method, type: request.headers.get("content-type"), body: await request.text() });
      return new Response(null, { status: 200 });
    });
    const { tokens, claims } = await first.login(browser);
    const { page } = await endSession(suite, browser, returning(tokens));
    assert.equal(String(page.url), `${postLogoutRedirectUri}?state=a-state`);
    await waitFor("the logout token", () => told.length > 0);

    const [{ method, type, body }] = told;
    assert.equal(method, "POST");
    assert.match(type, /^application\/x-www-form-urlencoded/);
    const form = new URLSearchParams(body);
    assert.deepEqual([...form.keys()], ["logout_token"]);
    const { claims: logout } = await verify(form.get("logout_token"), await suite.keys());
    assert.equal(logout.iss, suite.issuer);
    assert.ok([logout.aud].flat().includes(first.clientId));
    assert.ok(Math.abs(logout.iat - Date.now() / 1000) < 300);
    assert.ok(logout.jti);
    assert.deepEqual(logout.events, { "http://schemas.openid.net/event/backchannel-logout": {} });
    assert.ok(!("nonce" in logout));
    assert.deepEqual([logout.sub, logout.sid], [claims.sub, claims.sid]);
    await assertSignedOut(browser, first);
  });
}
