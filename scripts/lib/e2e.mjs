import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { caFile, makeCertificate } from "../../tests/e2e/harness/certificate.mjs";
import { extraNames } from "./extras.mjs";
import { nodeForWrangler } from "./packages.mjs";
import { inProject } from "./paths.mjs";
import { installPythonPackages } from "./python.mjs";
import { run } from "./run.mjs";
import { wranglerEnvironment } from "./wrangler.mjs";

const folder = "tests/e2e";
const conformance = "tests/conformance";

/** The end-to-end test files, but those of the extras left out. */
export function endToEndFiles(without) {
  const folders = [folder, conformance, ...extraNames.filter((name) => !without.includes(name)).map((name) => join(folder, name))];
  return folders.flatMap(testFilesIn);
}

/** Runs end-to-end tests one file after another, each with issuers of its own. */
export async function runEndToEnd(args) {
  makeCertificate();
  if (args.some((arg) => arg.includes("/python/"))) await installPythonPackages();
  const flags = ["--test", "--test-concurrency=1", "--test-timeout=600000", "--test-reporter=spec"];
  await run(nodeForWrangler(), ["--no-warnings", ...flags, ...args], {
    env: { ...wranglerEnvironment, WRANGLER_LOG: "error", NODE_EXTRA_CA_CERTS: caFile },
  });
}

function testFilesIn(path) {
  if (!existsSync(inProject(path))) return [];
  const names = readdirSync(inProject(path)).sort();
  return names.filter((name) => name.endsWith(".test.mjs")).map((name) => join(path, name));
}
