// A deployment that nobody has configured yet.

import assert from "node:assert/strict";
import { test } from "node:test";
import { startIssuer } from "./harness/issuer.mjs";
import { newVisitor } from "./harness/visitor.mjs";

const pages = ["/", "/authorize?client_id=my-app", "/logout"];

for (const [environment, command] of [["development", "npm start"], ["production", "wrangler kv key put"]]) {
  test(`with an empty KV the pages and /health say which commands come next, in ${environment}`, async (t) => {
    const { issuer, stop } = await startIssuer({ documents: () => ({}), vars: { ENVIRONMENT: environment } });
    t.after(stop);
    for (const path of pages) {
      const { status, name, html } = await newVisitor(issuer).open(path);
      assert.deepEqual([path, status, name], [path, 503, "setup"]);
      assert.ok(html.includes(command), html);
    }
    const health = await fetch(`${issuer}/health`);
    assert.equal(health.status, 503);
    const { configuration, next } = await health.json();
    assert.equal(configuration, "not-configured");
    assert.ok(next.join("\n").includes(command));
  });
}
