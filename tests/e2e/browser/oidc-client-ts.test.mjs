// npm's oidc-client-ts in a single-page application: it is told the issuer and its client_id, and nothing else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startApplication } from "../harness/application.mjs";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { serveScript } from "../harness/page-script.mjs";
import { customer, newAddress, signUp } from "../harness/people.mjs";

const email = newAddress("grace");
/** A site of the issuer's own: browsers keep cookies from the frames of others. */
let local;
let issuer, browser;

before(async () => {
  local = await startApplication({ local: true });
  issuer = await startIssuer({ documents: alsoAtLocal });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
  local?.stop();
});

test("oidc-client-ts signs a customer up, renews with the refresh token, reads userinfo and signs out", async () => {
  const scope = "openid profile email offline_access";
  const page = await signedUp(issuer.apps.shop, { scope, loadUserInfo: true });
  const user = await returned(page);
  assert.equal(user.profile.email, email);
  assert.equal(user.profile.given_name, customer.givenName);

  const renewed = await page.evaluate(async () => ({ ...(await window.manager.signinSilent()) }));
  assert.notEqual(renewed.access_token, user.access_token);
  assert.notEqual(renewed.refresh_token, user.refresh_token);
  assert.equal(renewed.profile.sub, user.profile.sub);

  await leave(page, () => window.manager.signoutRedirect());
  await page.waitForURL(`${issuer.apps.shop.origin}/`);
  await leave(page, () => window.manager.signinRedirect({ prompt: "none" }));
  await page.waitForURL((url) => url.searchParams.has("error"));
  assert.equal(new URL(page.url()).searchParams.get("error"), "login_required");
});

test("oidc-client-ts renews in a frame, without a refresh token", async () => {
  const page = await signedUp(local, { scope: "openid email" }, newAddress("ada"));
  const user = await returned(page);
  assert.equal(user.refresh_token, undefined);
  const renewed = await page.evaluate(async () => ({ ...(await window.manager.signinSilent()) }));
  assert.notEqual(renewed.access_token, user.access_token);
  assert.equal(renewed.profile.sub, user.profile.sub);
  assert.equal(renewed.profile.sid, user.profile.sid);
});

test("where the browser keeps cookies from frames, oidc-client-ts is told that nobody is signed in", async () => {
  const page = await signedUp(issuer.apps.shop, { scope: "openid email" }, newAddress("kim"));
  await returned(page);
  const error = await page.evaluate(() => window.manager.signinSilent().catch(({ error }) => error));
  assert.equal(error, "login_required");
});

function alsoAtLocal(sample) {
  const shop = sample["app/woodgrove-shop"];
  shop.redirectUris.push(`${local.origin}/spa`);
  shop.postLogoutRedirectUris.push(`${local.origin}/`);
  return sample;
}

async function signedUp(application, settings, address = email) {
  await serveScript(application, "oidc-client-ts-page.js", { authority: issuer.issuer, client_id: "woodgrove-shop", ...settings });
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${application.origin}/spa`);
  await leave(page, () => window.manager.signinRedirect({ prompt: "create" }));
  await page.waitForURL(`${issuer.issuer}/**`);
  await signUp(visitorAt(page), issuer, { email: address, answers: customer });
  return page;
}

/** Does what leads away from the page, which therefore never answers. */
const leave = (page, action) => Promise.all([page.waitForNavigation(), page.evaluate(action).catch(() => {})]);

const returned = (page) => page.evaluate(async () => ({ ...(await window.user) }));
