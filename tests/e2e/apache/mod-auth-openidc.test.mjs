// Debian's mod_auth_openidc in Apache: it is told the issuer, its client_id and its secret, and nothing else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newNavigator, startApache } from "../harness/apache.mjs";
import { startIssuer } from "../harness/issuer.mjs";
import { newAddress, signUp, supplier } from "../harness/people.mjs";
import { newVisitor } from "../harness/visitor.mjs";
import { freePort } from "../harness/worker.mjs";

const email = newAddress("ada");
let issuer, apache, site, person;

before(async () => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  issuer = await startIssuer({
    documents: (sample) => {
      const app = sample["app/woodgrove-suppliers"];
      app.redirectUris.push(`${origin}/callback`);
      app.postLogoutRedirectUris.push(`${origin}/signed-out`);
      return sample;
    },
  });
  apache = await startApache(port, {
    OIDCProviderMetadataURL: `${issuer.issuer}/.well-known/openid-configuration`,
    OIDCClientID: "woodgrove-suppliers",
    OIDCClientSecret: "woodgrove-suppliers-sample-secret",
    OIDCRedirectURI: `${origin}/callback`,
    OIDCScope: '"openid email profile"',
  });
  site = newNavigator(apache.origin);
  person = newVisitor(issuer.issuer);
});
after(async () => {
  await apache?.stop();
  await issuer?.stop();
});

test("who opens a page that Apache guards signs up, and comes back to it", async () => {
  const sent = await site("/guarded/page");
  const authorize = new URL(sent.url);
  assert.equal(authorize.origin, issuer.issuer);
  authorize.searchParams.set("prompt", "create");
  await person.open(authorize);
  const back = await signUp(person, issuer, { email, answers: supplier });
  const page = await site(back.url);
  assert.equal(page.status, 200);
  assert.equal(new URL(page.url).pathname, "/guarded/page");
  assert.equal(page.headers["x-email"], email);
  assert.equal(page.headers["x-name"], supplier.displayName);
});

test("Apache signs the person out at the issuer, and gets them back", async () => {
  const sent = await site(`/callback?logout=${encodeURIComponent(`${apache.origin}/signed-out`)}`);
  const back = await person.open(sent.url);
  assert.equal(new URL(back.url).href, `${apache.origin}/signed-out`);
  const again = await site("/guarded/page");
  assert.equal(new URL(again.url).origin, issuer.issuer);
  assert.equal((await person.open(again.url)).name, "sign-in");
});
