import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser } from "../harness/browser.mjs";
import { startIssuer } from "../harness/issuer.mjs";

test("a browser trusts the issuer and reaches the applications", async (t) => {
  const { issuer, apps, stop } = await startIssuer();
  t.after(stop);
  const browser = await openBrowser();
  t.after(() => browser.close());
  const page = await browser.newPage();
  const answer = await page.goto(`${issuer}/vestibule.css?v=0`);
  assert.equal(answer.status(), 200);
  await page.goto(`${apps.suppliers.origin}/callback?code=1`);
  assert.equal(await page.textContent("main"), "The application");
  const visit = await apps.suppliers.nextVisit("/callback");
  assert.equal(visit.url.searchParams.get("code"), "1");
});
