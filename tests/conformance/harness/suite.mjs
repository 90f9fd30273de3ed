// A running issuer as the conformance suite meets it: its metadata, its keys, and one person who has every claim.

import assert from "node:assert/strict";
import { Response } from "miniflare";
import { startIssuer } from "../../e2e/harness/issuer.mjs";
import { codeIn } from "../../e2e/harness/outbox.mjs";
import { newAddress, password } from "../../e2e/harness/people.mjs";
import { newVisitor } from "../../e2e/harness/visitor.mjs";
import { checkKeys } from "./checks.mjs";
import { suiteDocuments } from "./documents.mjs";

/**
 * Starts it with the suite's documents; `client` is written into each client's. `world` is what the issuer finds outside: functions of a
 * request, by address.
 */
export async function startSuite({ client } = {}) {
  const documents = suiteDocuments(client);
  const world = new Map();
  const outboundService = (request) => world.get(request.url)?.(request) ?? new Response(null, { status: 404 });
  const issuer = await startIssuer({
    documents: () => documents,
    outside: { options: { outboundService } },
  });
  const suite = {
    issuer: issuer.issuer,
    documents,
    world,
    person: { email: newAddress("ada"), password },
    putDocument: issuer.putDocument,
    sql: issuer.sql,
    later: (seconds) => moveIntoThePast(issuer, seconds),
    restart: issuer.restart,
    schedule: issuer.schedule,
    stop: issuer.stop,
  };
  suite.metadata = await readJson(`${suite.issuer}/.well-known/openid-configuration`);
  for (const name of ["issuer", "authorization_endpoint", "token_endpoint"]) assert.ok(suite.metadata[name], name);
  suite.keys = async () => checkKeys(await readJson(suite.metadata.jwks_uri));
  await suite.keys();
  await join(issuer, suite);
  return suite;
}

export async function readJson(url) {
  const response = await fetch(url);
  assert.equal(response.status, 200, url);
  assert.match(response.headers.get("content-type"), /^application\/json/, url);
  return response.json();
}

async function join(issuer, suite) {
  const visitor = newVisitor(suite.issuer);
  const [[key, first]] = Object.entries(suite.documents).filter(([key]) => key.startsWith("app/"));
  await visitor.open(`${suite.metadata.authorization_endpoint}?${new URLSearchParams({
    client_id: key.slice("app/".length),
    redirect_uri: first.redirectUris[0],
    response_type: "code",
    scope: "openid",
    nonce: "sign-up",
    prompt: "create",
  })}`);
  const { email, password } = suite.person;
  await visitor.fill("sign-up", { email });
  await visitor.fill("code", { code: codeIn(await issuer.waitForMail(email)) });
  await visitor.fill("password", { password });
}

/** Lets time pass for everything stored: each moment in the database is that many seconds earlier. */
async function moveIntoThePast(issuer, seconds) {
  const columns = await issuer.sql(
    `SELECT t.name AS "table", c.name AS "column" FROM sqlite_schema t, pragma_table_info(t.name) c
     WHERE t.type = 'table' AND c.name LIKE '%\\_at' ESCAPE '\\' AND c.type = 'INTEGER'`,
  );
  const tables = Map.groupBy(columns, ({ table }) => table);
  for (const [table, moments] of tables) {
    const earlier = moments.map(({ column }) => `"${column}" = "${column}" - ${seconds}`);
    await issuer.sql(`UPDATE "${table}" SET ${earlier}`);
  }
}
