import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inProject } from "./paths.mjs";

const lockFile = inProject(".tools", "lock");

/** Does work that no other start, test or build of this project may do at the same time. */
export async function alone(work) {
  mkdirSync(dirname(lockFile), { recursive: true });
  for (let told = false; !take(); told = true) {
    if (!told) console.log("  waiting for another start, test or build of this project");
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function take() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (!holderRuns()) rmSync(lockFile, { force: true });
    return false;
  }
}

function holderRuns() {
  try {
    process.kill(Number(readFileSync(lockFile, "utf8")), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
