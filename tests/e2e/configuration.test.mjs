// Configuration is edited while people sign in. All edits are made at once, since each takes its time to show.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { codeIn } from "./harness/outbox.mjs";
import { newAddress, supplier } from "./harness/people.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { newVisitor } from "./harness/visitor.mjs";
import { waitFor } from "./harness/wait.mjs";

const edited = { seconds: 90, pause: 1000 };
let issuer;

before(async () => {
  issuer = await startIssuer();
  for (const clientId of ["woodgrove-suppliers", "woodgrove-procurement", "woodgrove-shop", "demo-shop"])
    assert.equal((await signInPage(clientId)).status, 200, clientId);
  await edit("flow/supplier", (flow) => (flow.strings = { en: { "signIn.title": "Come in, supplier" } }));
  await edit("flow/customer", (flow) => (flow.accountType = "king"));
  await edit("app/woodgrove-procurement", (app) => Object.assign(app, { displayName: "Timber desk", flows: ["late"] }));
  await issuer.deleteDocument("app/demo-shop");
});
after(() => issuer?.stop());

test("a good edit shows without a restart", async () => {
  const shown = async () => (await signInPage("woodgrove-suppliers")).html.includes("Come in, supplier");
  await waitFor("the edit to show", shown, edited);
});

test("a bad edit is named on /health, and the flow serves as it was", async () => {
  const named = async () => (await signInPage("woodgrove-shop"), faultOf("flow/customer"));
  const fault = await waitFor("the fault to show", named, edited);
  assert.equal(fault.pointer, "/accountType");
  assert.equal(fault.sentence, "`king` is not allowed; allowed: guest, member");
  assert.match((await signInPage("woodgrove-shop")).html, /Woodgrove shop/);
});

test("an application whose flow is not there yet serves as it was, and as it is once the flow is there", async () => {
  const named = async () => (await signInPage("woodgrove-procurement"), faultOf("app/woodgrove-procurement"));
  const fault = await waitFor("the fault to show", named, edited);
  assert.deepEqual([fault.pointer, fault.sentence], ["/flows/0", "there is no document flow/late"]);
  assert.doesNotMatch((await signInPage("woodgrove-procurement")).html, /Timber desk/);
  await issuer.putDocument("flow/late", issuer.documents["flow/supplier"]);
  const shown = async () => (await signInPage("woodgrove-procurement")).html.includes("Timber desk");
  await waitFor("the application to show", shown, edited);
  assert.equal(await faultOf("app/woodgrove-procurement"), undefined);
});

test("an application that is deleted is unknown", async () => {
  const gone = async () => (await signInPage("demo-shop")).status === 400;
  await waitFor("the application to be gone", gone, edited);
});

test("what is switched off is off with the next request, and what is switched on again is on", async () => {
  const visitor = newVisitor(issuer.issuer);
  const email = newAddress("ada");
  await visitor.open(address("woodgrove-suppliers", { prompt: "create" }));
  await visitor.fill("sign-up", { email });
  await visitor.fill("code", { code: codeIn(await issuer.waitForMail(email)) });
  const page = await visitor.fill("password", { action: "no_password" });
  await issuer.sql("INSERT INTO disabled (kind, id, disabled_at) VALUES ('flow', 'supplier', 0)");
  assert.equal((await visitor.send(page, supplier)).status, 403);
  assert.deepEqual(await issuer.sql("SELECT * FROM accounts WHERE email = ?", email), []);
  await issuer.sql("DELETE FROM disabled");
  const back = await visitor.fill("attributes", supplier);
  assert.ok(back.url.searchParams.has("code"), back.url);
});

test("a new isolate serves the last good version, too", async () => {
  await issuer.restart();
  assert.match((await signInPage("woodgrove-shop")).html, /Woodgrove shop/);
  assert.equal((await faultOf("flow/customer")).pointer, "/accountType");
  assert.equal((await health()).status, "degraded");
});

test("the mended document serves again", async () => {
  await edit("flow/customer", (flow) =>
    Object.assign(flow, { accountType: "member", strings: { en: { "signIn.title": "Mended" } } }),
  );
  await issuer.restart();
  assert.match((await signInPage("woodgrove-shop")).html, /Mended/);
  assert.deepEqual((await health()).faults, []);
});

const deep = (depth) => `${'{"x":'.repeat(depth)}0${"}".repeat(depth)}`;

const tooMuch = {
  "a megabyte": ["flow/supplier", (text) => text + " ".repeat(1 << 20), /allowed: up to 524288/],
  "a hundred thousand lists in each other": ["flow/supplier", () => "[".repeat(100_000), /nests more than 127/],
  "the deepest that is read": ["flow/supplier", (text) => text.replace("{", `{"x": ${deep(125)},`), /unknown field `x`/],
  "a pattern that repeats too much": [
    "flow/supplier",
    (text) => text.replace("[A-Za-z]{2}[0-9]{6}", "(a{1000}){1000}"),
    /it repeats so much/,
  ],
  "ten thousand unknown words": [
    "strings/en",
    () => JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`signIn.t${n}`, "x"]))),
    /has more faults than the 100/,
  ],
};

test("what is too much for an isolate is named, and what served goes on", async (t) => {
  const strong = await startIssuer();
  t.after(strong.stop);
  const open = () => newVisitor(strong.issuer).open(address("woodgrove-suppliers", {}, strong));
  assert.equal((await open()).status, 200);
  for (const [what, [key, edit, sentence]] of Object.entries(tooMuch)) {
    const good = strong.documents[key];
    await strong.putText(key, edit(JSON.stringify(good)));
    await strong.restart();
    assert.equal((await open()).status, 200, what);
    const { faults } = await (await fetch(`${strong.issuer}/health`)).json();
    assert.ok(faults.some((fault) => fault.document === key && sentence.test(fault.sentence)), what);
    if (good) await strong.putDocument(key, good);
    else await strong.deleteDocument(key);
  }
});

async function edit(key, change) {
  const document = issuer.documents[key];
  change(document);
  await issuer.putDocument(key, document);
}

function address(clientId, more = {}, at = issuer) {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: at.documents[`app/${clientId}`].redirectUris[0].replace("{issuer}", at.issuer),
    response_type: "code",
    scope: "openid",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
    ...more,
  });
  return `/authorize?${query}`;
}

const signInPage = (clientId) => newVisitor(issuer.issuer).open(address(clientId));
const health = async () => (await fetch(`${issuer.issuer}/health`)).json();
const faultOf = async (key) => (await health()).faults.find(({ document }) => document === key);

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
