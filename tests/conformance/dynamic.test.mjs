// oidcc-dynamic-certification-test-plan [response_type=code].

import assert from "node:assert/strict";
import { decodeProtectedHeader } from "jose";
import { verify } from "./harness/checks.mjs";
import { getUserinfo } from "./harness/client.mjs";
import { callback } from "./harness/documents.mjs";
import { dynamicPlan } from "./harness/plan.mjs";
import { checkRegistrationError, send } from "./harness/registration.mjs";
import { discoveryModule } from "./modules/discovery.mjs";
import { objectModules } from "./modules/objects.mjs";
import { registeredPageModules } from "./modules/registered-pages.mjs";
import { rotationModules } from "./modules/rotation.mjs";
import { serverKeyModules } from "./modules/server-keys.mjs";
import { refreshModule } from "./modules/tokens.mjs";

const module = dynamicPlan();
const withQuery = `${callback}?dummy1=lorem&dummy2=ipsum`;

module("oidcc-server", async ({ browser, first }) => {
  await first.login(browser);
});

module(
  "oidcc-idtoken-rs256",
  async ({ browser, first }) => {
    const { tokens } = await first.login(browser);
    assert.equal(decodeProtectedHeader(tokens.id_token).alg, "RS256");
  },
  { id_token_signed_response_alg: "RS256" },
);

module("oidcc-idtoken-unsigned", async ({ suite }) => {
  assert.ok(!suite.metadata.id_token_signing_alg_values_supported.includes("none"));
});

module(
  "oidcc-userinfo-rs256",
  async ({ suite, browser, first }) => {
    assert.ok(suite.metadata.userinfo_signing_alg_values_supported.includes("RS256"));
    const request = first.request();
    const { code } = await first.authorize(browser, request);
    const tokens = await (await first.redeem(code)).json();
    const { sub } = await first.idToken(tokens, request);
    const answer = await getUserinfo(suite, tokens.access_token);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("content-type"), /^application\/jwt/);
    const { header, claims } = await verify(await answer.text(), await suite.keys());
    assert.equal(header.alg, "RS256");
    assert.deepEqual([claims.iss, claims.aud, claims.sub], [suite.issuer, first.clientId, sub]);
    assert.ok(!("nonce" in claims));
  },
  { userinfo_signed_response_alg: "RS256" },
);

module(
  "oidcc-ensure-redirect-uri-in-authorization-request",
  async ({ browser, first }) => staysHere(browser, first, null),
  { redirect_uris: [callback, `${callback}/second`] },
);

module(
  "oidcc-redirect-uri-query-OK",
  async ({ browser, first }) => {
    const { code } = await first.authorize(browser, first.request());
    assert.equal((await first.redeem(code)).status, 200);
  },
  { redirect_uris: [withQuery] },
);

module(
  "oidcc-redirect-uri-query-mismatch",
  async ({ browser, first }) => staysHere(browser, first, `${callback}?dummy1=lorem`),
  { redirect_uris: [withQuery] },
);

module("oidcc-redirect-uri-query-added", async ({ browser, first }) => staysHere(browser, first, withQuery));

module("oidcc-redirect-uri-regfrag", async ({ suite }) => {
  await checkRegistrationError(await send(suite, { redirect_uris: [`${callback}#foobar`] }), "invalid_redirect_uri");
});

discoveryModule(module);
objectModules(module);
registeredPageModules(module);
rotationModules(module);
serverKeyModules(module);
refreshModule(module);

async function staysHere(browser, client, redirect_uri) {
  const { page } = await browser.open(client.url(client.request({ redirect_uri })));
  assert.deepEqual([page.status, page.name], [400, "error"]);
}
