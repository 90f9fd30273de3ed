import { setTimeout as sleep } from "node:timers/promises";

/** Asks until the answer is neither undefined nor null nor false, and returns it; `pause` is in milliseconds. */
export async function waitFor(what, ask, { seconds = 10, pause = 50 } = {}) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s for ${what}`);
    await sleep(pause);
  }
}
