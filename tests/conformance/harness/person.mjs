// The person at the browser: signs in, agrees, and goes on wherever they are asked.

import assert from "node:assert/strict";
import { readForm } from "../../e2e/harness/form.mjs";
import { newVisitor } from "../../e2e/harness/visitor.mjs";
import { callback } from "./documents.mjs";

/** A browser of theirs, new: `open(url)` leads to `{ pages, page, answer }`. */
export function newBrowser(suite) {
  const visitor = newVisitor(suite.issuer);
  return {
    visitor,
    open: async (url, { how = {} } = {}) => {
      await visitor.open(url);
      return goOn(suite, visitor, how);
    },
    post: async (url, form) => {
      const headers = { origin: new URL(callback).origin, "sec-fetch-site": "cross-site" };
      const answer = await visitor.request(url, { method: "POST", body: new URLSearchParams(form), headers });
      assert.equal(answer.status, 303);
      await visitor.open(answer.headers.get("location"));
      return goOn(suite, visitor, {});
    },
  };
}

/** What they do on each page; a module may replace some. */
const actions = {
  "sign-in": ({ email, password }) => ({ email, password }),
  continue: () => ({}),
  consent: () => ({ action: "approve" }),
  "sign-out": () => ({ "logout-confirm": "true" }),
};

/** Goes on until there is nothing that they can do: the names of the pages they saw, and where they are. */
async function goOn(suite, visitor, how) {
  const pages = [];
  while (visitor.page.name in actions) {
    const { name } = visitor.page;
    pages.push(name);
    assert.ok(pages.length < 10, `a loop: ${pages}`);
    await visitor.fill(name, (how[name] ?? actions[name])(suite.person));
  }
  return { pages, page: visitor.page, answer: readAnswer(visitor.page) };
}

/** What reached the application: `{ uri, mode, parameters }`; null on a page of the issuer's. */
function readAnswer(page) {
  if (page.name === null && page.status === undefined) {
    const uri = new URL(page.url);
    const parameters = new URLSearchParams(uri.search);
    return { uri, mode: "query", parameters };
  }
  if (page.name === "leave") return goOnThemselves(page);
  if (page.name !== "form-post") return null;
  const nonce = page.html.match(/<script nonce="([^"]+)">/)[1];
  assert.ok(page.headers.get("content-security-policy").includes(`'nonce-${nonce}'`), "the form's script may run");
  const { action, body } = readForm(page.html, {});
  assert.match(page.html, /<form method="post"/);
  return { uri: new URL(action), mode: "form_post", parameters: body };
}

/** An application that nobody went on to from this browser yet gets its errors by the person, who presses the button. */
function goOnThemselves(page) {
  assert.equal(page.status, 400);
  const link = page.html.match(/<a class="button" id="go-on" href="([^"]+)">/);
  if (link) {
    const uri = new URL(link[1].replaceAll("&amp;", "&"));
    return { uri, mode: "query", parameters: new URLSearchParams(uri.search) };
  }
  assert.match(page.html, /<button type="submit" id="go-on">/);
  const { action, body } = readForm(page.html, {});
  return { uri: new URL(action), mode: "form_post", parameters: body };
}
