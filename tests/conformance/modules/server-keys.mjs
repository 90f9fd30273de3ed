// Modules of the dynamic plan: the issuer's own keys.

import assert from "node:assert/strict";

export function serverKeyModules(module) {
  module("oidcc-server-rotate-keys", async ({ suite }) => {
    const before = await suite.keys();
    await suite.sql("UPDATE signing_keys SET rotate_at = unixepoch() WHERE alg = 'RS256'");
    await suite.schedule();
    const after = await suite.keys();
    const kids = before.map(({ kid }) => kid);
    const fresh = after.filter(({ kid }) => !kids.includes(kid));
    assert.deepEqual(fresh.map(({ kty, alg }) => [kty, alg]), [["RSA", "RS256"]]);
    assert.deepEqual(after.filter(({ kid }) => kids.includes(kid)), before, "those of before are still there");
  });
}
