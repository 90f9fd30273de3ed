// A company's look in a real browser: what the page names is loaded, and nothing is blocked.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "../harness/browser.mjs";
import { startIssuer } from "../harness/issuer.mjs";

const desktop = { width: 1280, height: 900 };
const phone = { width: 320, height: 640 };
let issuer, browser;

before(async () => {
  issuer = await startIssuer();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await issuer?.stop();
});

test("logo, picture, icon and colours are those of the documents, in light and in dark", async () => {
  for (const [colorScheme, accent, logo] of [
    ["light", "rgb(23, 99, 63)", "woodgrove.png"],
    ["dark", "rgb(143, 211, 176)", "woodgrove-dark.png"],
  ]) {
    const { page, problems, close } = await openPage({ viewport: desktop, colorScheme });
    await openSignIn(page, "demo-shop");
    const drawn = await page.evaluate(look);
    assert.equal(drawn.button, accent);
    assert.ok(drawn.logo.endsWith(logo), drawn.logo);
    assert.equal(drawn.alt, "Woodgrove");
    assert.ok(drawn.broken.length === 0 && drawn.picture > 400, JSON.stringify(drawn));
    assert.deepEqual(problems, []);
    await close();
  }
});

test("on a phone there is no picture and nothing is wider than the screen", async () => {
  const { page, problems, close } = await openPage({ viewport: phone });
  await openSignIn(page, "demo-shop");
  const drawn = await page.evaluate(look);
  assert.equal(drawn.picture, 0);
  assert.ok(drawn.width <= phone.width, `${drawn.width}`);
  assert.deepEqual(problems, []);
  await close();
});

test("nothing moves when the images come, and without them the company's name stands there", async () => {
  for (const viewport of [phone, desktop]) {
    const { page, close } = await openPage({ viewport });
    const place = () => page.locator("main h1").boundingBox();
    await openSignIn(page, "demo-shop");
    const withImages = await place();
    await page.route("**/image/**", (route) => route.abort());
    await page.reload();
    await page.waitForLoadState("networkidle");
    assert.deepEqual(await place(), withImages);
    assert.ok(await page.getByAltText("Woodgrove").isVisible());
    await close();
  }
});

test("images and style sheet are served under a hash, for good", async () => {
  const { page, close } = await openPage({ viewport: desktop });
  await openSignIn(page, "demo-suppliers");
  await openSignIn(page, "demo-suppliers");
  const address = (selector, name) => page.locator(selector).first().evaluate((element, name) => element[name], name);
  const logo = await address(".logo img", "src");
  for (const url of [logo, await address("link[href^='/branding.css']", "href")]) {
    const { status, headers } = await fetch(url);
    assert.equal(status, 200);
    assert.match(url, /[?&]v=[\w-]{16}$/);
    assert.equal(headers.get("cache-control"), "public, max-age=31536000, immutable");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.match(headers.get("content-type"), /^(image\/png|text\/css; charset=utf-8)$/);
  }
  assert.equal((await fetch(`${issuer.issuer}/image/tenant.png`)).status, 404);
  await close();
});

/** In the page: what is drawn. */
function look() {
  const images = [...document.images].filter((image) => image.checkVisibility());
  const logo = document.querySelector(".logo img");
  return {
    alt: logo.alt,
    logo: new URL(logo.currentSrc).pathname,
    broken: images.filter((image) => !image.complete || image.naturalWidth === 0).map((image) => image.src),
    picture: document.querySelector(".picture").getBoundingClientRect().width,
    button: getComputedStyle(document.querySelector("button[type=submit]")).backgroundColor,
    width: document.scrollingElement.scrollWidth,
  };
}

async function openSignIn(page, client) {
  await page.goto(`${issuer.issuer}/demo/`);
  await page.goto(`${issuer.issuer}/authorize?${new URLSearchParams({
    client_id: client,
    redirect_uri: `${issuer.issuer}/demo/`,
    response_type: "code",
    scope: "openid",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
  })}`);
  await page.waitForSelector('main[data-page="sign-in"]');
  await page.waitForLoadState("networkidle");
}

/** A page, and whatever its console or its network complained of. */
async function openPage(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("response", (response) => response.status() >= 400 && problems.push(`${response.status()} ${response.url()}`));
  return { page, problems, close: () => context.close() };
}
