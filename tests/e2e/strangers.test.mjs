// What strangers send and name, in the real runtime: names that look like ours, addresses, and requests that browsers make
// by themselves.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startApplication } from "./harness/application.mjs";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { newAddress, signUp, supplier } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

const clientId = "woodgrove-suppliers";
let issuer, host, suppliers, visitor;

before(async () => {
  host = await startApplication();
  issuer = await startIssuer({
    documents: (sample) => {
      sample[`app/${clientId}`].requestUris = [`${host.origin}/moved`, `${host.origin}/there`];
      sample[`app/${clientId}`].jwksUri = `${host.origin}/keys`;
      sample.tenant.registration = { flows: ["supplier"], open: true };
      return sample;
    },
  });
  const redirectUri = `${issuer.apps.suppliers.origin}/callback`;
  suppliers = await connect(issuer.issuer, { clientId, secret: "woodgrove-suppliers-sample-secret", redirectUri });
  visitor = newVisitor(issuer.issuer);
  await visitor.open((await suppliers.begin({ prompt: "create" })).url);
  await signUp(visitor, issuer, { email: newAddress("ann"), answers: supplier });
});
after(() => Promise.all([host?.stop(), issuer?.stop()]));

/** As the bytes of UTF-8, which browsers and attackers send. */
const bytes = (text) => Buffer.from(text, "utf8").toString("latin1");

const location = async (url, headers) => {
  const answer = await fetch(url, { redirect: "manual", headers });
  return answer.headers.get("location") ?? `${answer.status}`;
};

test("no space of Unicode's, as text or as bytes, makes another cookie the session", async () => {
  const { url } = await suppliers.begin({ prompt: "none" });
  const session = visitor.cookies.get("__Host-sid");
  assert.match(await location(url, { cookie: `a=b; __Host-sid=${session}` }), /code=/);
  const marks = ["\u00a0", "\u0085", bytes("\u00a0"), bytes("\u0085"), bytes("\u2000"), bytes("\u2028"), bytes("\u3000"), bytes("\ufeff")];
  for (const mark of marks) {
    const cookie = `a=b; ${mark}__Host-sid=${session}`;
    assert.match(await location(url, { cookie }), /error=login_required/, JSON.stringify(cookie));
  }
});

test("a redirect is not followed, and what stood at an address is kept", async () => {
  host.answer = (request, response) => {
    const moved = request.url === "/moved";
    response.writeHead(moved ? 302 : 200, moved ? { Location: "/there" } : { "Content-Type": "application/jwt" });
    response.end("x.y.z");
  };
  const ask = (path) => {
    const query = new URLSearchParams({ client_id: clientId, request_uri: host.origin + path });
    return fetch(`${issuer.issuer}/authorize?${query}`, { redirect: "manual" });
  };
  for (let i = 0; i < 3; i++) assert.equal((await ask("/moved")).status, 400);
  for (let i = 0; i < 20; i++) assert.equal((await ask("/there")).status, 400);
  assert.deepEqual(host.visits.map(({ url }) => url.pathname), ["/moved", "/there"]);
});

test("addresses of a network of one's own are refused in every spelling that this runtime reads", async () => {
  const register = async (address) => {
    const body = JSON.stringify({ redirect_uris: ["https://third.example/cb"], backchannel_logout_uri: address });
    const headers = { "content-type": "application/json" };
    return (await fetch(`${issuer.issuer}/register`, { method: "POST", body, headers })).status;
  };
  for (const address of [
    "https://10.0.0.1/", "https://0xa.1/", "https://169.254.169.254/", "https://2852039166/", "https://[fd00::1]/",
    "https://[::ffff:10.0.0.1]/", "https://printer.local/", "https://metadata.google.internal./", "https://１０.0.0.1/",
    "https://intranet/", issuer.issuer,
  ]) {
    assert.equal(await register(address), 400, address);
  }
  assert.equal(await register("https://third.example/out"), 201);
});

test("what is no navigation, and what a browser asks before its person does, begins nothing", async () => {
  const { url } = await suppliers.begin({ state: "s".repeat(3000) });
  const send = (headers) => fetch(url, { redirect: "manual", headers });
  for (const headers of [{ "sec-fetch-dest": "empty" }, { "sec-fetch-dest": "image" }, { "sec-purpose": "prefetch;prerender" }]) {
    const answer = await send(headers);
    assert.deepEqual([[403, 503].includes(answer.status), answer.headers.getSetCookie()], [true, []]);
  }
  assert.deepEqual(await issuer.sql("SELECT 1 FROM requests"), []);
  assert.equal((await send({})).status, 303);
  assert.equal((await issuer.sql("SELECT 1 FROM requests")).length, 1);
});
