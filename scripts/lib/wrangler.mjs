import { inProject } from "./paths.mjs";
import { nodeForWrangler } from "./packages.mjs";

/** Keeps wrangler from calling home: everything here works without a network and without an account. */
export const wranglerEnvironment = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_LOG_PATH: inProject(".wrangler", "logs"),
  WRANGLER_SEND_METRICS: "false",
};

/** The command line that runs wrangler, as [program, arguments]. */
export const wrangler = (...args) => [
  nodeForWrangler(),
  ["--no-warnings", inProject("node_modules", "wrangler", "wrangler-dist", "cli.js"), ...args],
];
