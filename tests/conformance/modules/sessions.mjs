// Modules of the basic plans: who is signed in already, and how long ago.

import assert from "node:assert/strict";
import { longState } from "../harness/client.mjs";

/** What may be said to `prompt=none`. */
export const interaction = ["login_required", "interaction_required", "account_selection_required", "consent_required"];

export function sessionModules(module) {
  module("oidcc-prompt-login", async ({ suite, browser, first }) => {
    const before = await first.login(browser);
    await suite.later(2);
    const again = await first.login(browser, { prompt: "login" });
    assert.ok(again.pages.includes("sign-in"));
    assert.ok(again.claims.auth_time > before.claims.auth_time - 2);
  });

  module("oidcc-prompt-none-not-logged-in", async ({ browser, first }) => {
    const answer = await first.authorize(browser, first.request({ prompt: "none", state: longState() }));
    assert.ok(interaction.includes(answer.error), answer.error);
  });

  module("oidcc-prompt-none-logged-in", async ({ browser, first }) => {
    const { claims } = await first.login(browser);
    const silent = await first.login(browser, { prompt: "none" });
    assert.deepEqual(silent.pages, []);
    assertSame(silent.claims, claims);
  });

  module("oidcc-id-token-hint", async ({ browser, first }) => {
    const { claims, tokens } = await first.login(browser);
    const silent = await first.login(browser, { prompt: "none", id_token_hint: tokens.id_token });
    assert.deepEqual(silent.pages, []);
    assertSame(silent.claims, claims);
  });

  module("oidcc-max-age-1", async ({ suite, browser, first }) => {
    const before = await first.login(browser);
    await suite.later(2);
    const again = await first.login(browser, { max_age: "1" });
    assert.ok(again.pages.includes("sign-in"));
    assert.ok(again.claims.auth_time > before.claims.auth_time - 2);
    assert.ok(Date.now() / 1000 - again.claims.auth_time < 60);
  });

  module("oidcc-max-age-10000", async ({ suite, browser, first }) => {
    const before = await first.login(browser, { max_age: "15000" });
    await suite.later(2);
    const again = await first.login(browser, { max_age: "10000" });
    assert.deepEqual(again.pages, []);
    assert.equal(again.claims.auth_time, before.claims.auth_time - 2);
  });
}

function assertSame(claims, before) {
  assert.equal(claims.sub, before.sub);
  assert.equal(claims.auth_time, before.auth_time);
}
