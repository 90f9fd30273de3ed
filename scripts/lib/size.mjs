import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { Failure } from "./run.mjs";
import { inProject } from "./paths.mjs";
import { filesUnder } from "./stamp.mjs";

/** What a Worker may weigh when it is uploaded: JavaScript and WebAssembly, gzipped. */
const budget = 820_000;

/** Weighs what wrangler would upload, and refuses what is over the budget. */
export function checkSize(folder) {
  const files = filesUnder(folder).filter((file) => /\.(js|wasm)$/.test(file));
  const size = files.reduce((sum, file) => sum + gzipSync(readFileSync(inProject(file)), { level: 9 }).length, 0);
  const said = `${(size / 1000).toFixed(1)} KB of ${budget / 1000} KB gzipped`;
  if (files.length < 2) throw new Failure(`${folder} does not hold a Worker.`);
  if (size > budget) throw new Failure(`The Worker is too big: ${said}.`);
  console.log(`  ${said}`);
}
