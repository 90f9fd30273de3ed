// `npm run e2e`: the end-to-end tests alone; with arguments, those files: npm run e2e -- tests/e2e/smoke.test.mjs

import { endToEndFiles, runEndToEnd } from "./lib/e2e.mjs";
import { checkExtras, readWithout } from "./lib/extras.mjs";
import { installPackages } from "./lib/packages.mjs";
import { main } from "./lib/run.mjs";
import { installTools } from "./lib/tools.mjs";
import { buildWorker } from "./lib/worker.mjs";

await main(async () => {
  const args = process.argv.slice(2);
  const without = readWithout(args);
  const rest = args.filter((arg) => !arg.startsWith("--without="));
  const namesFiles = rest.some((arg) => arg.endsWith(".mjs"));
  if (!namesFiles) checkExtras(without);
  await installPackages();
  await installTools();
  await buildWorker("local");
  await runEndToEnd(namesFiles ? rest : [...rest, ...endToEndFiles(without)]);
});
