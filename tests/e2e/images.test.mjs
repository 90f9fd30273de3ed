// What the command line does with images in KV, on local state.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { commandLine } from "./harness/command-line.mjs";

const { documents, vestibule, tool, push, remove } = commandLine();
before(() => assert.equal(push().code, 0));
after(remove);

test("an image that another tool put into KV is told, pulled as it is, and replaced by the next push", () => {
  const file = join(documents, "image/woods.webp");
  const [original, other] = [readFileSync(file), readFileSync(join(documents, "image/woodgrove.png"))];
  const put = ["kv", "key", "put", "image/woods.webp", "--path", join(documents, "image/woodgrove.png")];
  tool(...put, "--binding", "CONFIG");
  assert.match(vestibule("diff", documents, "--development").out, /image\/woods\.webp\n  ~ another image/);
  assert.equal(vestibule("pull", documents, "--force").code, 0);
  assert.deepEqual(readFileSync(file), other);
  writeFileSync(file, original);
  assert.deepEqual(push().out.match(/(?<=wrote ).*/g), ["image/woods.webp"]);
});
