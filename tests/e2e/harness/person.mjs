// A person in a real browser who answers whatever page is shown, and without a password.

import { visitorAt } from "./browser.mjs";
import { codeIn } from "./outbox.mjs";
import { supplier } from "./people.mjs";

/** More pages than any walk has. */
const tooMany = 15;

const answers = {
  "sign-in": async (_issuer, email) => ({ email, action: "email_code" }),
  "sign-up": async (_issuer, email) => ({ email }),
  code: async (issuer, email) => ({ code: codeIn(await issuer.waitForMail(email)) }),
  password: async () => ({ action: "no_password" }),
  attributes: async () => supplier,
};

/**
 * Goes on until the page is called `until`, or the browser has left the issuer; returns where that is. A page of an error
 * is left by its first button. `press` is how a step's button is pressed: `click` or `dblclick`.
 */
export async function goOn(page, issuer, email, { until, press } = {}) {
  const names = [];
  while (names.length < tooMany) {
    await page.waitForLoadState();
    if (new URL(page.url()).origin !== issuer.issuer) return new URL(page.url());
    const name = await page.getAttribute("main", "data-page");
    if (name === until) return new URL(page.url());
    names.push(name);
    await answer(page, issuer, email, name, press);
  }
  throw new Error(`a loop: ${names}`);
}

async function answer(page, issuer, email, name, press) {
  if (name === "error") {
    await Promise.all([page.waitForNavigation(), page.click("main a.button, main form button >> nth=0")]);
  } else {
    await visitorAt(page, press).fill(name, (await answers[name]?.(issuer, email)) ?? {});
  }
}
