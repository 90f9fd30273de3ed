import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "../../../scripts/lib/paths.mjs";
import { wrangler } from "../../../scripts/lib/wrangler.mjs";

/** The command line with local state of its own, empty, and the sample's documents in a folder. Remove it with `remove()`. */
export function commandLine() {
  mkdirSync(inProject(".wrangler"), { recursive: true });
  const folder = mkdtempSync(inProject(".wrangler", "command-line-"));
  const documents = join(folder, "documents");
  cpSync(inProject("assets/sample"), documents, { recursive: true });
  const here = ["--local", "--persist-to", join(folder, "state")];

  /** Runs `vestibule` on the local state: what it wrote, and its exit code. */
  function vestibule(...words) {
    const command = ["run", "--quiet", "--bin", "vestibule", "--", ...words, ...here];
    const { status, stdout, stderr } = spawnSync("cargo", command, { cwd: inProject("."), encoding: "utf8" });
    return { code: status, out: stdout, err: stderr };
  }

  /** Runs `wrangler` on the local state, which must succeed: what it wrote. */
  function tool(...words) {
    const [node, args] = wrangler(...words, ...here);
    const env = { ...process.env, CI: "1", WRANGLER_LOG: "log" };
    const { status, stdout, stderr } = spawnSync(node, args, { cwd: inProject("."), encoding: "utf8", env });
    assert.equal(status, 0, stdout + stderr);
    return stdout;
  }

  return {
    folder,
    documents,
    vestibule,
    push: (...flags) => vestibule("push", documents, "--development", ...flags),
    tool,
    migrate: () => tool("d1", "migrations", "apply", "DB"),
    sql: (text) => JSON.parse(tool("d1", "execute", "DB", "--json", "--command", text))[0].results,
    editTenant: (edit) => {
      const file = join(documents, "tenant.json");
      const tenant = JSON.parse(readFileSync(file, "utf8"));
      edit(tenant);
      writeFileSync(file, JSON.stringify(tenant, null, 2));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
