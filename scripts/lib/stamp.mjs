import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { alone } from "./lock.mjs";
import { inProject } from "./paths.mjs";

export const sha256 = (content) => createHash("sha256").update(content).digest("hex");

/** One hash over files and folders of the project, by path and content; what is absent counts as absent. */
export function hashFiles(paths) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesUnder).sort()) {
    hash.update(`${path}\0${sha256(readFileSync(inProject(path)))}\n`);
  }
  return hash.digest("hex");
}

/** The files under a path of the project, as paths of the project. */
export function filesUnder(path) {
  const absolute = inProject(path);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [path];
  return readdirSync(absolute).flatMap((name) => filesUnder(join(path, name)));
}

/**
 * Does work unless its stamp, a file next to its result, says that it was done with the same inputs. Deleting the
 * result deletes the stamp.
 */
export async function unlessStamped(stampFile, inputs, work) {
  const isCurrent = () => existsSync(stampFile) && readFileSync(stampFile, "utf8") === inputs;
  if (isCurrent()) return "unchanged";
  return alone(async () => {
    if (isCurrent()) return "unchanged";
    await work();
    mkdirSync(dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, inputs);
  });
}
