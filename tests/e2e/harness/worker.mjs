// The built Worker in workerd, with the bindings that wrangler.toml gives it.

import { createServer } from "node:net";
import { join } from "node:path";
import { Log, LogLevel, Miniflare, convertV4MiniflareOptions } from "miniflare";
import { unstable_getMiniflareWorkerOptions as readWranglerToml, unstable_readConfig as readConfig } from "wrangler";
import { root } from "../../../scripts/lib/paths.mjs";
import { buildFolder } from "../../../scripts/lib/worker.mjs";
import { serverCertificate } from "./certificate.mjs";

/**
 * Starts the Worker: `{ env, schedule(), restart(vars), stop() }`. `env` holds the bindings KV `CONFIG` and D1 `DB`; a restart
 * begins a new isolate and keeps what they hold; `schedule` sets the cron trigger off.
 */
export async function startWorker({ vars, ...how }) {
  const options = (bindings) => workerOptions({ ...how, bindings });
  const worker = new Miniflare(options(vars));
  await worker.ready;
  const started = {
    env: await worker.getBindings(),
    schedule: async () => (await worker.getWorker()).scheduled({ cron: "*/10 * * * *" }),
    restart: async (newVars) => {
      await worker.setOptions(options(newVars));
      started.env = await worker.getBindings();
    },
    stop: () => worker.dispose(),
  };
  return started;
}

function workerOptions({ port, https, stateFolder, bindings, onLog, ...optional }) {
  const { checkout = root, build = "local", direct = false, outside = {} } = optional;
  const modulesRoot = buildFolder(build, checkout);
  return convertV4MiniflareOptions({
    host: "127.0.0.1",
    port: direct ? 0 : port,
    ...(https ? secured() : {}),
    resourcePersistencePath: stateFolder,
    cf: false,
    log: outside.log ?? new Log(LogLevel.NONE),
    handleStructuredLogs: onLog,
    workers: [
      {
        ...wranglerToml(checkout),
        modulesRoot,
        modules: [
          { type: "ESModule", path: `${modulesRoot}/index.js` },
          { type: "CompiledWasm", path: `${modulesRoot}/index_bg.wasm` },
        ],
        bindings,
        ...(direct ? { assets: undefined, unsafeDirectSockets: [{ host: "127.0.0.1", port }] } : {}),
        ...outside.options,
      },
    ],
  });
}

function secured() {
  const { key, cert } = serverCertificate();
  return { https: true, httpsKey: String(key), httpsCert: String(cert) };
}

/** Everything but the variables, which an issuer under test gets from its test alone. */
function wranglerToml(checkout) {
  const config = readConfig({ config: join(checkout, "wrangler.toml") }, { hideWarnings: true });
  const { workerOptions: options } = readWranglerToml({ ...config, vars: {} });
  return { ...options, name: config.name };
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
