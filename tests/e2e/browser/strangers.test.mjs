// An application that registered itself: who never went on to it in this browser reads where it leads, and goes on themselves.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as client from "openid-client";
import { startApplication } from "../harness/application.mjs";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { newAddress, signUp, supplier } from "../harness/people.mjs";

const phone = { viewport: { width: 390, height: 844 }, locale: "ar", hasTouch: true };
const desktop = { viewport: { width: 1280, height: 900 }, locale: "en" };
let issuer, browser, stranger, config;

before(async () => {
  const registration = { flows: ["supplier"], open: true };
  issuer = await startIssuer({ documents: (sample) => Object.assign(sample, { tenant: { ...sample.tenant, registration } }) });
  browser = await openBrowser();
  stranger = await startApplication();
  const metadata = { redirect_uris: [`${stranger.origin}/callback`], client_name: "Parcels" };
  config = await client.dynamicClientRegistration(new URL(issuer.issuer), metadata, undefined, { execute: [] });
});
after(async () => {
  stranger?.stop();
  await browser?.close();
  await issuer?.stop();
});

const begin = async (parameters) =>
  String(
    client.buildAuthorizationUrl(config, {
      redirect_uri: `${stranger.origin}/callback`,
      scope: "openid email",
      state: "a-state",
      code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
      code_challenge_method: "S256",
      ...parameters,
    }),
  );

async function open(t, options) {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  return context.newPage();
}

for (const [device, options] of Object.entries({ "a phone, in Arabic": phone, "a desktop": desktop })) {
  for (const response_mode of ["query", "fragment", "form_post"]) {
    test(`on ${device}, an error by ${response_mode} waits for the person, whom the page does not move`, async (t) => {
      const page = await open(t, options);
      const blocked = [];
      page.on("console", (message) => {
        // That the page's status is 400 is an error to the console, too.
        if (message.type() === "error" && !message.text().includes("400")) blocked.push(message.text());
      });
      const answer = await page.goto(await begin({ prompt: "none", response_mode }));
      assert.equal(answer.status(), 400);
      await page.waitForSelector('main[data-page="leave"]');
      assert.equal(await page.getAttribute("html", "dir"), options.locale === "ar" ? "rtl" : "ltr");
      assert.match(await page.textContent("h1"), new RegExp(new URL(stranger.origin).host));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      assert.equal(wide, false);
      const before = stranger.visits.length;
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 500))));
      assert.deepEqual([stranger.visits.length, new URL(page.url()).origin], [before, issuer.issuer]);
      await page.click("#go-on");
      const { url, form } = await stranger.nextVisit("/callback");
      await page.waitForLoadState();
      const told = form ?? new URLSearchParams(response_mode === "fragment" ? new URL(page.url()).hash.slice(1) : url.search);
      assert.deepEqual([told.get("error"), told.get("state")], ["login_required", "a-state"]);
      assert.deepEqual(blocked, []);
    });
  }
}

test("once they signed up for it, its errors come without a page", async (t) => {
  const page = await open(t, phone);
  await page.goto(await begin({ prompt: "create" }));
  const visitor = visitorAt(page);
  await signUp(visitor, issuer, { email: newAddress("ada"), answers: supplier });
  await visitor.fill("consent", { action: "approve" });
  assert.ok((await stranger.nextVisit("/callback")).url.searchParams.has("code"));
  await page.goto(await begin({ response_type: "x" }));
  const { url } = await stranger.nextVisit("/callback");
  assert.equal(url.searchParams.get("error"), "unsupported_response_type");
});

test("a hidden frame of its own page gets its answer", async (t) => {
  const page = await open(t, desktop);
  await page.goto(stranger.origin);
  await page.evaluate((src) => {
    const frame = Object.assign(document.createElement("iframe"), { src, hidden: true });
    document.body.append(frame);
  }, await begin({ prompt: "none" }));
  const { url } = await stranger.nextVisit("/callback");
  assert.equal(url.searchParams.get("error"), "login_required");
});
