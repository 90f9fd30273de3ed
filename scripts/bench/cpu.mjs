// The CPU time that a process used, as Linux counts it: in nanoseconds for each thread.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../lib/run.mjs";

/** A process is at rest when it used less than `least` milliseconds of CPU in `pause` milliseconds. */
const pause = 10;
const least = 0.1;
/** After so many pauses it should be. */
const mostPauses = 200;

/** Refuses a system that does not count the time of threads. */
export function checkSystem() {
  if (existsSync("/proc/self/schedstat")) return;
  throw new Failure("The bench reads CPU times in /proc/PID/task/*/schedstat, as Linux has them. This system has none.");
}

/** The ids of the workerd processes that this process started. */
export function workerdProcesses() {
  const numbers = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return numbers.filter((pid) => {
    const [, name, parent] = read(`/proc/${pid}/stat`).match(/^\d+ \((.*)\) \S (\d+) /s) ?? [];
    return name === "workerd" && Number(parent) === process.pid;
  });
}

/** A meter of one process: `measure(work)` does the work, waits for rest, and returns the milliseconds of CPU that were used. */
export function newMeter(pid) {
  const threads = new Map();

  function used() {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const [nanoseconds] = read(`/proc/${pid}/task/${thread}/schedstat`).split(" ");
      if (nanoseconds !== "") threads.set(thread, Number(nanoseconds));
    }
    // A thread that ended stays in the sum.
    return [...threads.values()].reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e6;
  }

  async function usedAtRest() {
    let last = used();
    for (let pauses = 0; pauses < mostPauses; pauses += 1) {
      await sleep(pause);
      const now = used();
      if (now - last < least) return now;
      last = now;
    }
    throw new Failure("workerd did not come to rest.");
  }

  return {
    measure: async (work) => {
      const before = await usedAtRest();
      await work();
      return (await usedAtRest()) - before;
    },
  };
}

/** What a file of /proc says; nothing when its process or thread has ended. */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ESRCH") return "";
    throw error;
  }
}
