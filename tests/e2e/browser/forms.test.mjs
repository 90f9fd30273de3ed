// Forms as a real browser posts them: it names our own origin, so that one without Fetch Metadata is believed, too.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "../harness/browser.mjs";
import { startIssuer } from "../harness/issuer.mjs";

let issuer, browser;

before(async () => {
  issuer = await startIssuer();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
});

test("a browser names our origin when it posts a form of ours", async () => {
  const page = await (await browser.newContext()).newPage();
  const posts = [];
  page.on("request", (request) => {
    if (request.method() === "POST") posts.push(request.allHeaders());
  });
  await page.goto(`${issuer.issuer}/device`);
  await page.fill("#user_code", "BCDF-GHJK");
  await page.click("main button");
  await page.waitForSelector("[role=alert]");
  await page.goto(`${issuer.issuer}/run-user-flow`);
  await page.selectOption("#run", "woodgrove-suppliers supplier");
  await page.click("main button[type=submit]");
  await page.waitForSelector('main[data-page="sign-in"]');
  const sent = await Promise.all(posts);
  assert.deepEqual(sent.map((headers) => headers.origin), [issuer.issuer, issuer.issuer]);
});

test("a form of a browser that says nothing of where it was sent from is taken", async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${issuer.issuer}/run-user-flow`);
  const token = await page.inputValue("input[name=token]");
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const post = (fields) =>
    fetch(`${issuer.issuer}/run-user-flow`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie, origin: "null", "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ run: "woodgrove-suppliers supplier", session: "new", scope: "openid", ...fields }),
    });
  assert.equal((await post({ token: "A".repeat(22) })).status, 403);
  assert.equal((await post({ token })).status, 303);
});
