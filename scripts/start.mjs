// `npm start`: from a fresh clone to a running issuer. Uses nothing but Node.js until the packages are installed.

import { spawn } from "node:child_process";
import { writeDevVars } from "./lib/dev-vars.mjs";
import { applyMigrations } from "./lib/migrations.mjs";
import { installPackages } from "./lib/packages.mjs";
import { root } from "./lib/paths.mjs";
import { checkPort, checkPrerequisites } from "./lib/prerequisites.mjs";
import { Failure, main, step } from "./lib/run.mjs";
import { loadSample } from "./lib/sample.mjs";
import { installTools } from "./lib/tools.mjs";
import { wrangler, wranglerEnvironment } from "./lib/wrangler.mjs";
import { buildWorker } from "./lib/worker.mjs";

await main(async () => {
  const port = readPort();
  const issuer = `http://localhost:${port}`;
  checkPrerequisites();
  await checkPort(port);
  await step("Installing npm packages", installPackages);
  await step("Installing the tools that build a Worker (minutes, once)", installTools);
  await step("Building the Worker", () => buildWorker("local"));
  await step("Preparing .dev.vars", () => writeDevVars(issuer));
  await step("Migrating the local database", applyMigrations);
  await step("Loading the sample tenant", loadSample);
  console.log("> Serving");
  await serve(port, issuer);
});

function readPort() {
  const port = Number(process.env.PORT ?? 8787);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Failure(`PORT is ${JSON.stringify(process.env.PORT)}; it must be a number from 1 to 65535.`);
}

/** Runs `wrangler dev` until it ends or is interrupted. */
async function serve(port, issuer) {
  const [node, args] = wrangler("dev", "--port", String(port), "--show-interactive-dev-session=false");
  const child = spawn(node, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...wranglerEnvironment } });
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  const interrupted = stopOnSignal(child);
  if (await answers(issuer, () => child.exitCode === null && child.signalCode === null)) announce(issuer);
  const { code, signal } = await ended;
  if (!interrupted() && code !== 0) throw new Failure(`wrangler dev ended with ${signal ?? `exit code ${code}`}`);
}

/** Passes a signal on to wrangler, which ends workerd, and waits; a second one is not needed. */
function stopOnSignal(child) {
  let interrupted = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (interrupted) return;
      interrupted = true;
      child.kill("SIGTERM");
    });
  }
  return () => interrupted;
}

async function answers(issuer, isRunning) {
  while (isRunning()) {
    try {
      await fetch(`${issuer}/health`, { redirect: "manual" });
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  return false;
}

function announce(issuer) {
  console.log(`
The issuer is ${issuer}

  Try it:          ${issuer}/demo/
  Mail it sends:   ${issuer}/dev/outbox
  Run user flow:   ${issuer}/run-user-flow

Ctrl-C stops it.`);
}
