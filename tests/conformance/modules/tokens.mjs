// Modules of the basic plans: codes that were used, and refresh tokens.

import assert from "node:assert/strict";
import { waitFor } from "../../e2e/harness/wait.mjs";
import { checkError, checkTokenAnswer } from "../harness/checks.mjs";
import { getUserinfo } from "../harness/client.mjs";
import { newBrowser } from "../harness/person.mjs";

export function tokenModules(module) {
  module("oidcc-codereuse", async ({ browser, first }) => {
    const { code } = await first.login(browser);
    await checkError(await first.redeem(code), "invalid_grant");
  });

  module("oidcc-codereuse-30seconds", async ({ suite, browser, first }) => {
    const { code, tokens } = await first.login(browser);
    await suite.later(30);
    await checkError(await first.redeem(code), "invalid_grant");
    assert.equal((await getUserinfo(suite, tokens.access_token)).status, 401);
  });

  refreshModule(module);
}

/** Clients say that they refresh, and the first one repeats the scope. */
export const refreshing = { grant_types: ["authorization_code", "refresh_token"] };
export const refreshModule = (module) => module("oidcc-refresh-token", refreshTokens, refreshing);

async function refreshTokens({ suite, browser, first, second }) {
  assert.ok(suite.metadata.grant_types_supported.includes("refresh_token"));
  assert.ok(suite.metadata.scopes_supported.includes("offline_access"));
  const offline = { scope: "openid offline_access", prompt: "consent" };
  const granted = await first.login(browser, offline);
  const others = await second.login(newBrowser(suite), offline);
  assert.ok(granted.pages.includes("consent"));

  const before = granted.claims;
  await waitFor("the next second", () => Date.now() / 1000 > before.iat + 1);
  const tokens = await checkTokenAnswer(await first.refresh(granted.tokens.refresh_token, { scope: offline.scope }));
  const claims = await first.idToken(tokens, { ...granted.request, nonce: undefined });
  for (const name of ["iss", "sub", "aud", "auth_time", "azp"]) assert.deepEqual(claims[name], before[name], name);
  assert.notEqual(claims.iat, before.iat);
  await first.userinfo(await getUserinfo(suite, tokens.access_token), claims.sub);
  await checkError(await first.refresh(others.tokens.refresh_token), "invalid_grant");
}
