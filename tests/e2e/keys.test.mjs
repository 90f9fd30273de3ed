// Signing keys in real workerd: every algorithm that an application can choose, verified by jose.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { newAddress, signUp, supplier } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

const algorithms = ["RS256", "PS256", "ES256", "EdDSA"];
const secret = "woodgrove-suppliers-sample-secret";
const clientId = (algorithm) => `signed-${algorithm.toLowerCase()}`;
let issuer, visitor;

before(async () => {
  issuer = await startIssuer({
    documents: (sample) => {
      for (const signingAlgorithm of algorithms) {
        const application = { ...sample["app/woodgrove-suppliers"], signingAlgorithm };
        sample[`app/${clientId(signingAlgorithm)}`] = application;
      }
    },
  });
  visitor = newVisitor(issuer.issuer);
  const application = await connectTo("RS256");
  await visitor.open((await application.begin({ prompt: "create" })).url);
  await signUp(visitor, issuer, { email: newAddress("ada"), answers: supplier });
});
after(() => issuer?.stop());

const connectTo = (algorithm) =>
  connect(issuer.issuer, {
    clientId: clientId(algorithm),
    secret,
    redirectUri: `${issuer.apps.suppliers.origin}/callback`,
  });

/** Tokens of who is signed in. */
async function signIn(application) {
  const { url, checks } = await application.begin({ prompt: "none" });
  const answer = await visitor.request(url);
  return application.finish(new URL(answer.headers.get("location")), checks);
}

for (const algorithm of algorithms) {
  test(`${algorithm} signs what jose and this issuer verify`, async () => {
    const application = await connectTo(algorithm);
    const tokens = await signIn(application);
    const keys = createRemoteJWKSet(new URL(`${issuer.issuer}/jwks`));
    for (const token of [tokens.id_token, tokens.access_token]) {
      assert.equal(decodeProtectedHeader(token).alg, algorithm);
      await jwtVerify(token, keys, { issuer: issuer.issuer, algorithms: [algorithm] });
    }
    assert.equal((await application.userinfo(tokens)).sub, tokens.claims().sub);
  });
}

test("each algorithm has a key of its own", async () => {
  const { keys } = await (await fetch(`${issuer.issuer}/jwks`)).json();
  assert.deepEqual(keys.map(({ alg }) => alg), algorithms);
  assert.equal(new Set(keys.map(({ kid }) => kid)).size, algorithms.length);
});
