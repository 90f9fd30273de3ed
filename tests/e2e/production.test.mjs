// As it is deployed: nothing of development is there, and mail leaves in earnest.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Log, LogLevel, Response } from "miniflare";
import { unstable_readConfig as readConfig } from "wrangler";
import { inProject } from "../../scripts/lib/paths.mjs";
import { startApplication } from "./harness/application.mjs";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { codeIn } from "./harness/outbox.mjs";
import { customer, newAddress, password } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";
import { waitFor } from "./harness/wait.mjs";

const mailApi = {
  url: "https://mail.example/v1/send",
  headers: { Authorization: "Bearer {secret:MAIL_TOKEN}" },
  body: { to: [{ email: "{to}" }], from: { email: "{from}", name: "{fromName}" }, subject: "{subject}", text: "{text}" },
};

test("outside development there is no demo and no outbox, and no page speaks of one", async (t) => {
  const { issuer, begin } = await start(t, {});
  for (const path of ["/demo/", "/dev/outbox", "/dev/outbox?to=ada@example.com", "/"]) {
    assert.deepEqual([path, (await fetch(issuer + path)).status], [path, 404]);
  }
  const { page } = await begin();
  assert.doesNotMatch(page.html, /outbox|development/i);
});

test("what is deployed is reached by the issuer's host alone", () => {
  const config = readConfig({ config: inProject("wrangler.toml") }, { hideWarnings: true });
  assert.deepEqual([config.workers_dev, config.preview_urls], [false, false]);
});

test("/health says to who brings HEALTH_TOKEN what it says to nobody else", async (t) => {
  const token = "a-token-of-this-deployment";
  const { issuer, stop } = await startIssuer({ vars: { ENVIRONMENT: "production", HEALTH_TOKEN: token } });
  t.after(stop);
  const told = async (headers = {}, query = "") => Object.keys(await (await fetch(`${issuer}/health${query}`, { headers })).json()).sort();
  const forAnybody = ["database", "kv", "status", "version"];
  assert.deepEqual(await told(), forAnybody);
  assert.deepEqual(await told({}, `?token=${token}`), forAnybody);
  assert.deepEqual(await told({ Authorization: `Bearer ${token}x` }), forAnybody);
  assert.deepEqual(await told({ Authorization: `Bearer ${token}` }), [...forAnybody, "configuration", "faults", "keys", "keysLost", "limits", "purgeFails", "unreadable"].sort());
});

test("mail leaves through the tenant's HTTPS API, and the code in it signs up", async (t) => {
  const sent = [];
  const outboundService = async (request) => {
    sent.push({ url: request.url, authorization: request.headers.get("authorization"), ...(await request.json()) });
    return new Response(null, { status: 202 });
  };
  const { begin, finish } = await start(t, { mail: mailApi, outside: { options: { outboundService } } });
  const { visitor, checks } = await begin({ prompt: "create" });
  const email = newAddress("grace");
  await visitor.fill("sign-up", { email });
  const [mail] = sent;
  assert.equal(mail.url, mailApi.url);
  assert.equal(mail.authorization, "Bearer the token");
  assert.deepEqual(mail.to, [{ email }]);
  assert.equal(mail.from.name, "Woodgrove");
  assert.match(mail.subject, /Woodgrove/);
  const claims = await finish(visitor, codeIn(mail), checks);
  assert.equal(claims.email, email);
});

test("a mail API that fails is told on the page, which can be sent again", async (t) => {
  let status = 500;
  const outboundService = () => new Response(null, { status });
  const { begin } = await start(t, { mail: mailApi, outside: { options: { outboundService } } });
  const { visitor } = await begin({ prompt: "create" });
  const email = newAddress("grace");
  for (let tries = 0; tries < 5; tries += 1) {
    const page = await visitor.fill("sign-up", { email });
    assert.deepEqual([page.status, page.name], [503, "sign-up"]);
  }
  status = 202;
  assert.equal((await visitor.fill("sign-up", { email })).name, "code");
});

test("mail leaves through the binding EMAIL, and the code in it signs up", async (t) => {
  const lines = [];
  class Lines extends Log {
    log = (line) => lines.push(line);
  }
  const options = { email: { send_email: [{ name: "EMAIL" }] } };
  const { begin, finish } = await start(t, { outside: { options, log: new Lines(LogLevel.INFO) } });
  const { visitor, checks } = await begin({ prompt: "create" });
  const email = newAddress("grace");
  await visitor.fill("sign-up", { email });
  const line = await waitFor("the mail", () => lines.find((line) => line.includes(email)));
  const text = readFileSync(line.match(/Text: (.+\.txt)/)[1], "utf8");
  const claims = await finish(visitor, codeIn({ text }), checks);
  assert.equal(claims.email, email);
});

/** An issuer in production and a native application, whose redirect to a loopback address production allows. */
async function start(t, { mail, outside }) {
  const running = await startIssuer({
    vars: { ENVIRONMENT: "production", MAIL_TOKEN: "the token" },
    documents: (sample) => ({ ...sample, tenant: { ...sample.tenant, mail: { ...sample.tenant.mail, ...mail } } }),
    outside,
  });
  t.after(running.stop);
  const program = await startApplication();
  t.after(program.stop);
  const { issuer } = running;
  const application = await connect(issuer, { clientId: "woodgrove-mobile", redirectUri: `${program.origin}/callback` });
  return { issuer, begin: (parameters) => begin(issuer, application, parameters), finish: finishWith(application) };
}

async function begin(issuer, application, parameters) {
  const visitor = newVisitor(issuer);
  const { url, checks } = await application.begin(parameters);
  return { visitor, checks, page: await visitor.open(url) };
}

const finishWith = (application) => async (visitor, code, checks) => {
  await visitor.fill("code", { code });
  await visitor.fill("password", { password });
  const back = await visitor.fill("attributes", customer);
  return (await application.finish(back.url, checks)).claims();
};
