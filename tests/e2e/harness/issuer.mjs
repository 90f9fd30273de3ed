import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { newMasterKey } from "../../../scripts/lib/dev-vars.mjs";
import { inProject } from "../../../scripts/lib/paths.mjs";
import { startApplication } from "./application.mjs";
import { readOutbox, waitForMail } from "./outbox.mjs";
import { startProxy } from "./proxy.mjs";
import { migrate, movedSample, putDocuments, putSampleImages } from "./state.mjs";
import { freePort, startWorker } from "./worker.mjs";

/**
 * Starts an issuer on `localhost` with the sample tenant and state of its own.
 *
 * - `https`: behind the tests' certificate; with false, as a newcomer has it
 * - `proxied`: the Worker speaks plain http, at the address `own`, to a proxy that has the certificate
 * - `documents`: changes the sample's documents, objects by key, before they are loaded
 * - `vars`: more variables and secrets; null takes one away
 * - `checkout`, `build`: the folder of another checkout, and which of its builds
 * - `direct`: requests reach the Worker with nothing of Miniflare's in between; so it has no static files
 * - `outside`: what stands for the world outside, `{ options, log }` of Miniflare's
 *
 * `documents` are those that were loaded; `logs` has each line as `{ level, message }`; SHOW_LOGS=1 prints them as they come.
 *
 * The sample's applications are moved from `http://localhost:3000` and `:3001` to `apps.suppliers` (and `apps.shop`, the
 * same one) and `apps.procurement`, which listen on 127.0.0.1: another site than the issuer's.
 */
export async function startIssuer({ https = true, proxied = false, vars = {}, ...optional } = {}) {
  const { documents = (sample) => sample, ...how } = optional;
  checkTrust(https);
  const port = await freePort();
  const issuer = `${https ? "https" : "http"}://localhost:${port}`;
  const stateFolder = newStateFolder();
  const [first, second] = [await startApplication(), await startApplication()];
  const logs = [];
  const started = variables(issuer, vars);
  const own = proxied ? await freePort() : port;
  const reached = { port: own, https: https && !proxied };
  const worker = await startWorker({ ...reached, stateFolder, vars: started, onLog: keepIn(logs), ...how });
  const proxy = proxied ? await startProxy({ port, to: own }) : null;
  const sample = movedSample({ "http://localhost:3000": first.origin, "http://localhost:3001": second.origin }, how.checkout);
  await migrate(worker.env.DB, () => true, how.checkout);
  const loaded = documents(sample) ?? sample;
  await putDocuments(worker.env.CONFIG, loaded);
  await putSampleImages(worker.env.CONFIG, how.checkout);

  return {
    issuer,
    own: `http://127.0.0.1:${own}`,
    logs,
    documents: loaded,
    apps: { suppliers: first, shop: first, procurement: second },
    putDocument: (key, value) => putDocuments(worker.env.CONFIG, { [key]: value }),
    putText: (key, text) => worker.env.CONFIG.put(key, text),
    deleteDocument: (key) => worker.env.CONFIG.delete(key),
    sql: async (command, ...values) => (await worker.env.DB.prepare(command).bind(...values).all()).results,
    outbox: (to) => readOutbox(issuer, to),
    waitForMail: (to, options) => waitForMail(issuer, to, options),
    schedule: () => worker.schedule(),
    restart: (changes = {}) => worker.restart({ ...started, ...changes }),
    stop: async () => {
      first.stop();
      second.stop();
      proxy?.stop();
      await worker.stop();
      rmSync(stateFolder, { recursive: true, force: true });
    },
  };
}

function variables(issuer, vars) {
  const all = { ENVIRONMENT: "development", ISSUER: issuer, MASTER_KEY: newMasterKey(), ...vars };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

function keepIn(logs) {
  return ({ level, message }) => {
    logs.push({ level, message });
    if (process.env.SHOW_LOGS) console.error(`${level}: ${message}`);
  };
}

function newStateFolder() {
  mkdirSync(inProject(".wrangler"), { recursive: true });
  return mkdtempSync(inProject(".wrangler", "e2e-"));
}

function checkTrust(https) {
  if (!https || process.env.NODE_EXTRA_CA_CERTS?.endsWith("certificate/ca.pem")) return;
  throw new Error("Node.js has to trust the tests' certificate before it starts: npm run e2e -- tests/e2e/NAME.test.mjs");
}
