import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../lib/run.mjs";
import { isCurrent } from "../lib/worker.mjs";

/** What the bench reads of a checkout, beside its build. */
const parts = ["wrangler.toml", "assets/migrations", "assets/public", "assets/sample"];

/** Refuses a folder that is no checkout or has no release build; says when the build is not of its sources. */
export function checkBuild(folder) {
  const missing = parts.filter((part) => !existsSync(join(folder, part)));
  if (missing.length > 0) throw new Failure(`${folder} is no checkout of Vestibule: it lacks ${missing.join(", ")}.`);
  const isBuilt = ["index.js", "index_bg.wasm"].every((file) => existsSync(join(folder, "build", "release", file)));
  if (!isBuilt) throw new Failure(`There is no release build in ${folder}. Make it there: node scripts/build.mjs release`);
  if (isCurrent("release", folder)) return;
  console.error(`The sources in ${folder} have changed since its release build. What is measured is the build.`);
}
