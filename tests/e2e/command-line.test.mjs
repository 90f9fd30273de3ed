// What the command line does through wrangler, on local state.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { inProject } from "../../scripts/lib/paths.mjs";
import { wrangler } from "../../scripts/lib/wrangler.mjs";

let folder;
let documents;

before(() => {
  mkdirSync(inProject(".wrangler"), { recursive: true });
  folder = mkdtempSync(inProject(".wrangler", "command-line-"));
  documents = join(folder, "documents");
  cpSync(inProject("assets/sample"), documents, { recursive: true });
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("push writes what is named before what names it", () => {
  const { code, out } = push("--development");
  assert.equal(code, 0);
  const wrote = out.match(/(?<=wrote ).*/g);
  assert.equal(wrote.length, 16);
  assert.ok(wrote.slice(0, 5).every((key) => key.startsWith("image/")));
  assert.equal(wrote[5], "tenant");
  assert.ok(wrote.slice(6, 9).every((key) => key.startsWith("flow/")));
});

test("push refuses what does not check, and writes nothing", () => {
  const file = join(documents, "flow/customer.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("member", "king"));
  const { code, out } = push("--development");
  assert.equal(code, 1);
  assert.match(out, /flow\/customer \/accountType: `king` is not allowed/);
  assert.match(vestibule("diff", documents, ...here, "--development").out, /~ \/accountType: "member" → "king"/);
});

test("pull writes what is stored, and replaces a file that differs only if told", () => {
  assert.match(vestibule("pull", documents, ...here).err, /customer\.json differs\nnothing was written/);
  const { code, out } = vestibule("pull", documents, ...here, "--force");
  assert.deepEqual([code, out.match(/wrote/g).length], [0, 1]);
  const elsewhere = join(folder, "pulled");
  assert.equal(vestibule("pull", elsewhere, ...here).code, 0);
  for (const file of ["tenant.json", "flow/supplier.json", "app/demo-shop.json"])
    assert.equal(readFileSync(join(elsewhere, file), "utf8"), readFileSync(inProject("assets/sample", file), "utf8"));
});

test("an image that another tool put into KV is told, pulled as it is, and replaced by the next push", () => {
  const file = join(documents, "image/woods.webp");
  const [original, other] = [readFileSync(file), readFileSync(join(documents, "image/woodgrove.png"))];
  const [node, args] = wrangler("kv", "key", "put", "image/woods.webp", "--path", join(documents, "image/woodgrove.png"));
  const place = ["--binding", "CONFIG", "--local", "--persist-to", join(folder, "state")];
  assert.equal(spawnSync(node, [...args, ...place], { cwd: inProject(".") }).status, 0);
  assert.match(vestibule("diff", documents, ...here, "--development").out, /image\/woods\.webp\n  ~ another image/);
  assert.equal(vestibule("pull", documents, ...here, "--force").code, 0);
  assert.deepEqual(readFileSync(file), other);
  writeFileSync(file, original);
  assert.deepEqual(push("--development").out.match(/(?<=wrote ).*/g), ["image/woods.webp"]);
});

test("push deletes what is gone from the folder only if told, what names before what is named, and leaves the rest", () => {
  for (const key of ["flow/customer", "app/woodgrove-shop", "app/woodgrove-mobile", "app/demo-shop"])
    rmSync(join(documents, `${key}.json`));
  assert.match(push("--development").out, /flow\/customer is in KV and not in the folder; --delete deletes it/);
  const { code, out } = push("--development", "--delete");
  assert.equal(code, 0);
  const deleted = out.match(/(?<=deleted ).*/g);
  assert.equal(deleted.length, 4);
  assert.equal(deleted.at(-1), "flow/customer");
  assert.equal(push("--development", "--delete").out, "7 documents unchanged\n");
});

test("push refuses an attribute of another type than KV's tenant has, and writes nothing", () => {
  const typed = (type) => editTenant((tenant) => (tenant.attributes.interests.dataType = type));
  typed("string");
  rmSync(join(documents, "flow/customer.json"), { force: true });
  const { code, out } = push("--development");
  assert.equal(code, 1);
  assert.match(out, /tenant \/attributes\/interests\/dataType: is string, but `interests` was served as stringColl/);
  typed("stringCollection");
  assert.equal(push("--development").code, 0);
});

test("purge deletes what is kept of a retired attribute, and refuses one that is in use", () => {
  migrate();
  const sql = (text) => {
    const words = ["d1", "execute", "DB", "--local", "--persist-to", join(folder, "state"), "--json", "--command", text];
    const [node, args] = wrangler(...words);
    const { status, stdout, stderr } = spawnSync(node, args, {
      cwd: inProject("."),
      encoding: "utf8",
      env: { ...process.env, WRANGLER_LOG: "log" },
    });
    assert.equal(status, 0, stdout + stderr);
    return JSON.parse(stdout)[0].results;
  };
  const oid = "0d9c7f7e-1111-4222-8333-444455556666";
  sql(`INSERT INTO accounts (oid, user_type, creation_type, idp, created_at, updated_at)
       VALUES ('${oid}', 'member', 'SelfServiceSignUp', 'mail', 1, 1)`);
  sql(`INSERT INTO attributes (account, name, value, updated_at)
       VALUES ('${oid}', 'interests', '["travel"]', 1), ('${oid}', 'city', '"Oslo"', 1)`);
  const purge = () => vestibule("attributes", "purge", "interests", ...here);
  assert.match(purge().err, /the tenant has interests in use; write `"retired": true` into \/attributes\/interests/);
  editTenant((tenant) => (tenant.attributes.interests.retired = true));
  assert.equal(push("--development").code, 0);
  assert.equal(purge().out, "interests is gone from 1 account, and from the answers of 0 runs\n");
  assert.deepEqual(sql("SELECT name FROM attributes"), [{ name: "city" }]);
  assert.match(vestibule("attributes", "purge", "city", ...here).err, /`city` is no custom attribute/);
});

test("disable switches off for the next statement, enable on again, and both can be repeated", () => {
  migrate();
  const said = (command) => vestibule(command, "flow", "supplier", ...here).out;
  assert.equal(said("disable"), "flow supplier is switched off\n");
  assert.equal(said("disable"), "flow supplier was switched off already\n");
  assert.equal(said("enable"), "flow supplier is switched on again\n");
  assert.equal(said("enable"), "flow supplier was not switched off\n");
});

const here = ["--local", "--persist-to"];
const push = (...flags) => vestibule("push", documents, ...here, ...flags);

function migrate() {
  const [node, args] = wrangler("d1", "migrations", "apply", "DB", "--local", "--persist-to", join(folder, "state"));
  assert.equal(spawnSync(node, args, { cwd: inProject("."), env: { ...process.env, CI: "1" } }).status, 0);
}

function editTenant(edit) {
  const file = join(documents, "tenant.json");
  const tenant = JSON.parse(readFileSync(file, "utf8"));
  edit(tenant);
  writeFileSync(file, JSON.stringify(tenant, null, 2));
}

/** Runs the command line; `--persist-to` at the end of `here` is followed by this test's own folder. */
function vestibule(...words) {
  const args = words.flatMap((word) => (word === "--persist-to" ? [word, join(folder, "state")] : [word]));
  const command = ["run", "--quiet", "--bin", "vestibule", "--", ...args];
  const { status, stdout, stderr } = spawnSync("cargo", command, { cwd: inProject("."), encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}
