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

  const home = { household: "40", moveIn: "2027-03-01", newsletter: "true", topic: "news" };
  await visitor.fill("attributes", home);
  const links = await page.locator("[role=alert] a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.deepEqual(links, ["#household", "#delivery"]);
  assert.equal(await page.inputValue("#household"), "40");
  assert.equal(await page.inputValue("#moveIn"), "2027-03-01");
  assert.ok(await page.isChecked("#newsletter"));

  const back = await visitor.fill("attributes", { household: "4", delivery: "door" });
  const claims = (await shop.finish(back.url, checks)).claims();
  const { household, moveIn, newsletter, delivery, channel, interests } = claims;
  assert.deepEqual(
    { household, moveIn, newsletter, delivery, channel, interests },
    { household: 4, moveIn: "2027-03-01", newsletter: true, delivery: "door", channel: "web", interests: customer.interests },
  );
});

test("a field appears as one chooses what it follows from, and only what is seen is asked", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await browser.newPage({ javaScriptEnabled });
    const visitor = visitorAt(page);
    const { url, checks } = await shop.begin({ prompt: "create" });
    await page.goto(String(url));
    await signUp(visitor, issuer, { email: newAddress("ada"), answers: customer });

    const seen = async () => {
      const visible = await Promise.all(["floor", "topic", "wish"].map((id) => page.isVisible(`#${id}`)));
      return ["floor", "topic", "wish"].filter((_, index) => visible[index]);
    };
    assert.deepEqual(await seen(), []);
    await page.check("input[name=delivery][value=room]");
    assert.deepEqual(await seen(), ["floor"]);
    await page.check("#newsletter");
    assert.deepEqual(await seen(), ["floor", "topic"]);
    await page.selectOption("#topic", "other");
    assert.deepEqual(await seen(), ["floor", "topic", "wish"]);
    await page.uncheck("#newsletter");
    assert.deepEqual(await seen(), ["floor"], "what rests on a field that is gone is gone, too");
    await page.fill("#floor", "3");
    await page.check("input[name=delivery][value=door]");
    assert.deepEqual(await seen(), []);

    await page.check("input[name=delivery][value=room]");
    await page.check("#newsletter");
    await page.fill("#floor", "");
    await visitor.fill("attributes", { household: "4" });
    const links = await page.locator("[role=alert] a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.deepEqual(links, ["#floor", "#wish"]);
    assert.deepEqual(await seen(), ["floor", "topic", "wish"]);
    await page.uncheck("#newsletter");
    const back = await visitor.fill("attributes", { floor: "3" });
    const claims = (await shop.finish(back.url, checks)).claims();
    assert.deepEqual([claims.floor, claims.topic, claims.wish, claims.newsletter], [3, undefined, undefined, false]);
    await page.close();
  }
});
