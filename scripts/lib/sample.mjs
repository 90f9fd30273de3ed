import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { nodeForWrangler } from "./packages.mjs";
import { inProject, root } from "./paths.mjs";
import { runQuietly } from "./run.mjs";
import { filesUnder, sha256 } from "./stamp.mjs";
import { wranglerEnvironment } from "./wrangler.mjs";

const folder = "assets/sample";

/** What an earlier start wrote: the hash of each document and image, by key. */
export const recordFile = inProject(".wrangler", "state", "sample.json");

/** The documents of the sample tenant, as text by key; a key is the path without `.json`. */
export function sampleDocuments(checkout = root) {
  const files = filesUnder(folder, checkout).filter((file) => file.endsWith(".json"));
  return Object.fromEntries(
    files.map((file) => [
      relative(folder, file).replaceAll("\\", "/").replace(/\.json$/, ""),
      readFileSync(join(checkout, file), "utf8"),
    ]),
  );
}

/** The images of the sample tenant, as bytes by key. */
export function sampleImages(checkout = root) {
  const files = filesUnder(`${folder}/image`, checkout);
  const key = (file) => relative(folder, file).replaceAll("\\", "/");
  return Object.fromEntries(files.map((file) => [key(file), readFileSync(join(checkout, file))]));
}

export const hashes = (documents) =>
  Object.fromEntries(Object.entries(documents).map(([key, content]) => [key, sha256(content)]));

export const readRecord = () => (existsSync(recordFile) ? JSON.parse(readFileSync(recordFile, "utf8")) : {});

/** Loads the sample tenant into local KV. */
export async function loadSample() {
  if (sameEntries(readRecord(), hashes({ ...sampleDocuments(), ...sampleImages() }))) return "unchanged";
  const said = runQuietly(nodeForWrangler(), ["--no-warnings", inProject("scripts", "seed.mjs")], {
    env: { ...wranglerEnvironment, WRANGLER_LOG: "error" },
  });
  if (said !== "") console.log(said);
}

function sameEntries(one, other) {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
