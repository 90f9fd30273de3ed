// Applications learn that a session ended: by the back channel, by frames of the sign-out page, and by asking.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { startApplication } from "./harness/application.mjs";
import { openBrowser, visitorAt } from "./harness/browser.mjs";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { newAddress, signUp, supplier } from "./harness/people.mjs";
import { ask } from "./harness/session-frame.mjs";
import { newVisitor } from "./harness/visitor.mjs";
import { waitFor } from "./harness/wait.mjs";

const ended = { "http://schemas.openid.net/event/backchannel-logout": {} };
/** Two of the issuer's own site: browsers that block third-party cookies let its frame have its own in them. */
let local, another;
let issuer, browser, suppliers, procurement;

before(async () => {
  [local, another] = [await startApplication({ local: true }), await startApplication({ local: true })];
  issuer = await startIssuer({ documents: askToBeTold });
  suppliers = await connectAs("woodgrove-suppliers", issuer.apps.suppliers);
  procurement = await connectAs("woodgrove-procurement", issuer.apps.procurement);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
  for (const application of [local, another]) application?.stop();
});

test("each application is told by a logout token that jose verifies, and the person does not wait", async () => {
  const { visitor, tokens, others } = await signedIn();
  await visitor.open(endSession(tokens));
  await told(issuer.apps.suppliers, "woodgrove-suppliers", tokens, "RS256");
  await told(issuer.apps.procurement, "woodgrove-procurement", others, "EdDSA");
  await settled();
});

test("an application that failed is told again by the cron trigger, once", async () => {
  const { visitor, tokens } = await signedIn();
  const { answer } = issuer.apps.suppliers;
  issuer.apps.suppliers.answer = (_request, response) => response.writeHead(503).end();
  await visitor.open(endSession(tokens));
  await issuer.apps.suppliers.nextVisit("/backchannel");
  await settled(1);
  issuer.apps.suppliers.answer = answer;
  await issuer.schedule();
  assert.equal((await issuer.sql("SELECT tries FROM logouts"))[0].tries, 1, "not due yet");
  await issuer.sql("UPDATE logouts SET due_at = ended_at");
  await issuer.schedule();
  await told(issuer.apps.suppliers, "woodgrove-suppliers", tokens, "RS256");
  await settled();
});

test("in a browser the sign-out page loads the application's frame and goes on to it with state", async () => {
  const { page, tokens } = await signedInTab();
  const frame = issuer.apps.suppliers.nextVisit("/frontchannel");
  await page.goto(endSession(tokens));
  const { method, url } = await frame;
  const { iss, sid, from } = Object.fromEntries(url.searchParams);
  assert.deepEqual({ method, iss, sid, from }, { method: "GET", iss: issuer.issuer, sid: tokens.claims().sid, from: "vestibule" });
  await page.waitForURL(`${issuer.apps.suppliers.origin}/?state=done`);
  const { url: silent } = await suppliers.begin({ prompt: "none" });
  await page.goto(String(silent));
  assert.equal(new URL(page.url()).searchParams.get("error"), "login_required");
});

test("the frame of the issuer says when the session has changed, to the application's own origin", async () => {
  const { page, tokens, back } = await signedInTab(await connectAs("woodgrove-suppliers", local));
  const frame = suppliers.config.serverMetadata().check_session_iframe;
  const state = back.searchParams.get("session_state");
  const message = `woodgrove-suppliers ${state}`;
  assert.equal(await page.evaluate(ask, { frame, message }), "unchanged");
  assert.equal(await page.evaluate(ask, { frame, message: `woodgrove-procurement ${state}` }), "changed");
  assert.equal(await page.evaluate(ask, { frame, message: "nonsense" }), "error");
  const elsewhere = await page.context().newPage();
  await elsewhere.goto(`${another.origin}/`);
  assert.equal(await elsewhere.evaluate(ask, { frame, message }), "changed");
  await elsewhere.goto(endSession(tokens));
  assert.equal(await page.evaluate(ask, { frame, message }), "changed");
});

test("where the browser keeps cookies from other sites' frames, there is no answer, and nothing to ask again for", async () => {
  const { page, back } = await signedInTab();
  const frame = suppliers.config.serverMetadata().check_session_iframe;
  const message = `woodgrove-suppliers ${back.searchParams.get("session_state")}`;
  assert.equal(await page.evaluate(ask, { frame, message }), "error");
});

function askToBeTold(documents) {
  const [first, second] = [documents["app/woodgrove-suppliers"], documents["app/woodgrove-procurement"]];
  first.redirectUris.push(`${local.origin}/callback`);
  const at = (app, path) => new URL(path, app.redirectUris[0]).href;
  first.backchannelLogoutUri = at(first, "/backchannel");
  first.frontchannelLogoutUri = at(first, "/frontchannel?from=vestibule");
  second.backchannelLogoutUri = at(second, "/backchannel");
  second.signingAlgorithm = "EdDSA";
  return documents;
}

const connectAs = (clientId, app) =>
  connect(issuer.issuer, { clientId, secret: `${clientId}-sample-secret`, redirectUri: `${app.origin}/callback` });

const endSession = (tokens) =>
  String(suppliers.endSession({
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: `${issuer.apps.suppliers.origin}/`,
    state: "done",
  }));

/** A new person in both applications, without a browser; the tokens that each got. */
async function signedIn() {
  const visitor = newVisitor(issuer.issuer);
  const { url, checks } = await suppliers.begin({ prompt: "create" });
  await visitor.open(url);
  const back = await signUp(visitor, issuer, { email: newAddress("ada"), secret: null, answers: supplier });
  const tokens = await suppliers.finish(back.url, checks);
  const second = await procurement.begin();
  const there = await visitor.open(second.url);
  return { visitor, tokens, others: await procurement.finish(there.url, second.checks) };
}

/** A new person in a tab of a browser of their own; their tokens, and the address that brought the code. */
async function signedInTab(application = suppliers) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const { url, checks } = await application.begin({ prompt: "create" });
  await page.goto(String(url));
  await signUp(visitorAt(page), issuer, { email: newAddress("ada"), secret: null, answers: supplier });
  const back = new URL(page.url());
  return { page, back, tokens: await application.finish(back, checks) };
}

/** That the application was told of the session of its tokens by a token that is its own. */
async function told(app, audience, tokens, algorithm) {
  const { method, form } = await app.nextVisit("/backchannel");
  assert.deepEqual([method, [...form.keys()]], ["POST", ["logout_token"]]);
  const keys = createRemoteJWKSet(new URL(`${issuer.issuer}/jwks`));
  const expected = { issuer: issuer.issuer, audience, algorithms: [algorithm], typ: "logout+jwt", maxTokenAge: "2 minutes" };
  const { payload } = await jwtVerify(form.get("logout_token"), keys, expected);
  const { sub, sid } = tokens.claims();
  assert.deepEqual([payload.sub, payload.sid, payload.events], [sub, sid, ended]);
  assert.ok(payload.jti && !("nonce" in payload) && payload.exp - payload.iat <= 120);
}

/** Waits until only `left` applications have yet to hear of a session's end. */
const settled = (left = 0) =>
  waitFor(`${left} to be told`, async () => (await issuer.sql("SELECT 1 FROM logouts")).length === left);
