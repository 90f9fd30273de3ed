// What an issuer starts with: documents in KV, tables in D1.

import { readFileSync } from "node:fs";
import { unstable_splitSqlQuery as splitStatements } from "wrangler";
import { inProject } from "../../../scripts/lib/paths.mjs";
import { sampleDocuments, sampleImages } from "../../../scripts/lib/sample.mjs";
import { filesUnder } from "../../../scripts/lib/stamp.mjs";

/** The sample tenant as objects by key, its applications moved from localhost to where the tests run them. */
export function movedSample(origins) {
  const entries = Object.entries(sampleDocuments()).map(([key, text]) => {
    let moved = text;
    for (const [from, to] of Object.entries(origins)) moved = moved.replaceAll(from, to);
    return [key, JSON.parse(moved)];
  });
  return Object.fromEntries(entries);
}

export async function putDocuments(kv, documents) {
  await Promise.all(Object.entries(documents).map(([key, value]) => kv.put(key, JSON.stringify(value))));
}

export async function putSampleImages(kv) {
  await Promise.all(Object.entries(sampleImages()).map(([key, bytes]) => kv.put(key, bytes)));
}

const migrations = () => filesUnder("assets/migrations").sort();

/** Applies the migrations whose number `takes`, all if left out. */
export async function migrate(database, takes = () => true) {
  for (const file of migrations().filter((file) => takes(file.match(/\/(\d+)_/)[1]))) {
    const statements = splitStatements(readFileSync(inProject(file), "utf8"));
    await database.batch(statements.map((statement) => database.prepare(statement)));
  }
}
