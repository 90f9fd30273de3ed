// Modules of the basic plans: the happy flow, userinfo, and what scopes bring.

import assert from "node:assert/strict";
import { scopeClaims } from "../harness/checks.mjs";
import { answers } from "../harness/documents.mjs";

export function claimsModules(module) {
  module("oidcc-server", async ({ browser, first }) => {
    const { pages } = await first.login(browser);
    assert.deepEqual(pages.filter((name) => name !== "consent"), ["sign-in"]);
  });

  module("oidcc-userinfo-get", async ({ browser, first }) => {
    await first.login(browser);
  });

  module("oidcc-userinfo-post-header", async ({ suite, browser, first }) => {
    const { tokens, claims } = await first.login(browser);
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    await first.userinfo(await fetch(suite.metadata.userinfo_endpoint, { method: "POST", headers }), claims.sub);
  });

  module("oidcc-userinfo-post-body", async ({ suite, browser, first }) => {
    const { tokens, claims } = await first.login(browser);
    const body = new URLSearchParams({ access_token: tokens.access_token });
    await first.userinfo(await fetch(suite.metadata.userinfo_endpoint, { method: "POST", body }), claims.sub);
  });

  for (const [scope, names] of Object.entries(scopeClaims)) {
    module(`oidcc-scope-${scope}`, async ({ suite, browser, first }) => {
      assert.ok(suite.metadata.scopes_supported.includes(scope));
      const { userinfo } = await first.login(browser, { scope: `openid ${scope}` });
      assert.deepEqual(Object.keys(userinfo).sort(), [...names, "sub"].sort());
    });
  }

  module("oidcc-scope-all", async ({ browser, first }) => {
    const { userinfo } = await first.login(browser, { scope: "openid profile email address phone" });
    for (const name of Object.values(scopeClaims).flat()) assert.ok(name in userinfo, name);
  });

  module("oidcc-alternate-happy-flow", async ({ browser, first }) => {
    const ordinary = Object.entries(first.request({ scope: "email openid" }));
    const request = Object.fromEntries(ordinary.reverse());
    const { userinfo } = await first.login(browser, request);
    for (const name of scopeClaims.email) assert.ok(name in userinfo, name);
  });

  module("oidcc-claims-essential", async ({ browser, first }) => {
    const claims = JSON.stringify({ userinfo: { name: { essential: true } } });
    const { userinfo, claims: inIdToken } = await first.login(browser, { claims });
    assert.equal(userinfo.name, answers.displayName);
    assert.ok(!("name" in inIdToken));
  });

  module("oidcc-ensure-request-with-acr-values-succeeds", async ({ suite, browser, first }) => {
    const offered = suite.metadata.acr_values_supported;
    const { claims } = await first.login(browser, { acr_values: offered.join(" ") });
    assert.ok(offered.includes(claims.acr), claims.acr);
  });

  module("oidcc-server-client-secret-post", async ({ suite, browser, post }) => {
    assert.ok(suite.metadata.token_endpoint_auth_methods_supported.includes("client_secret_post"));
    await post.login(browser);
  });
}
