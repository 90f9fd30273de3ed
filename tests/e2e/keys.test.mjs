// Signing keys in real workerd: every algorithm that an application can choose, verified by jose.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { createLocalJWKSet, createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
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
      sample["app/signed-ps256"].userinfoSignedResponseAlg = "RS256";
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

test("userinfo is a JWT where the application's document asks for it", async () => {
  const tokens = await signIn(await connectTo("PS256"));
  const answer = await userinfo(tokens.access_token);
  assert.equal(answer.headers.get("content-type"), "application/jwt");
  const expected = { issuer: issuer.issuer, audience: clientId("PS256"), algorithms: ["RS256"] };
  const { payload } = await jwtVerify(await answer.text(), createLocalJWKSet(await published()), expected);
  assert.equal(payload.sub, tokens.claims().sub);
});

test("each algorithm has a key of its own", async () => {
  const { keys } = await (await fetch(`${issuer.issuer}/jwks`)).json();
  assert.deepEqual(keys.map(({ alg }) => alg), algorithms);
  assert.equal(new Set(keys.map(({ kid }) => kid)).size, algorithms.length);
});

const published = async () => (await fetch(`${issuer.issuer}/jwks`)).json();
const kidOf = (token) => decodeProtectedHeader(token).kid;

const userinfo = (accessToken) =>
  fetch(`${issuer.issuer}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });

async function refresh(refreshToken) {
  const authorization = `Basic ${btoa(`${clientId("ES256")}:${secret}`)}`;
  const body = new URLSearchParams({ grant_type: "refresh_token", refresh_token: refreshToken });
  const answer = await fetch(`${issuer.issuer}/token`, { method: "POST", headers: { authorization }, body });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

test("while keys follow one another every token verifies, by a copy of the keys from before its key signed", async () => {
  const application = await connectTo("ES256");
  const used = new Set();
  let [copy, verified, over] = [createLocalJWKSet(await published()), 0, false];
  const work = async () => {
    try {
      for (let tokens = await signIn(application); !over; tokens = await refresh(tokens.refresh_token)) {
        for (const token of [tokens.id_token, tokens.access_token]) {
          await jwtVerify(token, copy, { issuer: issuer.issuer, algorithms: ["ES256"] });
          used.add(kidOf(token));
        }
        assert.equal((await userinfo(tokens.access_token)).status, 200);
        verified += 1;
      }
    } finally {
      over = true;
    }
  };
  const until = async (met) => {
    while (!over && !met()) await setTimeout(20);
    if (over) await load;
  };
  const load = Promise.all([work(), work(), work(), work()]);
  load.catch(() => {});
  try {
    for (const rotations of [1, 2, 3]) {
      await until(() => verified >= rotations * 20);
      await issuer.sql(`UPDATE signing_keys SET rotate_at = unixepoch() WHERE alg = 'ES256'
        AND generation = (SELECT max(generation) FROM signing_keys WHERE alg = 'ES256')`);
      await Promise.all([issuer.schedule(), issuer.schedule()]);
      const { keys } = await published();
      assert.equal(keys.filter(({ alg }) => alg === "ES256").length, rotations + 1, "published, and once");
      assert.equal(used.size, rotations, "and not signing yet");
      copy = createLocalJWKSet({ keys });
      await issuer.sql("UPDATE signing_keys SET signs_at = unixepoch() WHERE signs_at > unixepoch()");
      await issuer.schedule();
      await until(() => used.size > rotations);
    }
  } finally {
    over = true;
  }
  await load;
  assert.equal(used.size, 4);
});

test("a key that is switched off leaves, what it signed is refused, and another one signs", async () => {
  const before = await signIn(await connectTo("ES256"));
  const kid = kidOf(before.access_token);
  await issuer.sql("INSERT INTO disabled (kind, id, disabled_at) VALUES ('key', ?, unixepoch())", kid);
  await issuer.schedule();
  assert.equal((await userinfo(before.access_token)).status, 401);
  const after = await refresh(before.refresh_token);
  const { keys } = await published();
  assert.ok(keys.every((key) => key.kid !== kid));
  for (const token of [after.id_token, after.access_token]) {
    await jwtVerify(token, createLocalJWKSet({ keys }), { issuer: issuer.issuer, algorithms: ["ES256"] });
  }
  assert.equal((await userinfo(after.access_token)).status, 200);
});
