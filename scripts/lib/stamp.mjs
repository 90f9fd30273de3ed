import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { alone } from "./lock.mjs";
import { root } from "./paths.mjs";

export const sha256 = (content) => createHash("sha256").update(content).digest("hex");

/** One hash over files and folders of a checkout, by path and content; what is absent counts as absent. */
export function hashFiles(paths, checkout = root) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((path) => filesUnder(path, checkout)).sort()) {
    hash.update(`${path}\0${sha256(readFileSync(join(checkout, path)))}\n`);
  }
  return hash.digest("hex");
}

/** The files under a path of a checkout, as paths of the checkout. */
export function filesUnder(path, checkout = root) {
  const absolute = join(checkout, path);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [path];
  return readdirSync(absolute).flatMap((name) => filesUnder(join(path, name), checkout));
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
