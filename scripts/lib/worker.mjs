import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProject, root } from "./paths.mjs";
import { run } from "./run.mjs";
import { hashFiles, unlessStamped } from "./stamp.mjs";
import { toolEnvironment, workerBuild } from "./tools.mjs";

const builds = {
  /** Quick after an edit: for `npm start`, `wrangler dev` and the tests. */
  local: ["--profile", "local", "--no-opt"],
  /** Optimised: for deploying. */
  release: ["--release"],
};

const inputs = ["build.rs", "src", "assets", ".cargo", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml"];

/** The folder of a build: `index.js` and `index_bg.wasm`. */
export const buildFolder = (name, checkout = root) => join(checkout, "build", name);

const stampFile = (name, checkout) => join(buildFolder(name, checkout), ".built-from");

/** Whether a checkout's build was made of its sources as they are now. */
export function isCurrent(name, checkout) {
  const stamp = stampFile(name, checkout);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hashFiles(inputs, checkout);
}

/** Builds the Worker in one of two ways, and makes it the one that wrangler takes. */
export async function buildWorker(name) {
  const outcome = await unlessStamped(stampFile(name, root), hashFiles(inputs), () =>
    run(workerBuild, ["--out-dir", `build/${name}`, ...builds[name]], { env: toolEnvironment() }),
  );
  chooseForWrangler(name);
  return outcome;
}

function chooseForWrangler(name) {
  const entry = inProject("build", "index.js");
  const content = `export * from "./${name}/index.js";\nexport { default } from "./${name}/index.js";\n`;
  if (existsSync(entry) && readFileSync(entry, "utf8") === content) return;
  mkdirSync(inProject("build"), { recursive: true });
  writeFileSync(entry, content);
}
