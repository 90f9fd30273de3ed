// A native program: it listens on a port that the system gives it, and opens the person's browser (RFC 8252 §7.3).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { startApplication } from "../harness/application.mjs";
import { openBrowser, openDevice, visitorAt } from "../harness/browser.mjs";
import { connect } from "../harness/client.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { customer, newAddress, password, signUp } from "../harness/people.mjs";
import { waitFor } from "../harness/wait.mjs";

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

test("who is signed in is asked once in a browser before a program gets a code", async (t) => {
  const redirectUri = `${issuer.apps.shop.origin}/spa`;
  const shop = await connect(issuer.issuer, { clientId: "woodgrove-shop", redirectUri });
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "ar" });
  const page = await context.newPage();
  await page.goto(String((await shop.begin()).url));
  await visitorAt(page).fill("sign-in", { email, password });
  await issuer.apps.shop.nextVisit("/spa");

  const first = await startProgram(t);
  const begun = await first.begin();
  await page.goto(String(begun.url));
  await page.waitForSelector('main[data-page="continue"]');
  assert.match(await page.textContent("h1"), /تطبيق وودغروف/);
  assert.match(await page.textContent(".caution"), /برنامج على هذا الجهاز/);
  await visitorAt(page).fill("continue", {});
  const tokens = await first.finish((await first.nextVisit("/callback")).url, begun.checks);
  assert.equal(tokens.claims().email, email);

  const second = await startProgram(t);
  const silent = await second.begin({ prompt: "none" });
  await page.goto(String(silent.url));
  const again = await second.finish((await second.nextVisit("/callback")).url, silent.checks);
  assert.equal(again.claims().sub, tokens.claims().sub);
});

test("without a tap, a scheme of its own is gone to by a page, by itself and by its button", async (t) => {
  const { page, opened, begin } = await openOnDevice(t);
  const wanted = await navigationsOf(page);
  await page.goto(await begin());
  const button = page.getByRole("link", { name: "Return to Woodgrove mobile" });
  const place = await button.getAttribute("href");
  assert.equal(new URL(place).searchParams.get("error"), "login_required");
  await waitFor("the page to go on", () => opened().length === 1 && wanted.ended() === 1);
  await button.tap();
  await waitFor("the button to go on", () => opened().length === 2 && wanted.reasons.length === 2);
  assert.deepEqual(opened(), [place, place]);
  assert.deepEqual(wanted.reasons, ["metaTagRefresh", "anchorClick"]);
});

test("a tap counts while the page goes on by itself", async (t) => {
  const { page, opened, begin } = await openOnDevice(t);
  const wanted = await navigationsOf(page);
  const button = page.getByRole("link", { name: "Return to Woodgrove mobile" });
  await page.goto(await begin(), { waitUntil: "commit" });
  await button.tap();
  await waitFor("the button to go on", () => wanted.reasons.includes("anchorClick"));
  await waitFor("the program to be opened", () => opened().length > 0);
  assert.equal(opened()[0], await button.getAttribute("href"));
});

/** A page on a device that has the program, and the address at which a request for no page begins. */
async function openOnDevice(t) {
  const redirectUri = "com.woodgrove.mobile:/callback";
  const mobile = await connect(issuer.issuer, { clientId: "woodgrove-mobile", redirectUri });
  const device = await openDevice({ origin: issuer.issuer, scheme: "com.woodgrove.mobile" });
  t.after(device.close);
  const page = await device.context.newPage();
  return { page, opened: device.opened, begin: async () => String((await mobile.begin({ prompt: "none" })).url) };
}

/** Why the page asks its browser to go to the program, and how many of these navigations ended. */
async function navigationsOf(page) {
  const [reasons, ended] = [[], []];
  const chromium = await page.context().newCDPSession(page);
  chromium.on("Page.frameRequestedNavigation", ({ reason, url }) => {
    if (url.startsWith("com.")) reasons.push(reason);
  });
  chromium.on("Page.frameStoppedLoading", () => {
    if (reasons.length > ended.length) ended.push(reasons.at(-1));
  });
  await chromium.send("Page.enable");
  return { reasons, ended: () => ended.length };
}

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

test("Back to the page that went on to a program does not open the program again", async (t) => {
  const { page, opened, begin } = await openOnDevice(t);
  await page.goto(await begin());
  await waitFor("the page to go on", () => opened().length === 1);
  await page.goto(`${issuer.apps.shop.origin}/elsewhere`);
  await page.goBack();
  const button = page.getByRole("link", { name: "Return to Woodgrove mobile" });
  await button.waitFor();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.equal(opened().length, 1);
  await button.tap();
  await waitFor("the button to go on", () => opened().length === 2);
});
