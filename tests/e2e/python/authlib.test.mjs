// PyPI's Authlib signs in, refreshes and revokes.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { python } from "../../../scripts/lib/python.mjs";
import { caFile } from "../harness/certificate.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { newAddress, signUp, supplier } from "../harness/people.mjs";
import { newVisitor } from "../harness/visitor.mjs";

const script = new URL("./web_application.py", import.meta.url).pathname;

test("Authlib signs a supplier up, verifies the tokens, reads userinfo, refreshes and revokes", async (t) => {
  const issuer = await startIssuer();
  t.after(issuer.stop);
  const redirectUri = `${issuer.apps.suppliers.origin}/callback`;
  const parameters = [issuer.issuer, "woodgrove-suppliers", "woodgrove-suppliers-sample-secret", redirectUri];
  const env = { ...process.env, REQUESTS_CA_BUNDLE: caFile };
  const application = spawn(python, [script, ...parameters], { stdio: ["pipe", "pipe", "inherit"], env });
  t.after(() => application.kill());
  const lines = createInterface({ input: application.stdout })[Symbol.asyncIterator]();
  const said = async () => {
    const { value, done } = await lines.next();
    assert.ok(!done, "the application ended early");
    return JSON.parse(value);
  };

  const visitor = newVisitor(issuer.issuer);
  const email = newAddress("ada");
  await visitor.open(await said());
  const back = await signUp(visitor, issuer, { email, answers: supplier });
  application.stdin.end(`${back.url}\n`);

  const claims = await said();
  assert.equal(claims.email, email);
  const userinfo = await said();
  assert.deepEqual([userinfo.sub, userinfo.name], [claims.sub, supplier.displayName]);
  const refreshed = await said();
  assert.deepEqual([refreshed.sub, refreshed.auth_time], [claims.sub, claims.auth_time]);
  assert.equal(await said(), 401, "the access token was revoked with the refresh token");
});
