// What the runtime knows, and the program does not: every country's name, how each language sorts them, how a domain is
// written in ASCII, and which characters are the same.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { codeIn } from "./harness/outbox.mjs";
import { customer, newAddress } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

let issuer, shop;

before(async () => {
  issuer = await startIssuer({ documents: askForMore });
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

  const answers = { ...customer, country: "EG", phoneNumber: "٠١٠٠ ١٢٣ ٤٥٦٧", website: "https://مثال.example:81/?a" };
  const back = await visitor.fill("attributes", answers);
  const tokens = await shop.finish(back.url, checks);
  const { address, phone_number, website } = tokens.claims();
  assert.deepEqual(
    { country: address.country, phone_number, website },
    { country: "EG", phone_number: "+201001234567", website: "https://xn--mgbh0fb.example:81/?a" },
  );
});

test("another language has other names in another order", async () => {
  const { visitor } = await atAttributes("en");
  const english = countries(visitor.page.html);
  assert.equal(new Map(english).get("EG"), "Egypt");
  assert.ok(order(english, "AX", "AL", "CI", "EG", "NO", "ZW"), "letters with marks stand beside those without");
});

test("an address and a password are the same however they are written", async () => {
  const visitor = newVisitor(issuer.issuer);
  const { local, ascii } = newAddressAt("xn--bcher-kva.example");
  const first = await shop.begin({ prompt: "create" });
  await visitor.open(first.url);
  await visitor.fill("sign-up", { email: ` ${local}@Bücher.Example ` });
  await visitor.fill("code", { code: codeIn(await issuer.waitForMail(ascii)) });
  await visitor.fill("password", { password: "Zu\u0308rich ﬁnd ich schön" });
  const back = await visitor.fill("attributes", { ...customer, country: "EG", phoneNumber: "01001234567" });
  const account = (await shop.finish(back.url, first.checks)).claims();
  assert.equal(account.email, ascii);

  for (const domain of ["bu\u0308cher.example", "BÜCHER。example", "XN--BCHER-KVA.example", "bücher.example"]) {
    const other = newVisitor(issuer.issuer);
    const { url, checks } = await shop.begin();
    await other.open(url);
    const email = `${local}@${domain}`;
    const landed = await other.fill("sign-in", { email, password: "Zürich find ich schön" });
    assert.equal((await shop.finish(landed.url, checks)).claims().sub, account.sub, domain);
  }
});

test("a domain is read as in URLs, and what could be read as another is refused", async () => {
  for (const [domain, ascii] of [
    ["مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv"],
    ["straße.example", "xn--strae-oqa.example"],
    ["xn--bcher-kva.example", "xn--bcher-kva.example"],
    ["ｃ.example", "c.example"],
    ["xn--a.example"],
    ["xn--a-.example"],
    ["℀.example"],
    ["a／b.example"],
    ["\u0338a.example"],
    ["אa.example"],
    ["a\u00adb.example"],
    ["127.0.0.1"],
    ["127.0.0.0x1"],
  ]) {
    const visitor = newVisitor(issuer.issuer);
    await visitor.open((await shop.begin({ prompt: "create" })).url);
    const { local } = newAddressAt(domain);
    const page = await visitor.fill("sign-up", { email: `${local}@${domain}` });
    if (ascii === undefined) assert.deepEqual([page.name, page.status], ["sign-up", 422], domain);
    else assert.ok(codeIn(await issuer.waitForMail(`${local}@${ascii}`)), domain);
  }
});

function newAddressAt(domain) {
  const [local] = newAddress("grace").split("@");
  return { local, ascii: `${local}@${domain}` };
}

/** The shop's customers are asked for a phone number and a website, too. */
function askForMore(sample) {
  const { inputs } = sample["flow/customer"].pages[0];
  inputs.push({ attribute: "phoneNumber", inputType: "phone" }, { attribute: "website", inputType: "url" });
}

async function atAttributes(locale) {
  const visitor = newVisitor(issuer.issuer);
  const { url, checks } = await shop.begin({ prompt: "create", ui_locales: locale, scope: "openid address phone profile" });
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
