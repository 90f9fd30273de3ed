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
  const fault = await waitFor("the fault to show", faultOfTheShop, { seconds: secondsAnEditTakes, pause: 1000 });
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
