// What the runtime knows, and the program does not: every country's name, and how each language sorts them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { codeIn } from "./harness/outbox.mjs";
import { customer, newAddress } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

let issuer, shop;

before(async () => {
  issuer = await startIssuer({ documents: askForPhone });
  shop = await connect(issuer.issuer, { clientId: "woodgrove-shop", redirectUri: `${issuer.apps.shop.origin}/spa` });
});
after(() => issuer?.stop());

test("countries are named and sorted in the page's language, and kept as their codes", async () => {
  const { visitor, checks } = await atAttributes("ar");
  const arabic = countries(visitor.page.html);
  assert.equal(arabic.length, 249);
  assert.deepEqual(arabic.map(([, name]) => name), arabic.map(([, name]) => name).toSorted(new Intl.Collator("ar").compare));
  const names = new Map(arabic);
  assert.deepEqual([names.get("EG"), names.get("NO"), names.get("AX")], ["مصر", "النرويج", "جزر آلاند"]);
  assert.ok(order(arabic, "JO", "YE", "EG"), "by the Arabic alphabet");

  const back = await visitor.fill("attributes", { ...customer, country: "EG", phoneNumber: "٠١٠٠ ١٢٣ ٤٥٦٧" });
  const tokens = await shop.finish(back.url, checks);
  const { address, phone_number } = tokens.claims();
  assert.deepEqual({ country: address.country, phone_number }, { country: "EG", phone_number: "+201001234567" });
});

test("another language has other names in another order", async () => {
  const { visitor } = await atAttributes("en");
  const english = countries(visitor.page.html);
  assert.equal(new Map(english).get("EG"), "Egypt");
  assert.ok(order(english, "AX", "AL", "CI", "EG", "NO", "ZW"), "letters with marks stand beside those without");
});

/** The shop's customers are asked for a phone number, too. */
function askForPhone(sample) {
  sample["flow/customer"].pages[0].inputs.push({ attribute: "phoneNumber", inputType: "phone" });
}

async function atAttributes(locale) {
  const visitor = newVisitor(issuer.issuer);
  const { url, checks } = await shop.begin({ prompt: "create", ui_locales: locale, scope: "openid address phone" });
  await visitor.open(url);
  const email = newAddress("grace");
  await visitor.fill("sign-up", { email });
  await visitor.fill("code", { code: codeIn(await issuer.waitForMail(email)) });
  await visitor.fill("password", { action: "no_password" });
  return { visitor, checks };
}

/** Code and name of each country, in the order of the list. */
function countries(html) {
  const [list] = html.match(/<select id="country"[\s\S]*?<\/select>/);
  return [...list.matchAll(/<option value="([A-Z]{2})"[^>]*>([^<]*)</g)].map(([, code, name]) => [code, name]);
}

function order(list, ...codes) {
  const places = codes.map((code) => list.findIndex(([known]) => known === code));
  return places.every((place, at) => place >= 0 && (at === 0 || places[at - 1] < place));
}
