// Migrations on D1 itself: of a database that is in use no row is lost. Natively every version is tried (tests/migrations).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { Miniflare, convertV4MiniflareOptions } from "miniflare";
import { inProject } from "../../scripts/lib/paths.mjs";
import { migrate } from "./harness/state.mjs";

/** The version that `tests/support/rows.sql` has rows for. */
const filled = "0024";
const day = 24 * 3600;

let platform, database;

before(async () => {
  const worker = { name: "empty", modules: true, script: "export default {}", d1Databases: ["DB"] };
  platform = new Miniflare(convertV4MiniflareOptions({ workers: [worker] }));
  await platform.ready;
  database = (await platform.getBindings()).DB;
});
after(() => platform?.dispose());

test("no migration loses a row of a database in use", async () => {
  await migrate(database, (number) => number < filled);
  await fill(Math.floor(Date.now() / 1000) + day);
  const kept = await counts();
  assert.ok(Object.keys(kept).length > 20, Object.keys(kept).join(" "));
  await migrate(database, (number) => number >= filled);
  const now = await counts();
  for (const [table, count] of Object.entries(kept)) assert.equal(now[table], count, table);
});

/** Twenty rows of every table that grows, which end at `end`. */
async function fill(end) {
  const numbered = `RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20),
    r (i, id, account) AS (SELECT i, printf('rows-%08d', i), printf('rows-%08d-%022d', i, 0) FROM n)`;
  const text = readFileSync(inProject("tests/support/rows.sql"), "utf8");
  const sql = text.replaceAll("{r}", numbered).replaceAll("{begun}", String(end - day)).replaceAll("{end}", String(end));
  const statements = sql.split(";").filter((statement) => statement.includes("INSERT"));
  await database.batch(statements.map((statement) => database.prepare(statement)));
}

async function counts() {
  const tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'";
  const { results } = await database.prepare(tables).all();
  const count = async ({ name }) => [name, (await database.prepare(`SELECT count(*) AS n FROM ${name}`).first()).n];
  return Object.fromEntries(await Promise.all(results.map(count)));
}
