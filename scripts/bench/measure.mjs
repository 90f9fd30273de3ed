// What scripts/bench.mjs runs on a Node.js that wrangler can use, once everything is built.

import { writeFileSync } from "node:fs";
import { root } from "../lib/paths.mjs";
import { main } from "../lib/run.mjs";
import { checkSystem } from "./cpu.mjs";
import { readOptions } from "./options.mjs";
import { pieces, timesOf } from "./pieces.mjs";
import { report, table } from "./report.mjs";
import { enrol, startSide } from "./side.mjs";

/** Rounds that are not counted: what runs often is compiled anew, and better, after a while. */
const warmUps = 2;

await main(async () => {
  const options = readOptions(process.argv.slice(2));
  checkSystem();
  const folders = [root, options.against].filter((folder) => folder !== null);
  const sides = [];
  try {
    for (const folder of folders) sides.push(await startSide(folder));
    for (const side of sides) await enrol(side);
    const rounds = await measure(sides, options);
    const result = report(folders, options, rounds);
    console.log(table(result));
    if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
  } finally {
    for (const side of sides) await side.issuer.stop();
  }
});

/** The rounds that count: in each, the milliseconds of one time by piece, a list of the sides'. */
async function measure(sides, options) {
  const rounds = [];
  for (let n = 0; n < warmUps + options.rounds; n += 1) {
    const name = n < warmUps ? `warm-up ${n + 1} of ${warmUps}` : `round ${n - warmUps + 1} of ${options.rounds}`;
    console.error(name);
    rounds.push(await round(sides, options, n % 2 === 1));
  }
  return rounds.slice(warmUps);
}

/** Each piece on each side, one right after the other; who begins changes from round to round. */
async function round(sides, { only, requests }, reversed) {
  const order = sides.map((_, n) => n);
  if (reversed) order.reverse();
  const round = {};
  for (const name of only) {
    const times = timesOf(name, requests);
    round[name] = [];
    for (const n of order) round[name][n] = (await pieces[name](sides[n], times)) / times;
  }
  return round;
}
