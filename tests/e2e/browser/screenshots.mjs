// Pictures of every page, to be looked at: npm run e2e -- tests/e2e/browser/screenshots.mjs
// They are tests/e2e/screenshots/LANGUAGE/PAGE.DEVICE.png.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { openBrowser, visitorAt } from "../harness/browser.mjs";
import { connect } from "../harness/client.mjs";
import { askEveryKind } from "../harness/every-kind.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { codeIn } from "../harness/outbox.mjs";
import { customer, newAddress, password, signUp, supplier } from "../harness/people.mjs";

const folder = fileURLToPath(new URL("../screenshots", import.meta.url));
const devices = {
  "phone": { size: { width: 390, height: 844 }, colorScheme: "light" },
  "phone-dark": { size: { width: 390, height: 844 }, colorScheme: "dark" },
  "desktop": { size: { width: 1280, height: 900 }, colorScheme: "light" },
};
let issuer, browser, applications;

before(async () => {
  rmSync(folder, { recursive: true, force: true });
  issuer = await startIssuer({ documents: showEverything });
  browser = await openBrowser();
  applications = {
    shop: await connectAs("woodgrove-shop", undefined, `${issuer.apps.shop.origin}/spa`),
    suppliers: await connectWithSecret("woodgrove-suppliers", issuer.apps.suppliers),
    procurement: await connectWithSecret("woodgrove-procurement", issuer.apps.procurement),
  };
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
});

for (const locale of ["en", "ar"]) {
  test(`every page can be looked at in the language ${locale}`, async () => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    const album = albumOf(page, locale);
    await supplierSignsUp(album);
    await theySignOut(album);
    await customerGoesToTheSuppliers(album);
    await theRest(album);
    assert.ok(album.pictures.size >= 20);
    await context.close();
  });
}

async function supplierSignsUp({ page, shoot, open }) {
  const visitor = visitorAt(page);
  const email = newAddress("ada");
  await open("suppliers");
  await shoot("sign-in");
  await visitor.fill("sign-in", { email, password: "not the password" });
  await shoot("sign-in-refused");
  await open("suppliers", { prompt: "create" });
  await shoot("sign-up");
  await visitor.fill("sign-up", { email: "nobody" });
  await shoot("sign-up-error");
  await visitor.fill("sign-up", { email });
  await shoot("code");
  await visitor.fill("code", { code: "12345678" });
  await shoot("code-error");
  for (let tries = 1; tries < 5; tries += 1) await visitor.fill("code", { code: "12345678" });
  await shoot("code-spent");
  await visitor.fill("code", {});
  await visitor.fill("code", { code: codeIn(await issuer.waitForMail(email, { after: 1 })) });
  await shoot("password");
  await visitor.fill("password", { password: "12345678" });
  await shoot("password-error");
  await visitor.fill("password", { password });
  await shoot("attributes");
  await visitor.fill("attributes", { displayName: "Ada Lovelace", businessRegistrationCode: "AB12" });
  await shoot("attributes-error");
  await visitor.fill("attributes", supplier);
  await open("procurement");
  await shoot("consent");
}

async function theySignOut({ page, shoot }) {
  await page.goto(`${issuer.issuer}/logout?client_id=woodgrove-shop`);
  await shoot("sign-out");
  await visitorAt(page).fill("sign-out", {});
  await shoot("signed-out");
}

async function customerGoesToTheSuppliers({ page, shoot, open }) {
  const visitor = visitorAt(page);
  const email = newAddress("grace.hopper");
  await open("shop", { prompt: "create" });
  await visitor.fill("sign-up", { email });
  await visitor.fill("code", { code: codeIn(await issuer.waitForMail(email)) });
  await visitor.fill("password", { action: "no_password" });
  await shoot("attributes-customer");
  await visitor.fill("attributes", {});
  await shoot("attributes-customer-error");
  await visitor.fill("attributes", customer);
  await page.waitForSelector("#household");
  await shoot("attributes-kinds");
  await visitor.fill("attributes", { household: "0", moveIn: "2027-03-01" });
  await shoot("attributes-kinds-error");
  await visitor.fill("attributes", { household: "4", delivery: "door" });
  await open("suppliers");
  await shoot("continue");
  await page.context().clearCookies();
  await open("shop", { prompt: "create" });
  await visitor.fill("sign-up", { email });
  await visitor.fill("code", { code: codeIn(await issuer.waitForMail(email, { after: 1 })) });
  await shoot("exists");
}

async function theRest({ page, shoot }) {
  const pages = {
    "error-application": "/authorize?client_id=nobody",
    "error-redirect": "/authorize?client_id=woodgrove-suppliers&redirect_uri=https://evil.example/",
    "error-gone": "/flow/x/code?client_id=woodgrove-shop",
    "error-not-found": "/nowhere",
    "outbox": "/dev/outbox",
    "demo": "/demo/",
  };
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(issuer.issuer + path);
    await shoot(name);
  }
  await page.click("[data-create]");
  await signUp(visitorAt(page), issuer, { email: newAddress("ada"), answers: supplier });
  await page.waitForSelector("#result:not([hidden])");
  await shoot("demo-signed-in");
}

test("a deployment without configuration can be looked at", async (t) => {
  for (const environment of ["development", "production"]) {
    const empty = await startIssuer({ documents: () => ({}), vars: { ENVIRONMENT: environment } });
    t.after(empty.stop);
    const page = await browser.newPage();
    await page.goto(empty.issuer);
    await albumOf(page, "en").shoot(`setup-${environment}`);
  }
});

test("faults of documents can be looked at", async (t) => {
  const broken = await startIssuer({
    documents: (sample) => {
      Object.assign(sample.tenant, { defaultLanguage: "xx", colour: "green" });
    },
  });
  t.after(broken.stop);
  const page = await browser.newPage();
  for (const [name, path] of [["faults-health", "/health"], ["faults", "/authorize?client_id=woodgrove-shop"]]) {
    await page.goto(broken.issuer + path);
    await albumOf(page, "en").shoot(name);
  }
});

test("mail can be looked at", async () => {
  for (const locale of ["en", "ar"]) {
    const mails = await (await fetch(`${issuer.issuer}/dev/outbox`, { headers: { accept: "application/json" } })).json();
    const mail = mails.find(({ html }) => html.includes(`lang="${locale}"`));
    const page = await browser.newPage();
    await page.setContent(mail.html);
    await albumOf(page, locale).shoot("mail");
  }
});

/** A page and its pictures; `open` sends it to the issuer as an application does. */
function albumOf(page, locale) {
  const pictures = new Set();
  return {
    page,
    pictures,
    open: async (application, parameters) => page.goto(String((await applications[application].begin(parameters)).url)),
    shoot: async (name) => {
      pictures.add(name);
      for (const [device, { size, colorScheme }] of Object.entries(devices)) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: `${folder}/${locale}/${name}.${device}.png`, fullPage: true, animations: "disabled" });
      }
    },
  };
}

const connectWithSecret = (clientId, app) => connectAs(clientId, `${clientId}-sample-secret`, `${app.origin}/callback`);

const connectAs = (clientId, secret, redirectUri) => connect(issuer.issuer, { clientId, secret, redirectUri });

function showEverything(sample) {
  askEveryKind(sample);
  sample["app/woodgrove-procurement"].consent = "always";
}
