// `npm test`: everything. `npm test -- --without=browser,apache,python` leaves out what needs them.

import { rmSync } from "node:fs";
import { endToEndFiles, runEndToEnd } from "./lib/e2e.mjs";
import { checkExtras, readWithout } from "./lib/extras.mjs";
import { installPackages } from "./lib/packages.mjs";
import { inProject } from "./lib/paths.mjs";
import { checkPrerequisites } from "./lib/prerequisites.mjs";
import { main, run, step } from "./lib/run.mjs";
import { checkSize } from "./lib/size.mjs";
import { addRustComponents, installTools } from "./lib/tools.mjs";
import { buildWorker } from "./lib/worker.mjs";
import { wrangler, wranglerEnvironment } from "./lib/wrangler.mjs";

const upload = "build/upload";

await main(async () => {
  const without = readWithout(process.argv.slice(2));
  checkPrerequisites();
  checkExtras(without);
  await step("Installing npm packages", installPackages);
  await step("Installing the tools that build a Worker (minutes, once)", installTools);
  addRustComponents();
  await lint();
  await step("Unit and app tests", () => run("cargo", ["test", "--quiet"]));
  await step("The Worker as it is deployed", deployDryRun);
  await step("The Worker as it is tested", () => buildWorker("local"));
  await step("End-to-end tests", () => runEndToEnd(endToEndFiles(without)));
  console.log(without.length === 0 ? "\nEverything passed." : `\nPassed. Left out: ${without.join(", ")}.`);
});

async function lint() {
  const deny = ["--", "-D", "warnings"];
  const wasm = ["--lib", "--target", "wasm32-unknown-unknown"];
  await step("Format", () => run("cargo", ["fmt", "--check"]));
  await step("Lints", () => run("cargo", ["clippy", "--quiet", "--all-targets", ...deny]));
  await step("Lints for WebAssembly", () => run("cargo", ["clippy", "--quiet", ...wasm, ...deny]));
}

async function deployDryRun() {
  rmSync(inProject(upload), { recursive: true, force: true });
  const [node, args] = wrangler("deploy", "--dry-run", "--outdir", upload);
  await run(node, args, { env: wranglerEnvironment });
  checkSize(upload);
}
