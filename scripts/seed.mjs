// Puts the sample tenant's documents and images into local KV. One that is still what an earlier start wrote is replaced or
// removed; one that was edited since is left alone. `npm start` runs this on a Node.js that wrangler can use.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { getPlatformProxy } from "wrangler";
import { inProject } from "./lib/paths.mjs";
import { hashes, readRecord, recordFile, sampleDocuments, sampleImages } from "./lib/sample.mjs";
import { sha256 } from "./lib/stamp.mjs";

const documents = { ...sampleDocuments(), ...sampleImages() };
const written = readRecord();
const { env, dispose } = await getPlatformProxy({ configPath: inProject("wrangler.toml") });

for (const key of new Set([...Object.keys(written), ...Object.keys(documents)])) {
  const bytes = await env.CONFIG.get(key, "arrayBuffer");
  const stored = bytes && sha256(new Uint8Array(bytes));
  const sample = documents[key] && sha256(documents[key]);
  const edited = stored !== null && stored !== sample && stored !== written[key];
  if (edited) console.log(`  ${key} was edited and stays as it is`);
  else if (documents[key] === undefined) await env.CONFIG.delete(key);
  else if (stored !== sample) await env.CONFIG.put(key, documents[key]);
}

await dispose();
mkdirSync(dirname(recordFile), { recursive: true });
writeFileSync(recordFile, `${JSON.stringify(hashes(documents), null, 2)}\n`);
