// What nobody should send, to the real runtime: always a 4xx that says so, never a 500.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { codeIn } from "./harness/outbox.mjs";
import { newAddress, password, signUp, supplier } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

const form = "application/x-www-form-urlencoded";
let issuer, suppliers;

before(async () => {
  issuer = await startIssuer();
  const redirectUri = `${issuer.apps.suppliers.origin}/callback`;
  const secret = "woodgrove-suppliers-sample-secret";
  suppliers = await connect(issuer.issuer, { clientId: "woodgrove-suppliers", secret, redirectUri });
});
after(() => issuer?.stop());

test("the token endpoint says what is wrong with a body, as JSON", async () => {
  const bodies = [
    ["x".repeat(200_000), form, 413],
    ['{"grant_type":"authorization_code"}', "application/json", 415],
    ["grant_type=authorization_code&grant_type=refresh_token&client_id=woodgrove-shop", form, 400],
    ["%FF%FE=%00&&&==&client_id=%ED%A0%80", form, 401],
    ["", form, 401],
  ];
  for (const [body, type, status] of bodies) {
    const answer = await fetch(`${issuer.issuer}/token`, { method: "POST", body, headers: { "content-type": type } });
    const { error } = await answer.json();
    assert.deepEqual([body.slice(0, 20), answer.status, typeof error], [body.slice(0, 20), status, "string"]);
  }
});

test("pages refuse what a browser of ours does not send", async () => {
  const visitor = newVisitor(issuer.issuer);
  const { url } = await suppliers.begin();
  const page = await visitor.open(url);
  const post = (body, headers) => visitor.request(page.url, { method: "POST", body, headers: { "content-type": form, ...headers } });
  const own = { origin: issuer.issuer };
  const statuses = [
    await post("email=a%40b.example", own),
    await post("email=a%40b.example&token=none", { origin: "https://evil.example" }),
    await post("email=a%40b.example&token=none", { "sec-fetch-site": "cross-site" }),
    await post("x".repeat(200_000), own),
    await post("{}", { ...own, "content-type": "application/json" }),
    await visitor.request(page.url, { method: "DELETE" }),
  ].map(({ status }) => status);
  assert.deepEqual(statuses, [403, 403, 403, 413, 400, 405]);
});

test("cookies that are malformed, foreign or sealed by nobody count as none", async () => {
  const visitor = newVisitor(issuer.issuer);
  const { url } = await suppliers.begin();
  const { pathname } = (await visitor.open(url)).url;
  const [name] = visitor.cookies.keys();
  for (const value of ["", ".", "1.", "x.y", "1.row.x", "9".repeat(3000), `1.${"A".repeat(400)}`, "%00", '"1.a"']) {
    const headers = { cookie: `${name}=${value}; __Host-sid=${value}; __Host-sid; =; ;;` };
    const page = await fetch(issuer.issuer + pathname, { headers });
    assert.deepEqual([value, page.status], [value, 400]);
    const answer = await fetch(url, { headers, redirect: "manual" });
    assert.match(answer.headers.get("location"), /sign-in/);
  }
});

test("odd addresses are answered, and another host leads here", async () => {
  for (const path of ["//", "/%00", "/authorize?client_id=%FF", "/authorize?client_id=a&client_id=b", "/flow//", "/flow/%2e%2e/x"]) {
    const { status } = await fetch(issuer.issuer + path, { redirect: "manual" });
    assert.ok(status >= 400 && status < 500, `${path} said ${status}`);
  }
  const { status } = await fetch(`${issuer.issuer}/authorize?state=${"x".repeat(30_000)}`);
  assert.ok(status >= 400 && status < 500, `a long query said ${status}`);
  const otherHost = issuer.issuer.replace("localhost", "127.0.0.1");
  const elsewhere = await fetch(`${otherHost}/jwks?x=1`, { redirect: "manual" });
  assert.equal(elsewhere.status, 307);
  assert.equal(elsewhere.headers.get("location"), `${issuer.issuer}/jwks?x=1`);
});

test("a method that nobody knows is no GET", async () => {
  for (const path of ["/jwks", "/authorize", "/userinfo", "/account"]) {
    for (const method of ["PROPFIND", "PATCH", "SEARCH"]) {
      const { status } = await fetch(issuer.issuer + path, { method, redirect: "manual" });
      assert.deepEqual([path, method, status], [path, method, 405]);
    }
  }
});

test("HEAD is answered as GET is, without a body", async () => {
  for (const path of ["/jwks", "/.well-known/openid-configuration", "/health", "/demo/"]) {
    const [get, head] = [await fetch(issuer.issuer + path), await fetch(issuer.issuer + path, { method: "HEAD" })];
    assert.equal(head.status, get.status);
    assert.equal(head.headers.get("content-type"), get.headers.get("content-type"));
    assert.equal(await head.text(), "");
  }
});

test("HEAD writes nothing, signs nobody out and gives no code", async () => {
  const visitor = newVisitor(issuer.issuer);
  const { url, checks } = await suppliers.begin({ prompt: "create" });
  await visitor.open(url);
  const back = await signUp(visitor, issuer, { email: newAddress("ada"), answers: supplier });
  const { id_token } = await suppliers.finish(back.url, checks);
  const tables = ["codes", "sessions", "requests", "runs", "counters", "device_codes", "audit", "signing_keys"];
  const written = () => Promise.all(tables.map((table) => issuer.sql(`SELECT * FROM ${table}`)));
  const before = await written();
  const silent = (await suppliers.begin()).url;
  const large = (await suppliers.begin({ state: "s".repeat(3000), prompt: "login" })).url;
  const hint = `/logout?id_token_hint=${id_token}`;
  for (const path of [silent, large, hint, "/device?user_code=BBBBBBBB", "/account", "/jwks", "/health"]) {
    const answer = await visitor.request(path, { method: "HEAD" });
    assert.ok(answer.status < 400, `${path}: ${answer.status}`);
    assert.deepEqual(answer.headers.getSetCookie(), [], String(path));
    assert.doesNotMatch(answer.headers.get("location") ?? "", /code=/);
  }
  assert.deepEqual(await written(), before);
  const { url: again } = await suppliers.begin({ prompt: "none" });
  const still = await visitor.request(again);
  assert.ok(new URL(still.headers.get("location")).searchParams.has("code"), "still signed in");
});

test("names of any letters are kept as they are, and control characters are not kept", async () => {
  const visitor = newVisitor(issuer.issuer);
  const email = newAddress("ada");
  const { url, checks } = await suppliers.begin({ prompt: "create" });
  await visitor.open(url);
  await visitor.fill("sign-up", { email });
  await visitor.fill("code", { code: codeIn(await issuer.waitForMail(email)) });
  await visitor.fill("password", { password });
  const names = { displayName: "Zoë 👩‍🚀 O’Hara <b>&amp;\"", businessName: "شركة\u0000\u0007 النور" };
  const back = await visitor.fill("attributes", { ...supplier, ...names });
  const claims = (await suppliers.finish(back.url, checks)).claims();
  assert.equal(claims.name, names.displayName);
  assert.doesNotMatch(claims.businessName, /\p{Cc}/u);
});
