// Modules of the dynamic plan that ask for a screenshot of the sign-in page: what a client registered is on it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Response } from "miniflare";
import { inProject } from "../../../scripts/lib/paths.mjs";
import { register, remove } from "../harness/registration.mjs";

const logo = readFileSync(inProject("assets/sample/image/woodgrove.png"));
const logoUri = "https://suite.example/images/openid.png";

export function registeredPageModules(module) {
  module("oidcc-registration-logo-uri", async ({ suite, browser, first }) => {
    suite.world.set(logoUri, () => new Response(logo, { headers: { "content-type": "image/png" } }));
    const { html, told } = await signInPage({ suite, browser, first }, { logo_uri: logoUri });
    const [, path] = html.match(/<img src="([^"]+)" alt="A client of the suite">/);
    const shown = await fetch(new URL(path, suite.issuer));
    assert.deepEqual([shown.status, shown.headers.get("content-type")], [200, "image/png"]);
    assert.deepEqual(Buffer.from(await shown.arrayBuffer()), logo);
    await remove(told);
    assert.equal((await fetch(new URL(path, suite.issuer))).status, 404, "it ends with the registration");
  });

  for (const [name, member, uri] of [
    ["oidcc-registration-policy-uri", "policy_uri", "https://suite.example/login.html"],
    ["oidcc-registration-tos-uri", "tos_uri", "https://suite.example/login.html"],
  ]) {
    module(name, async (plan) => {
      const { html, told } = await signInPage(plan, { [member]: uri });
      assert.ok(html.includes(`<a href="${uri}" target="_blank"`));
      await remove(told);
    });
  }
}

/** What a person sees first who comes from a client with this metadata, and what that was told. */
async function signInPage({ suite, browser, first }, metadata) {
  const told = await register(suite, metadata);
  const page = await browser.visitor.open(first.url(first.request({ client_id: told.client_id })));
  assert.deepEqual([page.status, page.name], [200, "sign-in"]);
  assert.ok(page.headers.get("content-security-policy").includes("img-src 'self'"));
  return { html: page.html, told };
}
