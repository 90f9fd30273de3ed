// What the command line writes to KV and reads from it, on local state.

import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { inProject } from "../../scripts/lib/paths.mjs";
import { commandLine } from "./harness/command-line.mjs";

const { folder, documents, vestibule, push, editTenant, remove } = commandLine();
after(remove);

test("push writes what is named before what names it", () => {
  const { code, out } = push();
  assert.equal(code, 0);
  const wrote = out.match(/(?<=wrote ).*/g);
  assert.equal(wrote.length, 18);
  assert.ok(wrote.slice(0, 5).every((key) => key.startsWith("image/")));
  assert.equal(wrote[5], "tenant");
  assert.ok(wrote.slice(6, 10).every((key) => /^(flow|api)\//.test(key)));
  assert.ok(wrote.slice(10).every((key) => key.startsWith("app/")));
});

test("push refuses what does not check, and writes nothing", () => {
  const file = join(documents, "flow/customer.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("member", "king"));
  const { code, out } = push();
  assert.equal(code, 1);
  assert.match(out, /flow\/customer \/accountType: `king` is not allowed/);
  assert.match(vestibule("diff", documents, "--development").out, /~ \/accountType: "member" → "king"/);
});

test("pull writes what is stored, and replaces a file that differs only if told", () => {
  assert.match(vestibule("pull", documents).err, /customer\.json differs\nnothing was written/);
  const { code, out } = vestibule("pull", documents, "--force");
  assert.deepEqual([code, out.match(/wrote/g).length], [0, 1]);
  const elsewhere = join(folder, "pulled");
  assert.equal(vestibule("pull", elsewhere).code, 0);
  for (const file of ["tenant.json", "flow/supplier.json", "app/demo-shop.json"])
    assert.equal(readFileSync(join(elsewhere, file), "utf8"), readFileSync(inProject("assets/sample", file), "utf8"));
});

test("push deletes what is gone from the folder only if told, what names before what is named, and leaves the rest", () => {
  for (const key of ["flow/customer", "app/woodgrove-shop", "app/woodgrove-mobile", "app/demo-shop"])
    rmSync(join(documents, `${key}.json`));
  assert.match(push().out, /flow\/customer is in KV and not in the folder; --delete deletes it/);
  const { code, out } = push("--delete");
  assert.equal(code, 0);
  const deleted = out.match(/(?<=deleted ).*/g);
  assert.equal(deleted.length, 4);
  assert.equal(deleted.at(-1), "flow/customer");
  assert.equal(push("--delete").out, "9 documents unchanged\n");
});

test("push refuses an attribute of another type than KV's tenant has, and writes nothing", () => {
  const typed = (type) => editTenant((tenant) => (tenant.attributes.interests.dataType = type));
  typed("string");
  rmSync(join(documents, "flow/customer.json"), { force: true });
  const { code, out } = push();
  assert.equal(code, 1);
  assert.match(out, /tenant \/attributes\/interests\/dataType: is string, but `interests` was served as stringColl/);
  typed("stringCollection");
  assert.equal(push().code, 0);
});
