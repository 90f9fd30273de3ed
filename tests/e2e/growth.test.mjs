// A database that has grown, on D1 itself: what requests and the purge read of it. With a million rows of each kind, and
// what was counted: ROWS=1000000 npm run e2e -- --test-timeout=7200000 tests/e2e/growth.test.mjs

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { inProject } from "../../scripts/lib/paths.mjs";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { costs, sum, withMeter } from "./harness/meter.mjs";
import { codeIn } from "./harness/outbox.mjs";
import { newAddress, password, signUp, supplier } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

const rows = Number(process.env.ROWS ?? 20_000);
const show = process.env.ROWS ? console.log : () => {};
const day = 24 * 3600;
/** A statement of a request reads so many rows at most; the purge so many for each that goes, and so many at once. */
const most = 60;
const forEach = 15;
const atOnce = 15_000;
let issuer, suppliers;

before(async () => {
  issuer = await startIssuer({
    outside: withMeter(),
    documents: (sample) => {
      sample.tenant.registration = { flows: ["supplier"], open: true };
      sample["app/woodgrove-suppliers"].consent = "once";
    },
  });
  const redirectUri = `${issuer.apps.suppliers.origin}/callback`;
  const secret = "woodgrove-suppliers-sample-secret";
  suppliers = await connect(issuer.issuer, { clientId: "woodgrove-suppliers", secret, redirectUri });
  const now = Math.floor(Date.now() / 1000);
  await add({ set: "over", number: rows, begun: now - 100 * day, end: now - 50 * day });
  await add({ set: "live", number: rows / 10, begun: now + day, end: now + 50 * day });
});
after(() => issuer?.stop());

/** Rows of every kind, so many at once, which end in another order than they begin: see tests/support/rows.sql. */
async function add({ set, number, begun, end }, piece = 50_000) {
  const text = readFileSync(inProject("tests/support/rows.sql"), "utf8");
  const id = `'${set}-' || printf('%08x', i)`;
  const spread = (time) => `(${time} - i * 2654435761 % 86400)`;
  const filled = text.replaceAll("{begun}", spread(begun)).replaceAll("{end}", spread(end));
  for (const sql of filled.split(";").filter((sql) => sql.includes("INSERT"))) {
    for (let from = 0; from < number; from += piece) {
      const last = Math.min(from + piece, number) - 1;
      const numbered = `RECURSIVE n (i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${last}),
        r (i, id, account) AS (SELECT i, ${id}, ${id} || printf('-%022d', 0) FROM n)`;
      await issuer.sql(sql.replaceAll("{r}", numbered));
    }
  }
}

/** Does `work`, of which no statement may read much. */
async function reads(t, what, work) {
  let result;
  const all = await costs(issuer, async () => (result = await work()));
  show(`${what}: ${all.length} statements, ${sum(all, "read")} rows read, ${sum(all, "written")} written`);
  assert.ok(all.length > 0, what);
  for (const { sql, read } of all) assert.ok(read <= most, `${what}: ${read} rows read by ${sql}`);
  return result;
}

async function begin(parameters) {
  const visitor = newVisitor(issuer.issuer);
  const { url, checks } = await suppliers.begin(parameters);
  await visitor.open(url);
  return { visitor, checks };
}

test("a request reads as little as of an empty database", async (t) => {
  const email = newAddress("ada");
  const { visitor, checks } = await begin({ prompt: "create" });
  const consent = await reads(t, "sign-up", () => signUp(visitor, issuer, { email, answers: supplier }));
  assert.equal(consent.name, "consent");
  const back = await reads(t, "consent", () => visitor.fill("consent", { action: "approve" }));
  const tokens = await reads(t, "tokens for a code", () => suppliers.finish(back.url, checks));
  const refreshed = await reads(t, "refresh", () => suppliers.refresh(tokens.refresh_token));
  const userinfo = { access_token: refreshed.access_token, claims: () => tokens.claims() };
  await reads(t, "userinfo", () => suppliers.userinfo(userinfo));

  const again = await begin();
  await reads(t, "sign-in with a password", () => again.visitor.fill("sign-in", { email, password }));
  await reads(t, "sign-in without a page", async () => again.visitor.open((await suppliers.begin()).url));
  await again.visitor.open("/account");
  await reads(t, "withdrawn consent", () => again.visitor.fill("account", { withdraw: "woodgrove-suppliers" }));

  const forgot = await begin();
  await forgot.visitor.open(forgot.visitor.page.url.href.replace("/sign-in", "/reset"));
  await reads(t, "new password", async () => {
    await forgot.visitor.fill("reset", { email });
    await forgot.visitor.fill("code", { code: codeIn(await issuer.waitForMail(email, { after: 1 })) });
    await forgot.visitor.fill("new-password", { password: "another horse entirely" });
  });

  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ redirect_uris: ["https://third.example/callback"] });
  const register = () => fetch(`${issuer.issuer}/register`, { method: "POST", headers, body });
  const told = await (await reads(t, "registration", register)).json();
  const authorization = `Bearer ${told.registration_access_token}`;
  const remove = () => fetch(told.registration_client_uri, { method: "DELETE", headers: { authorization } });
  assert.equal((await reads(t, "deleted registration", remove)).status, 204);
});

test("a purge reads a few rows for each that goes, is never long at one, and has an end", async () => {
  const pieces = new Map();
  let unfinished = ["everything"];
  for (let run = 1; unfinished.length > 0; run += 1) {
    const began = Date.now();
    const purge = (await costs(issuer, () => issuer.schedule())).filter(({ sql }) => sql.includes(" LIMIT "));
    const lines = issuer.logs.map(({ message }) => message);
    const told = JSON.parse(lines.findLast((line) => line.includes('"event":"purge"')));
    show(`run ${run}: ${Date.now() - began} ms, ${purge.length} pieces, ${told.rows} rows, left: ${told.unfinished.join(", ")}`);
    assert.ok(Date.now() - began < 30_000, "20 seconds, and the last piece");
    assert.deepEqual(lines.filter((line) => line.includes('"event":"failure"')), []);
    for (const piece of purge) pieces.set(piece.sql, [...(pieces.get(piece.sql) ?? []), piece]);
    unfinished = told.unfinished;
  }
  const counted = [...pieces].map(([sql, of]) => ({
    sql: sql.replaceAll(/\s+/g, " "),
    pieces: of.length,
    went: sum(of, "changes"),
    read: sum(of, "read"),
    atOnce: Math.max(...of.map(({ read }) => read)),
    milliseconds: Math.max(...of.map(({ milliseconds }) => milliseconds)),
  }));
  for (const each of counted) show(JSON.stringify(each));
  for (const { sql, pieces, went, read, ...longest } of counted) {
    assert.ok(read <= forEach * went + most * pieces, `${read} rows read for ${went} that went: ${sql}`);
    assert.ok(longest.atOnce <= atOnce, `${longest.atOnce} rows read at once: ${sql}`);
    assert.ok(longest.milliseconds < 5000, `${longest.milliseconds} ms: ${sql}`);
  }
  const [{ sessions, codes }] = await issuer.sql(`SELECT (SELECT count(*) FROM sessions) AS sessions,
    (SELECT count(*) FROM codes) AS codes`);
  assert.ok(sessions >= rows / 10 && sessions < rows / 10 + 10 && codes < rows / 10 + 10, "those that live are left");
});
