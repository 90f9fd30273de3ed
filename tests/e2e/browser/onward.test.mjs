// Applications whose callback answers with a redirect onward: to a program on the device, to another host, to this machine. The
// chain goes on from our form, by a redirect and by a posted form; the code is sent once, and Back does not send it again.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startApplication } from "../harness/application.mjs";
import { openBrowser, openDevice, visitorAt } from "../harness/browser.mjs";
import { connect } from "../harness/client.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { newAddress, password, signUp, supplier } from "../harness/people.mjs";
import { waitFor } from "../harness/wait.mjs";

const email = newAddress("ada");
const ways = ["query", "form_post"];
let issuer, browser, application, next, client;

before(async () => {
  application = await startApplication({ local: true });
  next = await startApplication();
  const redirectUri = `${application.origin}/callback`;
  issuer = await startIssuer({
    documents: (sample) => {
      sample["app/woodgrove-suppliers"].redirectUris.push(redirectUri);
    },
  });
  browser = await openBrowser();
  const secret = "woodgrove-suppliers-sample-secret";
  client = await connect(issuer.issuer, { clientId: "woodgrove-suppliers", secret, redirectUri });
  const page = await (await browser.newContext()).newPage();
  await page.goto(String((await client.begin({ prompt: "create" })).url));
  await signUp(visitorAt(page), issuer, { email, answers: supplier });
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
  application?.stop();
  next?.stop();
});

const port = () => new URL(next.origin).port;
const places = {
  "this machine": () => `${next.origin}/done`,
  "another host over http": () => `http://intranet.localhost:${port()}/done`,
};

for (const way of ways) {
  for (const [name, place] of Object.entries(places)) {
    test(`the callback leads on to ${name}, by ${way}`, async () => {
      const page = await (await browser.newContext()).newPage();
      const refused = refusalsOf(page);
      await signIn(page, way, place());
      await next.nextVisit("/done");
      await page.waitForURL("**/done");
      await page.waitForLoadState();
      assert.deepEqual(refused, []);
      codesOfOne();
      await page.goBack().catch(() => {});
      await pause();
      codesOfOne();
      assert.ok(!page.url().startsWith(application.origin), page.url());
      await page.context().close();
    });
  }
  for (const [scheme, place] of [
    ["com.example.app", "com.example.app:/done?x=1"],
    ["intent", "intent://done#Intent;scheme=com.example.app;end"],
  ]) {
    test(`the callback leads on to a program of the scheme ${scheme}, by ${way}`, async (t) => {
      const device = await openDevice({ origin: application.origin, scheme });
      t.after(device.close);
      const page = await device.context.newPage();
      const refused = refusalsOf(page);
      await signIn(page, way, place);
      await waitFor("the program to be opened", () => device.opened().length > 0 || refused.length > 0);
      assert.deepEqual(refused, []);
      assert.deepEqual(device.opened(), [place]);
      codesOfOne();
      await page.goBack().catch(() => {});
      await pause();
      codesOfOne();
    });
  }
}

for (const way of ways) {
  test(`an answer without a page stands in no history, by ${way}`, async () => {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, "query", `${next.origin}/first`);
    await page.waitForURL("**/first");
    await page.goto(`${next.origin}/before`);
    application.visits.length = 0;
    application.answer = (_request, response) => response.end("Welcome");
    const { url } = await client.begin({ response_mode: way });
    await page.evaluate((address) => void (location.href = address), String(url));
    await page.waitForURL(`${application.origin}/**`);
    await page.waitForLoadState();
    codesOfOne();
    await page.goBack();
    await pause();
    assert.equal(new URL(page.url()).pathname, "/before");
    codesOfOne();
    await page.goForward().catch(() => {});
    await pause();
    // A page that was posted to is asked about, and one that was asked for is asked for again, with the code it has.
    const codes = application.visits.map(codeOf);
    assert.equal(new Set(codes.filter(Boolean)).size, 1, JSON.stringify(codes));
    await page.context().close();
  });
}

test("without JavaScript the posted form stands behind the application, and Back sends nothing", async () => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await signIn(page, "form_post", `${next.origin}/plain`);
  await page.waitForSelector('main[data-page="form-post"]');
  await page.click("main form button");
  await page.waitForURL("**/plain");
  codesOfOne();
  await page.goBack().catch(() => {});
  await pause();
  codesOfOne();
  await page.context().close();
});

const pause = () => new Promise((resolve) => setTimeout(resolve, 500));

const codeOf = ({ form, url }) => (form ?? url.searchParams).get("code");

/** What the browser refuses, as it says in its console. */
function refusalsOf(page) {
  const refused = [];
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  return refused;
}

/** Signs in; the application's callback leads on to `place`. */
async function signIn(page, way, place) {
  application.visits.length = 0;
  application.answer = (_request, response) => {
    response.writeHead(303, { location: place });
    response.end();
  };
  await page.goto(String((await client.begin({ response_mode: way, prompt: "login" })).url));
  await page.waitForSelector('main[data-page="sign-in"]');
  await page.fill("#email", email);
  await page.fill("#password", password);
  await page.click('main form button[type="submit"] >> nth=0');
}

/** The application was sent one code, once. */
function codesOfOne() {
  const codes = application.visits.map(codeOf);
  assert.equal(codes.filter(Boolean).length, 1, JSON.stringify(codes));
}
