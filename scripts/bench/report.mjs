// What was measured, as values and as a table.

import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { inProject } from "../lib/paths.mjs";
import { timesOf } from "./pieces.mjs";

/**
 * `{ date, machine, workerd, folders, rounds, pieces }`. A piece is `{ name, times, ms, ratio }`: `ms` has a summary for each
 * folder, `ratio` is one of the first folder's milliseconds over the second's in the same round, null without a second. A
 * summary is `{ median, lowest, highest, all }`.
 */
export function report(folders, { only, requests }, rounds) {
  return {
    date: new Date().toISOString(),
    machine: `${cpus().length} × ${cpus()[0].model}`,
    workerd: version("workerd"),
    folders,
    rounds: rounds.length,
    pieces: only.map((name) => ({
      name,
      times: timesOf(name, requests),
      ms: folders.map((_, n) => summary(rounds.map((round) => round[name][n]))),
      ratio: folders.length < 2 ? null : summary(rounds.map((round) => round[name][0] / round[name][1])),
    })),
  };
}

function summary(values) {
  const all = values.map((value) => Number(value.toFixed(4)));
  const sorted = [...all].sort((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
  return { median, lowest: sorted[0], highest: sorted.at(-1), all };
}

const version = (name) => JSON.parse(readFileSync(inProject("node_modules", name, "package.json"), "utf8")).version;

/** The report as plain text. */
export function table({ date, machine, workerd, folders, rounds, pieces }) {
  const compared = folders.length === 2;
  const head = ["", "times", "ms", ...(compared ? ["against", "ratio"] : []), "lowest", "highest"];
  const rows = pieces.map(({ name, times, ms, ratio }) => {
    const { lowest, highest } = ratio ?? ms[0];
    const medians = [...ms, ratio].filter((one) => one !== null).map(({ median }) => median.toFixed(2));
    return [name, String(times), ...medians, lowest.toFixed(2), highest.toFixed(2)];
  });
  const what = compared
    ? [`ms: ${folders[0]}`, `against: ${folders[1]}`, "ratio: ms divided by against in the same round, with its lowest and highest"]
    : [`ms: ${folders[0]}, with its lowest and highest`];
  return [
    "",
    `Milliseconds of CPU that workerd spends on each piece of work. Rounds: ${rounds}, of which medians are shown.`,
    ...what,
    `${date.slice(0, 10)}, workerd ${workerd}, ${machine}`,
    "",
    ...aligned([head, ...rows]),
  ].join("\n");
}

/** Columns as wide as their widest cell; the first is aligned to the left, the others to the right. */
function aligned(rows) {
  const widths = rows[0].map((_, n) => Math.max(...rows.map((row) => row[n].length)));
  const pad = (cell, n) => (n === 0 ? cell.padEnd(widths[n]) : cell.padStart(widths[n]));
  return rows.map((row) => row.map(pad).join("  "));
}
