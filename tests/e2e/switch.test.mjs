// What the command line switches off, deletes and rotates in D1, on local state.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { commandLine } from "./harness/command-line.mjs";

const { documents, vestibule, push, migrate, sql, editTenant, remove } = commandLine();
before(() => {
  migrate();
  assert.equal(push().code, 0);
});
after(remove);

test("purge deletes what is kept of a retired attribute, and refuses one that is in use", () => {
  const oid = "0d9c7f7e-1111-4222-8333-444455556666";
  sql(`INSERT INTO accounts (oid, user_type, creation_type, idp, created_at, updated_at)
       VALUES ('${oid}', 'member', 'SelfServiceSignUp', 'mail', 1, 1)`);
  sql(`INSERT INTO attributes (account, name, value, updated_at)
       VALUES ('${oid}', 'interests', '["travel"]', 1), ('${oid}', 'city', '"Oslo"', 1)`);
  const purge = () => vestibule("attributes", "purge", "interests");
  assert.match(purge().err, /the tenant has interests in use; write `"retired": true` into \/attributes\/interests/);
  editTenant((tenant) => (tenant.attributes.interests.retired = true));
  assert.equal(push().code, 0);
  assert.equal(purge().out, "interests is gone from 1 account, and from the answers of 0 runs\n");
  assert.deepEqual(sql("SELECT name FROM attributes"), [{ name: "city" }]);
  assert.match(vestibule("attributes", "purge", "city").err, /`city` is no custom attribute/);
});

test("disable switches off for the next statement, enable on again, and both can be repeated", () => {
  const said = (command) => vestibule(command, "flow", "supplier").out;
  assert.equal(said("disable"), "flow supplier is switched off\n");
  assert.equal(said("disable"), "flow supplier was switched off already\n");
  assert.equal(said("enable"), "flow supplier is switched on again\n");
  assert.equal(said("enable"), "flow supplier was not switched off\n");
});

test("an application that is in no document is switched off by its id, whatever folder is named", () => {
  for (const id of ["dyn-5f1d7c2e-8a3b-4c6d-9e0f-1a2b3c4d5e6f", "https://tools.example/client.json"]) {
    const said = (...words) => vestibule(...words, "app", id).out;
    assert.equal(said("disable", "--dir", documents), `app ${id} is switched off\n`);
    assert.equal(said("enable"), `app ${id} is switched on again\n`);
  }
  assert.match(vestibule("disable", "--dir", documents, "app", "no-such-app").err, /names no app no-such-app/);
});

test("keys rotate asks for a successor of the key that signs, and list tells of both", () => {
  assert.equal(vestibule("keys", "list").out, "there are no keys yet; each is made when it is first needed\n");
  assert.match(vestibule("keys", "rotate", "ES256").err, /there is no ES256 key to follow/);
  const now = Math.floor(Date.now() / 1000);
  const add = (kid, generation, signsAt) =>
    sql(`INSERT INTO signing_keys (kid, alg, generation, public, sealed, master_key, created_at, signs_at)
         VALUES ('${kid}', 'ES256', ${generation}, '{"kty":"EC","crv":"P-256","x":"x","y":"y"}', 's', 'k1', ${now - 60}, ${signsAt})`);
  add("one", 1, now - 60);
  assert.match(vestibule("keys", "rotate", "ES256").out, /^a successor of one is published within ten minutes/);
  const [{ rotate_at }] = sql("SELECT rotate_at FROM signing_keys");
  assert.ok(rotate_at >= now && rotate_at < now + 60);
  add("two", 2, now + 172_800);
  assert.match(vestibule("keys", "rotate", "ES256").out, /^two is published, and signs from /);
  assert.deepEqual(sql("SELECT signs_at FROM signing_keys WHERE kid = 'two'"), [{ signs_at: now - 60 + 900 }]);
  assert.match(vestibule("keys", "list").out, /^one +ES256 signing .*\ntwo +ES256 next /);
});
