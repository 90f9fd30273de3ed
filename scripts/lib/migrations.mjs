import { inProject } from "./paths.mjs";
import { runQuietly } from "./run.mjs";
import { filesUnder, hashFiles, unlessStamped } from "./stamp.mjs";
import { wrangler, wranglerEnvironment } from "./wrangler.mjs";

const migrations = "assets/migrations";

/** Brings the local database up to date. */
export async function applyMigrations() {
  if (filesUnder(migrations).length === 0) return "unchanged";
  const stamp = inProject(".wrangler", "state", "migrated");
  return unlessStamped(stamp, hashFiles([migrations]), () => {
    const [node, args] = wrangler("d1", "migrations", "apply", "DB", "--local");
    runQuietly(node, args, { env: { ...wranglerEnvironment, CI: "1" } });
  });
}
