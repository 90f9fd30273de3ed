// An application that is known by the address of its metadata: workerd asks for them, a person signs in.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { decodeJwt } from "jose";
import * as client from "openid-client";
import { startApplication } from "./harness/application.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { newAddress, signUp, supplier } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

let issuer, app, clientId, redirectUri;

before(async () => {
  app = await startApplication();
  clientId = `${app.origin}/client.json`;
  redirectUri = `${app.origin}/callback`;
  issuer = await startIssuer({
    documents: (sample) => {
      const apis = [{ id: "woodgrove-orders", delegatedScopes: ["orders.read"] }];
      sample.tenant.clientIdMetadataDocuments = { flows: ["supplier"], apis };
      return sample;
    },
  });
});
after(() => Promise.all([app?.stop(), issuer?.stop()]));

/** Has the application's address answer with `body`. */
function publish(status, body) {
  app.answer = (_request, response) => {
    response.writeHead(status, { "Content-Type": "application/json", Location: "/elsewhere.json" });
    response.end(JSON.stringify(body));
  };
}

const metadata = () => ({
  client_id: clientId,
  client_name: "Tools",
  redirect_uris: [redirectUri],
  token_endpoint_auth_method: "none",
});

test("a redirect, or another client_id, is a page that says so", async () => {
  for (const [path, status, body, words] of [
    ["/moved.json", 302, {}, /it answers 302/],
    ["/other.json", 200, metadata(), /must be the document('|&#39;)s own address/],
  ]) {
    publish(status, body);
    const url = new URL("/authorize", issuer.issuer);
    url.search = new URLSearchParams({ client_id: app.origin + path, redirect_uri: redirectUri, response_type: "code" });
    const page = await fetch(url, { redirect: "manual" });
    assert.equal(page.status, 400);
    assert.match(await page.text(), words);
  }
  assert.ok(!app.visits.some((visit) => visit.url.pathname === "/elsewhere.json"));
});

/** A new person signs up for the client, which asks with `parameters`, and agrees; how it goes on. */
async function signUpFor(config, parameters) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    prompt: "create",
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    ...parameters,
  });
  if (!parameters.scope) url.searchParams.delete("scope");
  const visitor = newVisitor(issuer.issuer);
  await visitor.open(url);
  await signUp(visitor, issuer, { email: newAddress("ada"), answers: supplier });
  const back = await visitor.fill("consent", { action: "approve" });
  return { url: back.url, checks: { pkceCodeVerifier } };
}

test("openid-client signs a person in with nothing but the address, and refreshes", async () => {
  publish(200, metadata());
  const config = await client.discovery(new URL(issuer.issuer), clientId, undefined, client.None());
  assert.equal(config.serverMetadata().client_id_metadata_document_supported, true);
  const { url, checks } = await signUpFor(config, { scope: "openid email offline_access" });
  const tokens = await client.authorizationCodeGrant(config, url, checks);
  assert.equal(tokens.claims().aud, clientId);
  publish(503, {});
  await issuer.restart();
  const next = await client.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal(next.claims().aud, clientId);
});

test("openid-client gets a token for an API alone, by naming the resource", async () => {
  publish(200, metadata());
  const config = await client.discovery(new URL(issuer.issuer), clientId, undefined, client.None());
  const resource = "https://orders.woodgrove.example";
  const { url, checks } = await signUpFor(config, { resource });
  const tokens = await client.authorizationCodeGrant(config, url, checks, { resource });
  assert.deepEqual([tokens.id_token, tokens.scope], [undefined, "orders.read"]);
  assert.equal(decodeJwt(tokens.access_token).aud, resource);
});
