// Behind a proxy that ends TLS and calls the Worker by plain http and an address of its own: what everybody sees, gets and
// is told is of the issuer's https address.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { startApplication } from "./harness/application.mjs";
import { openBrowser, visitorAt } from "./harness/browser.mjs";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { newAddress, signUp, supplier } from "./harness/people.mjs";
import { ask } from "./harness/session-frame.mjs";

let local, issuer, browser, suppliers;

const named = { FORWARDED_HOST_HEADER: "X-Forwarded-Host", FORWARDED_FOR_HEADER: "X-Forwarded-For" };

before(async () => {
  local = await startApplication({ local: true });
  issuer = await startIssuer({ proxied: true, documents: atLocal, vars: named });
  const redirectUri = `${local.origin}/callback`;
  suppliers = await connect(issuer.issuer, { clientId: "woodgrove-suppliers", secret: "woodgrove-suppliers-sample-secret", redirectUri });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
  local?.stop();
});

test("discovery names no other address, and scripts of other origins may read it", async () => {
  const answer = await fetch(`${issuer.issuer}/.well-known/openid-configuration`);
  assert.equal(answer.headers.get("access-control-allow-origin"), "*");
  const text = await answer.text();
  assert.ok(text.startsWith("{") && !text.includes("http:") && !text.includes("127.0.0.1"));
  for (const address of text.match(/https:[^"]+/g)) assert.equal(new URL(address).origin, issuer.issuer);
});

test("a person signs up, comes back, asks whether the session changed, and signs out", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const met = [];
  page.on("request", (request) => met.push(new URL(request.url()).origin));

  const { url, checks } = await suppliers.begin({ prompt: "create" });
  await page.goto(String(url));
  assert.equal(await page.locator("main form").evaluate((form) => new URL(form.getAttribute("action"), form.baseURI).origin), issuer.issuer);
  await signUp(visitorAt(page), issuer, { email: newAddress("ada"), answers: supplier });
  const back = new URL(page.url());
  assert.equal(back.searchParams.get("iss"), issuer.issuer);
  const tokens = await suppliers.finish(back, checks);
  assert.equal((await suppliers.userinfo(tokens)).sub, tokens.claims().sub);

  const cookies = await context.cookies(issuer.issuer);
  assert.ok(cookies.length >= 2);
  for (const { name, secure, path } of cookies) assert.deepEqual([name.startsWith("__Host-"), secure, path], [true, true, "/"], name);

  const frame = suppliers.config.serverMetadata().check_session_iframe;
  const message = `woodgrove-suppliers ${back.searchParams.get("session_state")}`;
  assert.equal(await page.evaluate(ask, { frame, message }), "unchanged");
  const afterwards = { id_token_hint: tokens.id_token, post_logout_redirect_uri: `${local.origin}/`, state: "done" };
  await page.goto(String(suppliers.endSession(afterwards)));
  assert.equal(page.url(), `${local.origin}/?state=done`);
  assert.equal(await page.evaluate(ask, { frame, message }), "changed");

  const { form } = await issuer.apps.suppliers.nextVisit("/backchannel");
  const keys = createRemoteJWKSet(new URL(`${issuer.issuer}/jwks`));
  const expected = { issuer: issuer.issuer, audience: "woodgrove-suppliers", typ: "logout+jwt" };
  const { payload } = await jwtVerify(form.get("logout_token"), keys, expected);
  assert.equal(payload.sid, tokens.claims().sid);
  assert.deepEqual([...new Set(met)].sort(), [issuer.issuer, local.origin].sort());
});

test("outside development the proxy's headers count where they are named, and nobody else's", async (t) => {
  const production = { ENVIRONMENT: "production" };
  const running = await startIssuer({ proxied: true, vars: { ...production, ...named } });
  t.after(running.stop);
  const discovery = "/.well-known/openid-configuration";
  const status = async (origin, headers = {}) => (await fetch(origin + discovery, { headers })).status;
  const asked = await fetch(running.issuer + discovery);
  assert.equal((await asked.json()).issuer, running.issuer);
  assert.equal(await status(running.own), 404, "the Worker's own host is not the issuer's");
  assert.equal(await status(running.own, { "X-Forwarded-Host": "elsewhere.example" }), 404);

  await running.restart({ FORWARDED_HOST_HEADER: "", FORWARDED_FOR_HEADER: "" });
  assert.equal(await status(running.issuer), 404, "nobody is believed who is not named");
  assert.equal(await status(running.own, { "X-Forwarded-Host": new URL(running.issuer).host }), 404);

  await running.restart({ FORWARDED_HOST_HEADER: "X-Forwarded-Host", FORWARDED_FOR_HEADER: "" });
  assert.equal(await status(running.issuer), 200, "then everybody behind the proxy is one network");
});

/** The application is on the issuer's own site, where every browser gives the issuer's frame its cookies. */
function atLocal(documents) {
  const application = documents["app/woodgrove-suppliers"];
  application.backchannelLogoutUri = new URL("/backchannel", application.redirectUris[0]).href;
  application.redirectUris.push(`${local.origin}/callback`);
  application.postLogoutRedirectUris.push(`${local.origin}/`);
  return documents;
}
