// What password managers, screen readers and scripts rely on, and that nobody needs JavaScript.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { connect } from "../harness/client.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { codeIn } from "../harness/outbox.mjs";
import { newAddress, password, signUp, supplier } from "../harness/people.mjs";

const email = newAddress("ada");
let issuer, browser, suppliers;

before(async () => {
  issuer = await startIssuer();
  browser = await openBrowser();
  const redirectUri = `${issuer.apps.suppliers.origin}/callback`;
  const secret = "woodgrove-suppliers-sample-secret";
  suppliers = await connect(issuer.issuer, { clientId: "woodgrove-suppliers", secret, redirectUri });
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
});

test("every page of a sign-up keeps the contract, and nothing on it is blocked", async (t) => {
  const { page, checks } = await open(t, { prompt: "create" });
  const blocked = [];
  page.on("console", (message) => message.type() === "error" && blocked.push(message.text()));
  const visitor = visitorAt(page);

  assert.deepEqual(await fieldsOf(page), { email: "username" });
  await visitor.fill("sign-up", { email });
  assert.deepEqual(await fieldsOf(page), { code: "one-time-code" });
  await visitor.fill("code", { code: codeIn(await issuer.waitForMail(email)) });
  assert.deepEqual(await fieldsOf(page), { email: "username", password: "new-password" });
  await visitor.fill("password", { password });
  assert.deepEqual(await fieldsOf(page), {
    displayName: "name",
    businessName: "organization",
    businessRegistrationCode: "",
    phoneNumber: "tel",
    "terms-supplierTerms": "",
  });
  const back = await visitor.fill("attributes", supplier);
  assert.equal((await suppliers.finish(back.url, checks)).claims().email, email);
  assert.deepEqual(blocked, []);
});

test("on sign-in, address and password stand in one form, and are there to be filled in", async (t) => {
  const { page } = await open(t, { login_hint: email });
  assert.deepEqual(await fieldsOf(page), { email: "username", password: "current-password", keep: "" });
  assert.equal(await page.inputValue("#email"), email);
  for (const id of ["email", "password"]) assert.ok(await page.isEditable(`main form #${id}`), id);
  assert.equal(await page.locator("main form").count(), 1);
});

test("a password can be shown, and is a password again when it is sent", async (t) => {
  const { page } = await open(t, { login_hint: email });
  await page.fill("#password", "not the password");
  const show = page.locator("button[aria-controls=password]");
  await show.click();
  assert.equal(await page.getAttribute("#password", "type"), "text");
  await page.evaluate(() => {
    const form = document.querySelector("main form");
    form.addEventListener("submit", () => sessionStorage.setItem("type", document.querySelector("#password").type));
  });
  await visitorAt(page).fill("sign-in", {});
  assert.equal(await page.evaluate(() => sessionStorage.getItem("type")), "password");
});

for (const javaScriptEnabled of [true, false]) {
  const scripts = javaScriptEnabled ? "with" : "without";

  test(`errors are told where the focus falls, and lead to their fields, ${scripts} JavaScript`, async (t) => {
    const { page } = await open(t, { prompt: "create" }, { javaScriptEnabled });
    const visitor = visitorAt(page);
    await visitor.fill("sign-up", { email: "nobody" });
    await checkErrors(page, ["email"]);
    assert.equal(await page.inputValue("#email"), "nobody");
    const address = newAddress("ada");
    await visitor.fill("sign-up", { email: address });
    await visitor.fill("code", { code: "1" });
    await checkErrors(page, ["code"]);
    await visitor.fill("code", { code: codeIn(await issuer.waitForMail(address)) });
    await visitor.fill("password", { password: "12345" });
    await checkErrors(page, ["password"]);
    await visitor.fill("password", { password });
    await visitor.fill("attributes", { displayName: "Ada", businessRegistrationCode: "123" });
    await checkErrors(page, ["businessName", "businessRegistrationCode", "phoneNumber", "terms-supplierTerms"]);
    assert.equal(await page.inputValue("#displayName"), "Ada", "what was typed stays");
    assert.equal(await page.inputValue("#businessRegistrationCode"), "123");
  });
}

test("a whole sign-up and a sign-in work without JavaScript", async (t) => {
  const address = newAddress("ada");
  const { page, checks } = await open(t, { prompt: "create" }, { javaScriptEnabled: false });
  const back = await signUp(visitorAt(page), issuer, { email: address, answers: supplier });
  const { sub } = (await suppliers.finish(back.url, checks)).claims();
  const again = await open(t, {}, { javaScriptEnabled: false });
  const there = await visitorAt(again.page).fill("sign-in", { email: address, password });
  assert.equal((await suppliers.finish(there.url, again.checks)).claims().sub, sub);
});

test("the keyboard alone is enough to sign in", async (t) => {
  const { page, checks } = await open(t);
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.searchParams.has("code"), { waitUntil: "commit" });
  assert.equal((await suppliers.finish(new URL(page.url()), checks)).claims().email, email);
});

async function open(t, parameters, options) {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  const page = await context.newPage();
  const { url, checks } = await suppliers.begin(parameters);
  await page.goto(String(url));
  return { page, checks };
}

/** Each visible field's autocomplete token, once names, labels and buttons are as promised. */
async function fieldsOf(page) {
  const fields = await page.locator("main form :is(input:not([type=hidden]), select)").evaluateAll((all) =>
    all.map(({ id, name, autocomplete, labels }) => ({ id, name, autocomplete, label: labels[0]?.textContent.trim() })),
  );
  for (const { id, name, label } of fields) {
    assert.equal(id, name);
    assert.ok(label, `${id} has a label`);
  }
  const first = await page.locator("main form [type=submit]").first().evaluate((button) => button.cloneNode().outerHTML);
  assert.equal(first, '<button type="submit"></button>');
  return Object.fromEntries(fields.map(({ name, autocomplete }) => [name, autocomplete]));
}

/** The summary has the focus and names each field; each field says what is wrong with it. */
async function checkErrors(page, names) {
  assert.match(await page.title(), /^Error/);
  assert.ok(await page.evaluate(() => document.activeElement.matches("[role=alert]")), "the summary has the focus");
  const links = await page.locator("[role=alert] a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.deepEqual(links, names.map((name) => `#${name}`));
  for (const name of names) {
    const field = page.locator(`[id="${name}"]`);
    assert.equal(await field.getAttribute("aria-invalid"), "true", name);
    const described = (await field.getAttribute("aria-describedby")).split(" ");
    const texts = await Promise.all(described.map((id) => page.textContent(`[id="${id}"]`)));
    assert.ok(texts.some((text) => text.startsWith("Error")), `${name}: ${texts}`);
  }
  await page.click(`[role=alert] a[href="#${names[0]}"]`);
  assert.equal(await page.evaluate(() => document.activeElement.id), names[0]);
}
