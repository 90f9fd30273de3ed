// npm's @azure/msal-browser in OIDC protocol mode: it is told the issuer and its client_id, and nothing else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { serveScript } from "../harness/page-script.mjs";
import { customer, newAddress, signUp } from "../harness/people.mjs";

const scopes = ["openid", "profile", "email", "offline_access"];
let issuer, browser, page;

before(async () => {
  issuer = await startIssuer();
  await serveScript(issuer.apps.shop, "msal-page.js", { issuer: issuer.issuer, clientId: "woodgrove-shop" });
  browser = await openBrowser();
  page = await open();
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
});

test("MSAL signs a customer up by redirect", async () => {
  const email = newAddress("grace");
  await leave(page, (scopes) => window.msal.loginRedirect({ scopes, prompt: "create" }));
  await signUp(visitorAt(page), issuer, { email, answers: customer });
  await page.waitForURL(`${issuer.apps.shop.origin}/**`);
  const { account, idTokenClaims } = await page.evaluate(() => window.result);
  assert.equal(idTokenClaims.email, email);
  assert.equal(account.localAccountId, idTokenClaims.oid);
});

test("MSAL gets tokens silently: those it has, and new ones with its refresh token", async () => {
  const silent = (forceRefresh) =>
    page.evaluate(
      ([scopes, forceRefresh]) =>
        window.msal.acquireTokenSilent({ scopes, forceRefresh, account: window.msal.getAllAccounts()[0] }),
      [scopes, forceRefresh],
    );
  const kept = await silent(false);
  const fresh = await silent(true);
  assert.equal(kept.fromCache, true);
  assert.equal(fresh.fromCache, false);
  assert.notEqual(fresh.accessToken, kept.accessToken);
  assert.equal(fresh.uniqueId, kept.uniqueId);
});

test("MSAL signs out and comes back", async () => {
  await leave(page, () => {
    const account = window.msal.getAllAccounts()[0];
    return window.msal.logoutRedirect({ account, idTokenHint: account.idToken });
  });
  await page.waitForURL((url) => url.origin === issuer.apps.shop.origin && url.pathname === "/");
  assert.deepEqual(await page.evaluate(() => window.result.then(() => window.msal.getAllAccounts())), []);
});

test("MSAL signs a customer up in a window of its own", async () => {
  const other = await open();
  const email = newAddress("ada");
  const opened = other.waitForEvent("popup");
  const login = other.evaluate(async (scopes) => {
    const { idTokenClaims } = await window.msal.loginPopup({ scopes, prompt: "create" });
    return idTokenClaims.email;
  }, scopes);
  await signUp(visitorAt(await opened), issuer, { email, answers: customer }).catch(() => {}); // its window closes
  assert.equal(await login, email);
});

async function open() {
  const tab = await (await browser.newContext()).newPage();
  await tab.goto(`${issuer.apps.shop.origin}/spa`);
  await tab.waitForFunction(() => window.msal);
  return tab;
}

/** Does what leads away from the page, which therefore never answers. */
async function leave(tab, action) {
  const left = tab.waitForEvent("framenavigated", (frame) => frame === tab.mainFrame());
  await Promise.all([left, tab.evaluate(action, scopes).catch(() => {})]);
  await tab.waitForLoadState();
}
