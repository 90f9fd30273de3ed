// `npm run bench`: the CPU time of a request. Against another checkout: npm run bench -- --against FOLDER

import { checkBuild } from "./bench/checkout.mjs";
import { readOptions } from "./bench/options.mjs";
import { installPackages, nodeForWrangler } from "./lib/packages.mjs";
import { inProject } from "./lib/paths.mjs";
import { main, run } from "./lib/run.mjs";
import { installTools } from "./lib/tools.mjs";
import { buildWorker } from "./lib/worker.mjs";
import { wranglerEnvironment } from "./lib/wrangler.mjs";

await main(async () => {
  const args = process.argv.slice(2);
  const { against } = readOptions(args);
  if (against !== null) checkBuild(against);
  await installPackages();
  await installTools();
  await buildWorker("release");
  await run(nodeForWrangler(), ["--no-warnings", inProject("scripts", "bench", "measure.mjs"), ...args], {
    env: { ...wranglerEnvironment, WRANGLER_LOG: "error" },
  });
});
