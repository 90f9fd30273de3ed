// A single-page application on another site: what the browser lets its script read proves CORS.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { customer, newAddress, password, signUp } from "../harness/people.mjs";
import { serveShop } from "../harness/shop.mjs";

const email = newAddress("grace");
let issuer, browser, page, account;

before(async () => {
  issuer = await startIssuer();
  serveShop(issuer.apps.shop, issuer.issuer);
  browser = await openBrowser();
  page = await openShop();
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
});

test("a customer signs up through a single-page application, whose script gets the tokens", async () => {
  await page.click("#sign-up");
  await signUp(visitorAt(page), issuer, { email, answers: customer });
  const { claims, userinfo, keys } = await outcome();
  assert.equal(claims.email, email);
  assert.equal(claims.acct, 0, "a customer is a member");
  assert.deepEqual(claims.interests, customer.interests);
  assert.equal(userinfo.given_name, customer.givenName);
  assert.equal(userinfo.sub, claims.sub);
  assert.ok(keys > 0);
  account = claims.sub;
});

test("its script refreshes", async () => {
  const { refresh } = await outcome();
  await page.click("#refresh");
  await page.waitForFunction((old) => JSON.parse(document.querySelector("#out").textContent).refresh !== old, refresh);
  assert.equal((await outcome()).claims.sub, account);
});

test("the customer signs in again in another browser", async () => {
  page = await openShop();
  await page.click("#sign-in");
  await visitorAt(page).fill("sign-in", { email, password });
  assert.equal((await outcome()).claims.sub, account);
});

test("no other page's script can read what a person sees", async () => {
  const read = (paths) =>
    page.evaluate((urls) => Promise.all(urls.map((url) => fetch(url).then(() => true, () => false))), paths);
  const at = (...paths) => paths.map((path) => issuer.issuer + path);
  assert.deepEqual(await read(at("/.well-known/openid-configuration", "/jwks")), [true, true]);
  const hidden = at("/authorize?client_id=woodgrove-shop", "/logout", "/health", "/dev/outbox", "/demo/");
  assert.deepEqual(await read(hidden), hidden.map(() => false));
});

async function openShop() {
  const context = await browser.newContext();
  const shop = await context.newPage();
  await shop.goto(`${issuer.apps.shop.origin}/spa`);
  return shop;
}

/** What the shop's script got, once it got something. */
async function outcome() {
  await page.waitForFunction(() => document.querySelector("#out")?.textContent);
  return JSON.parse(await page.textContent("#out"));
}
