// A native program: it listens on a port that the system gives it, and opens the person's browser (RFC 8252 §7.3).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { startApplication } from "../harness/application.mjs";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { connect } from "../harness/client.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { customer, newAddress, password, signUp } from "../harness/people.mjs";

const email = newAddress("grace");
let issuer, browser;

before(async () => {
  issuer = await startIssuer();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
});

test("a native program gets tokens on a loopback port chosen at run time", async (t) => {
  const program = await startProgram(t);
  const { page, checks } = await openIn(program, { prompt: "create" });
  await signUp(visitorAt(page), issuer, { email, answers: customer });
  const tokens = await program.finish((await program.nextVisit("/callback")).url, checks);
  assert.equal(tokens.claims().email, email);
  assert.equal((await program.userinfo(tokens)).email, email);
});

test("it signs in again on another port, with tokens signed by ES256", async (t) => {
  const program = await startProgram(t);
  const { page, checks } = await openIn(program);
  await visitorAt(page).fill("sign-in", { email, password });
  const tokens = await program.finish((await program.nextVisit("/callback")).url, checks);
  const keys = createRemoteJWKSet(new URL(`${issuer.issuer}/jwks`));
  const expected = { issuer: issuer.issuer, audience: "woodgrove-mobile", algorithms: ["ES256"] };
  assert.equal((await jwtVerify(tokens.id_token, keys, expected)).payload.email, email);
});

async function startProgram(t) {
  const listener = await startApplication();
  t.after(listener.stop);
  const redirectUri = `${listener.origin}/callback`;
  const client = await connect(issuer.issuer, { clientId: "woodgrove-mobile", redirectUri });
  return { ...client, nextVisit: listener.nextVisit };
}

async function openIn(program, parameters) {
  const { url, checks } = await program.begin(parameters);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(String(url));
  return { page, checks };
}
