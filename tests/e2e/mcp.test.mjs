// A client of the Model Context Protocol, as its own SDK makes one: it learns from the API which issuer to ask, is known by the
// address of its metadata or registers, and gets a token for that API alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { auth } from "@modelcontextprotocol/sdk/client/auth.js";
import { decodeJwt } from "jose";
import { Response as OutsideResponse } from "miniflare";
import { startIssuer } from "./harness/issuer.mjs";
import { newAddress, signUp, supplier } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

const api = "https://orders.woodgrove.example";
const serverUrl = `${api}/`;
const redirectUrl = "https://tools.example/callback";
const clientMetadataUrl = "https://tools.example/client.json";
const clientMetadata = {
  client_name: "Tools",
  redirect_uris: [redirectUrl],
  grant_types: ["authorization_code", "refresh_token"],
  response_types: ["code"],
  token_endpoint_auth_method: "none",
};

let issuer;

before(async () => {
  issuer = await startIssuer({
    documents: (sample) => {
      const apis = [{ id: "woodgrove-orders", delegatedScopes: ["orders.read"] }];
      sample.tenant.clientIdMetadataDocuments = { flows: ["supplier"], apis };
      sample.tenant.registration = { flows: ["supplier"], apis, open: true };
      return sample;
    },
    outside: {
      options: {
        outboundService: ({ url }) =>
          url === clientMetadataUrl
            ? OutsideResponse.json({ client_id: url, ...clientMetadata })
            : new OutsideResponse(null, { status: 404 }),
      },
    },
  });
});
after(() => issuer?.stop());

/** Signs a new person up for the client; its tokens. The API tells of `scopes`, if any. */
async function connect({ scopes, ...known }) {
  const kept = {};
  const provider = {
    ...known,
    redirectUrl,
    clientMetadata,
    clientInformation: () => kept.client,
    saveClientInformation: (client) => { kept.client = client; },
    tokens: () => kept.tokens,
    saveTokens: (tokens) => { kept.tokens = tokens; },
    codeVerifier: () => kept.verifier,
    saveCodeVerifier: (verifier) => { kept.verifier = verifier; },
    redirectToAuthorization: (url) => { kept.url = url; },
  };
  const metadata = { resource: api, authorization_servers: [issuer.issuer], ...(scopes && { scopes_supported: scopes }) };
  const fetchFn = async (input, init) => {
    const url = new URL(input);
    if (url.origin !== api) return fetch(url, init);
    const told = url.pathname.startsWith("/.well-known/oauth-protected-resource");
    return told ? Response.json(metadata) : new Response(null, { status: 404 });
  };
  assert.equal(await auth(provider, { serverUrl, fetchFn }), "REDIRECT");
  const visitor = newVisitor(issuer.issuer);
  kept.url.searchParams.set("prompt", "create");
  await visitor.open(kept.url);
  await signUp(visitor, issuer, { email: newAddress("ada"), answers: supplier });
  const back = await visitor.fill("consent", { action: "approve" });
  const authorizationCode = back.url.searchParams.get("code");
  assert.equal(await auth(provider, { serverUrl, authorizationCode, fetchFn }), "AUTHORIZED");
  return { kept, again: () => auth(provider, { serverUrl, fetchFn }) };
}

function isForTheApi({ tokens }) {
  const { aud, scope } = decodeJwt(tokens.access_token);
  assert.deepEqual([aud, scope, tokens.id_token], [api, "orders.read", undefined]);
}

test("it is known by the address of its metadata, and asks for what the API tells of", async () => {
  const { kept } = await connect({ clientMetadataUrl, scopes: ["orders.read"] });
  assert.equal(kept.client.client_id, clientMetadataUrl);
  isForTheApi(kept);
});

test("where the API tells of no scopes it gets all that it may have", async () => {
  const { kept } = await connect({ clientMetadataUrl });
  assert.equal(kept.url.searchParams.get("scope"), null);
  isForTheApi(kept);
});

test("it registers, where it has no such address, and refreshes", async () => {
  const { kept, again } = await connect({ scopes: ["orders.read", "offline_access"] });
  assert.match(kept.client.client_id, /^dyn-/);
  isForTheApi(kept);
  const before = kept.tokens.access_token;
  assert.equal(await again(), "AUTHORIZED");
  assert.notEqual(kept.tokens.access_token, before);
  isForTheApi(kept);
});
