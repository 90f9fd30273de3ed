// oidcc-frontchannel-rp-initiated-logout-certification-test-plan [response_type=code], with client_registration=static_client and
// =dynamic_client

import assert from "node:assert/strict";
import { postLogoutRedirectUri, suiteAddress } from "./harness/documents.mjs";
import { dynamicPlan, staticPlan } from "./harness/plan.mjs";
import { checkShape } from "./modules/discovery.mjs";
import { assertSignedOut, endSession, registeredForLogout, returning } from "./modules/sign-out.mjs";

const frontchannelLogoutUri = suiteAddress("frontchannel_logout");
const registered = {
  ...registeredForLogout,
  frontchannel_logout_uri: frontchannelLogoutUri,
  frontchannel_logout_session_required: true,
};

for (const module of [staticPlan({ first: "frontchannel" }), dynamicPlan({ all: registered })]) {
  module("oidcc-frontchannel-logout-discovery-endpoint-verification", async ({ suite: { metadata } }) => {
    checkShape(metadata);
    assert.equal(metadata.frontchannel_logout_supported, true);
    assert.equal(metadata.frontchannel_logout_session_supported, true);
    assert.ok("end_session_endpoint" in metadata);
  });

  module("oidcc-frontchannel-rp-initiated-logout", async ({ suite, browser, first }) => {
    const { tokens, claims } = await first.login(browser);
    const { page } = await endSession(suite, browser, returning(tokens));
    const [frame, ...others] = attributes(page.html, "iframe", "src");
    assert.equal(others.length, 0);
    assert.ok(frame.startsWith(`${frontchannelLogoutUri}?`), frame);
    const { iss, sid, ...rest } = Object.fromEntries(new URL(frame).searchParams);
    assert.deepEqual({ iss, sid, rest }, { iss: suite.issuer, sid: claims.sid, rest: {} });
    const frames = page.headers.get("content-security-policy").match(/frame-src ([^;]*)/)[1].split(" ");
    assert.ok(frames.includes(new URL(frontchannelLogoutUri).origin), String(frames));
    const [refresh] = attributes(page.html, 'meta http-equiv="refresh"', "content");
    assert.equal(refresh.split(/url=/i)[1], `${postLogoutRedirectUri}?state=a-state`);
    await assertSignedOut(browser, first);
  });
}

/** An attribute of each element that begins so. */
const attributes = (html, element, name) =>
  [...html.matchAll(new RegExp(`<${element}[^>]* ${name}="([^"]*)"`, "g"))].map(([, value]) => value.replaceAll("&amp;", "&"));
