// The sample's shop: a page of an application on another site, whose script does everything with fetch.

import { readFileSync } from "node:fs";

const script = readFileSync(new URL("./shop-page.js", import.meta.url), "utf8");

/**
 * Makes an application answer `/spa` as the shop. Its page has `#sign-in`, `#sign-up`, `#refresh`, which can be pressed once the
 * script is ready, and, as JSON, `#out`.
 */
export function serveShop(application, issuer) {
  application.answer = (_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><html lang="en"><title>Shop</title>
      <button id="sign-in" disabled>Sign in</button><button id="sign-up" disabled>Sign up</button>
      <button id="refresh" disabled>Refresh</button>
      <pre id="out"></pre><script type="module" data-issuer="${issuer}">${script}</script></html>`);
  };
}
