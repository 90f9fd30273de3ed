// The built Worker as `npm start` serves it: over plain http.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startIssuer } from "./harness/issuer.mjs";

let issuer;

before(async () => {
  issuer = await startIssuer({ https: false });
});
after(() => issuer?.stop());

test("the built Worker answers, with its configuration and its tables", async () => {
  assert.match(issuer.issuer, /^http:\/\/localhost:\d+$/);
  const page = await fetch(issuer.issuer, { redirect: "manual" });
  assert.deepEqual([page.status, page.headers.get("location")], [303, "/demo/"]);
  const [{ count }] = await issuer.sql("SELECT count(*) AS count FROM accounts");
  assert.equal(count, 0);
});

test("static files may be kept for long and are what they say", async () => {
  const style = await fetch(`${issuer.issuer}/vestibule.css?v=0`);
  assert.equal(style.status, 200);
  assert.match(style.headers.get("content-type"), /^text\/css/);
  assert.equal(style.headers.get("x-content-type-options"), "nosniff");
  assert.match(style.headers.get("cache-control"), /immutable/);
});

test("a slash too many hides no document that programs begin with, nor do static files take its address", async () => {
  for (const path of ["/.well-known/openid-configuration", "/jwks"]) {
    const plain = await (await fetch(issuer.issuer + path)).text();
    for (const written of [`/${path}`, `${path}/`]) {
      const answer = await fetch(issuer.issuer + written, { redirect: "manual" });
      assert.deepEqual([answer.status, await answer.text()], [200, plain], written);
    }
  }
});
