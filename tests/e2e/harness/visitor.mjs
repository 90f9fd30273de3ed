// A person with the plainest of browsers: cookies, redirects and forms over HTTP, and no scripts.

import assert from "node:assert/strict";
import { readForm, pageName } from "./form.mjs";

/**
 * Opens a browser that knows one site, the issuer. `page` is where it is: `{ status, url, headers, html, name }`; `name`
 * is what `<main data-page>` says. Redirects are followed until one leaves the issuer: then `page.url` is where it led.
 */
export function newVisitor(issuer) {
  const cookies = new Map();
  const visitor = { cookies, page: null };

  /** One request with the browser's cookies, no redirect followed. */
  visitor.request = async (url, { headers = {}, ...options } = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(new URL(url, issuer), {
      redirect: "manual",
      ...options,
      headers: { accept: "text/html", ...(cookie === "" ? {} : { cookie }), ...headers },
    });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return response;
  };

  visitor.open = async (url) => {
    visitor.page = await arrive(visitor, issuer, new URL(url, issuer));
    return visitor.page;
  };

  /** Sends the form of a page once: the bare answer. */
  visitor.send = (page, fields) => {
    const { action, body } = readForm(page.html, fields);
    const url = new URL(action, page.url);
    return visitor.request(url, { method: "POST", body, headers: { origin: issuer } });
  };

  /** Fills in the form of the page it must be on, and goes where that leads. */
  visitor.fill = async (name, fields) => {
    assert.equal(visitor.page.name, name, `on ${visitor.page.url}, which said ${visitor.page.status}`);
    const answer = await visitor.send(visitor.page, fields);
    visitor.page = await land(visitor, issuer, visitor.page.url, answer);
    return visitor.page;
  };

  return visitor;
}

async function arrive(visitor, issuer, url) {
  if (url.origin !== issuer) return { url, name: null };
  return land(visitor, issuer, url, await visitor.request(url));
}

async function land(visitor, issuer, url, answer) {
  const location = answer.headers.get("location");
  if (location !== null) return arrive(visitor, issuer, new URL(location, url));
  const html = await answer.text();
  return { status: answer.status, url, headers: answer.headers, html, name: pageName(html) };
}

function keep(cookies, line) {
  const [pair, ...attributes] = line.split("; ");
  const [name, value] = pair.split(/=(.*)/s);
  if (attributes.some((attribute) => attribute.toLowerCase() === "max-age=0")) cookies.delete(name);
  else cookies.set(name, value);
}
