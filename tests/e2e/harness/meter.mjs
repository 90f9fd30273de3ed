// What D1 counts of each statement that the Worker sends: the rows read and written, which are billed, and the time.

import { buildFolder } from "../../../scripts/lib/worker.mjs";

/** Where the meter is read, and set to nothing. */
const path = "/meter";

/** In front of the built Worker: a database that notes what each statement cost. */
const inFront = `
import Worker from "./index.js";

let costs = [];

class D1Database {
  #database;
  #texts = new WeakMap();

  constructor(database) {
    this.#database = database;
  }

  prepare(sql) {
    const statement = this.#database.prepare(sql);
    this.#texts.set(statement, sql);
    const bind = statement.bind.bind(statement);
    statement.bind = (...values) => {
      const bound = bind(...values);
      this.#texts.set(bound, sql);
      return bound;
    };
    return statement;
  }

  async batch(statements) {
    const results = await this.#database.batch(statements);
    for (const [n, { meta }] of results.entries()) {
      const { rows_read: read, rows_written: written, changes, duration: milliseconds } = meta;
      costs.push({ sql: this.#texts.get(statements[n]), read, written, changes, milliseconds });
    }
    return results;
  }
}

const metered = (env) => ({ ...env, DB: new D1Database(env.DB) });

function read() {
  const noted = costs;
  costs = [];
  return Response.json(noted);
}

export default {
  fetch: (request, env, context) =>
    new URL(request.url).pathname === "${path}" ? read() : new Worker(context, metered(env)).fetch(request),
  scheduled: (event, env, context) => new Worker(context, metered(env)).scheduled(event),
};
`;

/** The issuer's \`outside\` with the meter. */
export function withMeter() {
  const root = buildFolder("local");
  const modules = [
    { type: "ESModule", path: `${root}/metered.js`, contents: inFront },
    { type: "ESModule", path: `${root}/index.js` },
    { type: "CompiledWasm", path: `${root}/index_bg.wasm` },
  ];
  return { options: { modules } };
}

/** The statements that were sent while `work` was done, in order: `{ sql, read, written, changes, milliseconds }`. */
export async function costs(issuer, work) {
  const readMeter = async () => (await fetch(new URL(path, issuer.issuer))).json();
  await readMeter();
  await work();
  return readMeter();
}

export const sum = (costs, name) => costs.reduce((total, cost) => total + cost[name], 0);
