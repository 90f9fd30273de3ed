import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Failure } from "../lib/run.mjs";
import { pieces } from "./pieces.mjs";

const options = {
  against: { type: "string" },
  rounds: { type: "string", default: "5" },
  requests: { type: "string", default: "200" },
  only: { type: "string", multiple: true, default: [] },
  json: { type: "string" },
};

/**
 * Reads the command line: `{ against, rounds, requests, only, json }`. `against` is a folder and `json` a file, both absolute
 * or null; `only` lists names of pieces, all of them if none was given.
 */
export function readOptions(args) {
  const { against, rounds, requests, only, json } = parse(args);
  return {
    against: against === undefined ? null : resolve(against),
    rounds: positive("rounds", rounds),
    requests: positive("requests", requests),
    only: known(only),
    json: json === undefined ? null : writable(json),
  };
}

function parse(args) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    if (error.code?.startsWith("ERR_PARSE_ARGS_")) throw new Failure(error.message);
    throw error;
  }
}

function positive(name, text) {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new Failure(`--${name} is ${JSON.stringify(text)}; it must be a number from 1 to 999999.`);
}

function writable(json) {
  const file = resolve(json);
  if (existsSync(dirname(file))) return file;
  throw new Failure(`--json ${json}: there is no folder ${dirname(file)}.`);
}

function known(only) {
  const all = Object.keys(pieces);
  const unknown = only.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Failure(`--only ${unknown[0]} is not known; there are: ${all.join(", ")}`);
  return only.length === 0 ? all : all.filter((name) => only.includes(name));
}
