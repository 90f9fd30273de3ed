import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "./paths.mjs";
import { Failure, probe, run, runQuietly } from "./run.mjs";
import { unlessStamped } from "./stamp.mjs";

const wasmTarget = "wasm32-unknown-unknown";
const tools = inProject(".tools");
const buildFolder = join(tools, "target");

/** Installs what turns the crate into a Worker: the wasm target, worker-build and wasm-bindgen. */
export async function installTools() {
  addWasmTarget();
  const wanted = `worker-build ${workerBuildVersion}, wasm-bindgen-cli ${wasmBindgenVersion()}\n`;
  return unlessStamped(join(tools, "installed"), wanted, async () => {
    await cargoInstall("worker-build", "worker-build", workerBuildVersion);
    await cargoInstall("wasm-bindgen-cli", "wasm-bindgen", wasmBindgenVersion());
    rmSync(buildFolder, { recursive: true, force: true });
  });
}

/** Tells worker-build where its tools are, so that it downloads none. */
export const toolEnvironment = () => ({
  WASM_BINDGEN_BIN: join(tools, "bin", "wasm-bindgen"),
  ESBUILD_BIN: inProject("node_modules", ".bin", "esbuild"),
  WASM_OPT_BIN: inProject("node_modules", ".bin", "wasm-opt"),
});

export const workerBuild = join(tools, "bin", "worker-build");

const workerBuildVersion = "0.8.7";

function wasmBindgenVersion() {
  const lock = readFileSync(inProject("Cargo.lock"), "utf8");
  return lock.match(/name = "wasm-bindgen"\nversion = "(.+)"/)[1];
}

function addWasmTarget() {
  const sysroot = runQuietly("rustc", ["--print", "sysroot"]);
  if (existsSync(join(sysroot, "lib", "rustlib", wasmTarget))) return;
  if (!probe("rustup", ["--version"]).ok) {
    throw new Failure(`Rust's target ${wasmTarget} is missing, and so is rustup, which installs it: https://rustup.rs`);
  }
  runQuietly("rustup", ["target", "add", wasmTarget]);
}

/** Installs what formats and lints, where the toolchain came without. */
export function addRustComponents() {
  for (const [component, command] of [["rustfmt", "fmt"], ["clippy", "clippy"]]) {
    if (probe("cargo", [command, "--version"]).ok) continue;
    runQuietly("rustup", ["component", "add", component]);
  }
}

/** Installs one program of a crate, with the crate's own Cargo.lock unless the registry lacks what that names. */
async function cargoInstall(crate, program, version) {
  const what = [crate, "--bin", program, "--version", `=${version}`, "--debug"];
  const where = ["--root", tools, "--target-dir", buildFolder];
  const env = { CARGO_PROFILE_DEV_DEBUG: "0" };
  try {
    await run("cargo", ["install", ...what, ...where, "--locked"], { env });
  } catch {
    console.log(`  ${crate} could not be built with its own Cargo.lock; trying without`);
    await run("cargo", ["install", ...what, ...where], { env });
  }
}
