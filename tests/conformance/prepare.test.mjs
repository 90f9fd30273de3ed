// What a tester of the suite prepares: documents that have no fault wherever they serve, and configurations that fit them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { inProject } from "../../scripts/lib/paths.mjs";

mkdirSync(inProject(".wrangler"), { recursive: true });
const folder = mkdtempSync(inProject(".wrangler", "conformance-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (command, ...words) => spawnSync(command, words, { cwd: inProject("."), encoding: "utf8" });
const prepare = (...words) => run(process.execPath, "tests/conformance/suite/prepare.mjs", ...words);
const read = (...names) => JSON.parse(readFileSync(join(folder, ...names), "utf8"));
const hash = (secret) => createHash("sha256").update(secret).digest("base64url");

test("documents and configurations are of one run, for one issuer and one suite", () => {
  const person = ["ada@conformance.example", "a password of hers"];
  const { status, stderr } = prepare(folder, "https://localhost:9443", ...person, "https://suite.example");
  assert.equal(status, 0, stderr);
  const [oidcc, ...fapi] = ["oidcc", "fapi2", "fapi2-signed", "fapi2-client-credentials"].map((plans) => read(`${plans}.json`));
  for (const { client_id: id, client_secret: secret } of [oidcc.client, oidcc.client2, oidcc.client_secret_post]) {
    const { clientSecrets, redirectUris } = read("documents", "app", `${id}.json`);
    assert.deepEqual(clientSecrets, [{ sha256: hash(secret) }]);
    assert.deepEqual(redirectUris, ["https://suite.example/test/a/vestibule/callback"]);
  }
  const { registration } = read("documents", "tenant.json");
  assert.deepEqual(registration.initialAccessTokens, [{ sha256: hash(oidcc.client.initial_access_token) }]);
  for (const { client_id: id, jwks } of fapi.flatMap(({ client, client2 }) => [client, client2])) {
    const [{ d, ...known }] = jwks.keys;
    assert.ok(d);
    assert.deepEqual(read("documents", "app", `${id}.json`).jwks.keys, [known]);
  }
});

test("the documents have no fault, in development and out of it", () => {
  for (const flags of [[], ["--development"]]) {
    const checked = run("cargo", "run", "--quiet", "--bin", "vestibule", "--", "check", join(folder, "documents"), ...flags);
    assert.deepEqual([checked.status, checked.stdout], [0, "14 documents, no faults\n"], checked.stderr);
  }
});

test("another run has secrets of its own, and a call that lacks something is told what", () => {
  const secret = () => read("oidcc.json").client.client_secret;
  const before = secret();
  prepare(folder, "https://localhost:9443", "ada@conformance.example", "a password of hers");
  assert.notEqual(secret(), before);
  const { status, stderr } = prepare(folder);
  assert.equal(status, 1);
  assert.match(stderr, /^Usage: .* DIR ISSUER ADDRESS PASSWORD \[SUITE\]/);
});

test("where a request_uri is refused, a page that says so is as right as an answer at the client", () => {
  for (const plans of ["fapi2", "fapi2-signed"]) {
    const { override } = read(`${plans}.json`);
    for (const name of ["par-attempt-reuse-request_uri", "par-attempt-to-use-expired-request_uri", "par-attempt-to-use-request_uri-for-different-client"]) {
      const { tasks } = override[`fapi2-security-profile-final-${name}`].browser.at(-1);
      assert.deepEqual(tasks.map(({ optional, match }) => [optional, match.includes("/callback")]), [[true, false], [true, true]], name);
    }
  }
});

test("the person has claims that the suite takes: years count from 1850", () => {
  const { pages } = read("documents", "flow", "conformance.json");
  const { default: birthdate } = pages[0].inputs.find(({ attribute }) => attribute === "birthdate");
  assert.ok(Number(birthdate.slice(0, 4)) >= 1850, birthdate);
});
