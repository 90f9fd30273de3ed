// Fields of every kind, over two pages, and what becomes of their answers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { connect } from "../harness/client.mjs";
import { askEveryKind } from "../harness/every-kind.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { customer, newAddress, signUp } from "../harness/people.mjs";

let issuer, browser, shop;

before(async () => {
  issuer = await startIssuer({ documents: askEveryKind });
  browser = await openBrowser();
  shop = await connect(issuer.issuer, { clientId: "woodgrove-shop", redirectUri: `${issuer.apps.shop.origin}/spa` });
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
});

test("answers of every kind reach the ID token as what they are, and what was typed outlives an error", async () => {
  const page = await browser.newPage();
  const visitor = visitorAt(page);
  const { url, checks } = await shop.begin({ prompt: "create" });
  await page.goto(String(url));
  await signUp(visitor, issuer, { email: newAddress("grace"), answers: customer });

  const home = { household: "40", moveIn: "2027-03-01", newsletter: "true" };
  await visitor.fill("attributes", home);
  const links = await page.locator("[role=alert] a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.deepEqual(links, ["#household", "#delivery"]);
  assert.equal(await page.inputValue("#household"), "40");
  assert.equal(await page.inputValue("#moveIn"), "2027-03-01");
  assert.ok(await page.isChecked("#newsletter"));

  const back = await visitor.fill("attributes", { household: "4", delivery: "room" });
  const claims = (await shop.finish(back.url, checks)).claims();
  const { household, moveIn, newsletter, delivery, interests } = claims;
  assert.deepEqual(
    { household, moveIn, newsletter, delivery, interests },
    { household: 4, moveIn: "2027-03-01", newsletter: true, delivery: "room", interests: customer.interests },
  );
});
