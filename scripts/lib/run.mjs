import { spawn, spawnSync } from "node:child_process";
import { root } from "./paths.mjs";

/** Something the person at the keyboard can act on: shown without a stack trace. */
export class Failure extends Error {}

/** Runs a program with its output on the terminal. */
export function run(command, args, { env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
    child.on("error", (error) => reject(new Failure(`${command} could not be started: ${error.message}`)));
    child.on("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Failure(`${command} ${args.join(" ")} ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}

/** Runs a program quietly: its output is returned, and shown only when it fails. */
export function runQuietly(command, args, { env = {} } = {}) {
  const { ok, output } = probe(command, args, { env });
  if (ok) return output;
  throw new Failure(`${output}\n${command} ${args.join(" ")} failed`);
}

/** Tries a program: whether it is there and succeeds, and what it says. */
export function probe(command, args, { env = {} } = {}) {
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8", env: { ...process.env, ...env } });
  const output = `${result.stdout ?? ""}${result.stderr ?? ""}`.trim();
  return { ok: result.status === 0, output };
}

/** Announces a piece of work and says how long it took; work that answers "unchanged" was not needed. */
export async function step(title, work) {
  const began = performance.now();
  console.log(`> ${title}`);
  const outcome = await work();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(outcome === "unchanged" ? "  unchanged" : `  done in ${seconds} s`);
}

/** Runs a command's main function and turns failures into a message and an exit code. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
