import { existsSync } from "node:fs";
import { inProject } from "./paths.mjs";
import { Failure, run } from "./run.mjs";
import { hashFiles, unlessStamped } from "./stamp.mjs";

/** Installs the npm packages that package-lock.json names. */
export function installPackages() {
  const inputs = hashFiles(["package.json", "package-lock.json"]);
  return unlessStamped(inProject("node_modules", ".installed"), inputs, () =>
    run("npm", ["ci", "--loglevel=error"]),
  );
}

/** A Node.js that wrangler runs on: this one, or the one from npm when this one is too old. */
export function nodeForWrangler() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return process.execPath;
  const fromNpm = inProject("node_modules", "node", "bin", "node");
  if (existsSync(fromNpm)) return fromNpm;
  throw new Failure(
    "wrangler needs Node.js 22.12 or newer, and npm did not install its own. Delete node_modules and try again, or update Node.js.",
  );
}
