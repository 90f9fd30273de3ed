// Configuration is edited while people sign in.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startIssuer } from "./harness/issuer.mjs";
import { newVisitor } from "./harness/visitor.mjs";
import { waitFor } from "./harness/wait.mjs";

const secondsAnEditTakes = 90;
let issuer;

before(async () => {
  issuer = await startIssuer();
});
after(() => issuer?.stop());

test("an edit shows without a restart, and a bad one leaves the last good version serving", async () => {
  assert.match(await signInPage("woodgrove-suppliers"), /Woodgrove suppliers/);
  assert.match(await signInPage("woodgrove-shop"), /Woodgrove shop/);
  await edit("app/woodgrove-suppliers", (app) => Object.assign(app, { displayName: "Timber desk" }));
  await edit("app/woodgrove-shop", (app) => Object.assign(app, { displayName: "Never seen", flows: ["custmer"] }));

  const shown = async () => (await signInPage("woodgrove-suppliers")).includes("Timber desk");
  await waitFor("the edit to show", shown, { seconds: secondsAnEditTakes, pause: 1000 });
  assert.match(await signInPage("woodgrove-shop"), /Woodgrove shop/);
  const askedAgain = async () => (await signInPage("woodgrove-shop"), faultOfTheShop());
  const fault = await waitFor("the fault to show", askedAgain, { seconds: secondsAnEditTakes, pause: 1000 });
  assert.match(fault.sentence, /custmer/);
  assert.match(await signInPage("woodgrove-shop"), /Woodgrove shop/);
});

test("a new isolate serves the last good version, too", async () => {
  await issuer.restart();
  assert.match(await signInPage("woodgrove-shop"), /Woodgrove shop/);
  assert.match((await faultOfTheShop()).sentence, /custmer/);
  assert.equal((await health()).body.status, "degraded");
});

test("the mended document serves again", async () => {
  await edit("app/woodgrove-shop", (app) => Object.assign(app, { displayName: "Mended", flows: ["customer"] }));
  await issuer.restart();
  assert.match(await signInPage("woodgrove-shop"), /Mended/);
  assert.deepEqual((await health()).body.faults, []);
});

async function edit(key, change) {
  const document = issuer.documents[key];
  change(document);
  await issuer.putDocument(key, document);
}

async function signInPage(clientId) {
  const path = clientId === "woodgrove-shop" ? "/spa" : "/callback";
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: issuer.apps.suppliers.origin + path,
    response_type: "code",
    scope: "openid",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
  });
  const { status, html } = await newVisitor(issuer.issuer).open(`/authorize?${query}`);
  assert.equal(status, 200);
  return html;
}

async function health() {
  const response = await fetch(`${issuer.issuer}/health`);
  return { status: response.status, body: await response.json() };
}

const faultOfTheShop = async () => (await health()).body.faults.find(({ document }) => document === "app/woodgrove-shop");

test("documents that were never good are named on /health, and in development on the page", async (t) => {
  const broken = await startIssuer({
    documents: (sample) => {
      sample["app/woodgrove-shop"].flows = ["custmer"];
    },
  });
  t.after(broken.stop);
  const page = await newVisitor(broken.issuer).open("/authorize?client_id=woodgrove-shop");
  assert.equal(page.status, 503);
  assert.match(page.html, /custmer/);
  const { faults, status } = await (await fetch(`${broken.issuer}/health`)).json();
  assert.equal(status, "degraded");
  assert.deepEqual(faults.map(({ document }) => document), ["app/woodgrove-shop"]);
});

test("a first tenant with a fault is not taken for none", async (t) => {
  const broken = await startIssuer({
    documents: (sample) => {
      sample.tenant.defaultLanguage = "xx";
    },
  });
  t.after(broken.stop);
  const health = await fetch(`${broken.issuer}/health`);
  assert.equal(health.status, 503);
  const { configuration, faults, next } = await health.json();
  assert.equal(configuration, "faulty");
  assert.equal(next, undefined);
  assert.deepEqual(faults.map(({ document, pointer }) => document + pointer), ["tenant/defaultLanguage"]);
});
