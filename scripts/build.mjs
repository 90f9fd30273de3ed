// Builds the Worker. wrangler runs this before `dev` and `deploy`; by hand: node scripts/build.mjs [local|release]

import { main } from "./lib/run.mjs";
import { installTools } from "./lib/tools.mjs";
import { buildWorker } from "./lib/worker.mjs";

const wranglerCommand = process.env.WRANGLER_COMMAND ?? "dev";
const name = process.argv[2] ?? (wranglerCommand === "dev" ? "local" : "release");

await main(async () => {
  await installTools();
  const outcome = await buildWorker(name);
  console.log(outcome === "unchanged" ? `The ${name} build is up to date.` : `The ${name} build is ready.`);
});
