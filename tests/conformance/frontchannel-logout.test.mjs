// oidcc-frontchannel-rp-initiated-logout-certification-test-plan [client_registration=static_client][response_type=code]

import assert from "node:assert/strict";
import { postLogoutRedirectUri } from "./harness/documents.mjs";
import { staticPlan } from "./harness/plan.mjs";
import { checkShape } from "./modules/discovery.mjs";
import { assertSignedOut, endSession, returning } from "./modules/sign-out.mjs";

const frontchannelLogoutUri = "https://suite.example/test/a/vestibule/frontchannel_logout";
const module = staticPlan({ client: { frontchannelLogoutUri } });

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
  assert.match(page.headers.get("content-security-policy"), /frame-src [^;]*https:\/\/suite\.example/);
  const [refresh] = attributes(page.html, 'meta http-equiv="refresh"', "content");
  assert.equal(refresh.split(/url=/i)[1], `${postLogoutRedirectUri}?state=a-state`);
  await assertSignedOut(browser, first);
});

/** An attribute of each element that begins so. */
const attributes = (html, element, name) =>
  [...html.matchAll(new RegExp(`<${element}[^>]* ${name}="([^"]*)"`, "g"))].map(([, value]) => value.replaceAll("&amp;", "&"));
