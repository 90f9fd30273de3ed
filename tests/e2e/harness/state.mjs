// What an issuer starts with: documents in KV, tables in D1.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unstable_splitSqlQuery as splitStatements } from "wrangler";
import { root } from "../../../scripts/lib/paths.mjs";
import { sampleDocuments, sampleImages } from "../../../scripts/lib/sample.mjs";
import { filesUnder } from "../../../scripts/lib/stamp.mjs";

/** The sample tenant as objects by key, its applications moved from localhost to where the tests run them. */
export function movedSample(origins, checkout = root) {
  const entries = Object.entries(sampleDocuments(checkout)).map(([key, text]) => {
    let moved = text;
    for (const [from, to] of Object.entries(origins)) moved = moved.replaceAll(from, to);
    return [key, JSON.parse(moved)];
  });
  return Object.fromEntries(entries);
}

export async function putDocuments(kv, documents) {
  await Promise.all(Object.entries(documents).map(([key, value]) => kv.put(key, JSON.stringify(value))));
}

export async function putSampleImages(kv, checkout = root) {
  await Promise.all(Object.entries(sampleImages(checkout)).map(([key, bytes]) => kv.put(key, bytes)));
}

/** Applies a checkout's migrations whose number it `takes`, all if left out. */
export async function migrate(database, takes = () => true, checkout = root) {
  const migrations = filesUnder("assets/migrations", checkout).sort();
  for (const file of migrations.filter((file) => takes(file.match(/\/(\d+)_/)[1]))) {
    const statements = splitStatements(readFileSync(join(checkout, file), "utf8"));
    await database.batch(statements.map((statement) => database.prepare(statement)));
  }
}
