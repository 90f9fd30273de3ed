import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { inProject } from "./paths.mjs";
import { Failure, probe } from "./run.mjs";

/** Checks what the project can't install by itself, and names everything that is missing at once. */
export function checkPrerequisites() {
  const faults = [node(), npm(), rust(), cCompiler()].filter(Boolean);
  if (faults.length > 0) throw new Failure(`Something is missing:\n\n- ${faults.join("\n- ")}`);
}

function node() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= 20) return null;
  return `Node.js 20 or newer is needed; this is ${process.versions.node}. Install it from https://nodejs.org.`;
}

function npm() {
  if (probe("npm", ["--version"]).ok) return null;
  return "npm is needed and was not found. It comes with Node.js: https://nodejs.org.";
}

function rust() {
  const wanted = readFileSync(inProject("Cargo.toml"), "utf8").match(/^rust-version = "(.+)"/m)[1];
  const version = probe("rustc", ["--version"]);
  if (!version.ok || !probe("cargo", ["--version"]).ok) {
    return `Rust ${wanted} or newer is needed, and rustc or cargo did not run. Install it with rustup, https://rustup.rs, and open a new terminal.${said(version.output)}`;
  }
  const found = version.output.match(/rustc (\d+\.\d+)/)?.[1] ?? "0.0";
  if (minor(found) >= minor(wanted)) return null;
  return `Rust ${wanted} or newer is needed; this is ${found}. Run: rustup update stable`;
}

const minor = (version) => Number(version.split(".")[1]);

function cCompiler() {
  const compiler = process.env.CC ?? "cc";
  const version = probe(compiler, ["--version"]);
  if (version.ok) return null;
  return `A C compiler is needed, and ${compiler} did not run. On Debian and Ubuntu: apt-get install build-essential. On macOS: xcode-select --install.${said(version.output)}`;
}

const said = (output) => (output === "" ? "" : `\n  It said: ${output}`);

/** Refuses a port that something else listens on. */
export async function checkPort(port) {
  for (const host of ["127.0.0.1", "localhost"]) {
    if (!(await isFree(port, host))) {
      throw new Failure(`Port ${port} is taken. Stop what listens there, or choose another: PORT=${port + 1} npm start`);
    }
  }
}

function isFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code !== "EADDRINUSE"));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
