// The pieces of work that are measured.

import { codeIn } from "../../tests/e2e/harness/outbox.mjs";
import { customer, newAddress, password } from "../../tests/e2e/harness/people.mjs";
import { newVisitor } from "../../tests/e2e/harness/visitor.mjs";
import { codeAt, expect } from "./answers.mjs";

async function repeat(times, work) {
  for (let n = 0; n < times; n += 1) await work(n);
}

function gets({ issuer, measure }, times, path) {
  return measure(() => repeat(times, async () => (await expect(200, await fetch(issuer.issuer + path))).arrayBuffer()));
}

/** From an application to the sign-in page's address, with nobody signed in. */
function authorize({ issuer, measure, ...side }, times) {
  return measure(() =>
    repeat(times, async () => expect(303, await newVisitor(issuer.issuer).request(side.authorize()))),
  );
}

async function signInPage({ issuer, measure, ...side }, times) {
  const visitor = newVisitor(issuer.issuer);
  const { url } = await visitor.open(side.authorize());
  return measure(() => repeat(times, async () => (await expect(200, await visitor.request(url))).arrayBuffer()));
}

/** Who is signed in comes back with a code, and sees no page. */
async function silently(side) {
  const answer = await expect(303, await side.visitor.request(side.authorize({ prompt: "none" })));
  return codeAt(new URL(answer.headers.get("location")));
}

const silentAuthorize = (side, times) => side.measure(() => repeat(times, () => silently(side)));

async function code(side, times) {
  const codes = [];
  await repeat(times, async () => codes.push(await silently(side)));
  return side.measure(() => repeat(times, (n) => side.redeem(codes[n])));
}

async function refresh(side, times) {
  let { refresh_token: token } = await side.redeem(await silently(side));
  return side.measure(() => repeat(times, async () => (token = (await side.refresh(token)).refresh_token)));
}

async function userinfo(side, times) {
  const { access_token: token } = await side.redeem(await silently(side));
  const headers = { authorization: `Bearer ${token}` };
  const ask = async () => (await expect(200, await fetch(`${side.issuer.issuer}/userinfo`, { headers }))).json();
  return side.measure(() => repeat(times, ask));
}

/** From the application to the page, and with a password back to the application. */
function passwordSignIn({ issuer, measure, email, ...side }, times) {
  return measure(() =>
    repeat(times, async () => {
      const visitor = newVisitor(issuer.issuer);
      await visitor.open(side.authorize());
      codeAt((await visitor.fill("sign-in", { email, password })).url);
    }),
  );
}

/** The same for a new person, with the code that was mailed to them; their look at the mail is not measured. */
async function signUp({ issuer, measure, ...side }, times) {
  let sum = 0;
  await repeat(times, async () => {
    const [email, visitor] = [newAddress("grace"), newVisitor(issuer.issuer)];
    sum += await measure(async () => {
      await visitor.open(side.authorize({ prompt: "create" }));
      await visitor.fill("sign-up", { email });
    });
    const mailed = codeIn(await issuer.waitForMail(email));
    sum += await measure(async () => {
      await visitor.fill("code", { code: mailed });
      await visitor.fill("password", { password });
      codeAt((await visitor.fill("attributes", customer)).url);
    });
  });
  return sum;
}

/**
 * Each piece by its name: a function of a side and of how often to do it, which returns the milliseconds of CPU that all of it
 * took. What a piece needs beforehand it makes without measuring.
 */
export const pieces = {
  discovery: (side, times) => gets(side, times, "/.well-known/openid-configuration"),
  jwks: (side, times) => gets(side, times, "/jwks"),
  authorize,
  "sign-in-page": signInPage,
  "silent-authorize": silentAuthorize,
  code,
  refresh,
  userinfo,
  "password-sign-in": passwordSignIn,
  "sign-up": signUp,
};

/** Work of many requests, or with a password's hash: it is done a tenth as often as the rest. */
const large = ["password-sign-in", "sign-up"];

/** How often a piece is done in a round of so many requests. */
export const timesOf = (name, requests) => (large.includes(name) ? Math.ceil(requests / 10) : requests);
