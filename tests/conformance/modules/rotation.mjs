// Modules of the dynamic plan: a client's keys by address, and what else is fetched from it.

import assert from "node:assert/strict";
import { Response } from "miniflare";
import { checkTokenAnswer } from "../harness/checks.mjs";
import { newClient } from "../harness/client.mjs";
import { newKey, publish, withKey } from "../harness/keys.mjs";
import { checkRegistrationError, register, remove, send } from "../harness/registration.mjs";

const at = (name) => `https://suite.example/test/a/vestibule/${name}`;

export function rotationModules(module) {
  module("oidcc-registration-jwks-uri", async ({ suite, browser }) => {
    const key = await newKey();
    publish(suite, at("jwks"), key);
    await asClient(suite, at("jwks"), key, suite.metadata.token_endpoint, (client) => client.login(browser));
  });

  module("oidcc-ensure-client-assertion-with-iss-aud-succeeds", async ({ suite, browser }) => {
    const key = await newKey();
    publish(suite, at("jwks-of-another"), key);
    await asClient(suite, at("jwks-of-another"), key, suite.issuer, (client) => client.login(browser));
  });

  module("oidcc-refresh-token-rp-key-rotation", async ({ suite, browser }) => {
    const [old, fresh] = [await newKey(), await newKey({ kid: "fresh" })];
    publish(suite, at("rotating"), old);
    await asClient(suite, at("rotating"), old, suite.metadata.token_endpoint, async (client, use) => {
      const { tokens } = await client.login(browser, { scope: "openid offline_access", prompt: "consent" });
      publish(suite, at("rotating"), fresh);
      use(fresh);
      await checkTokenAnswer(await client.refresh(tokens.refresh_token));
    });
  });

  module("oidcc-registration-sector-uri", async ({ suite }) => {
    const sector_identifier_uri = at("sector");
    suite.world.set(sector_identifier_uri, () => Response.json([at("callback")]));
    await remove(await register(suite, { sector_identifier_uri, subject_type: "pairwise", redirect_uris: [at("callback")] }));
  });

  module("oidcc-registration-sector-bad", async ({ suite }) => {
    const sector_identifier_uri = at("bad-sector");
    suite.world.set(sector_identifier_uri, () => Response.json([at("elsewhere")]));
    const metadata = { sector_identifier_uri, subject_type: "pairwise", redirect_uris: [at("callback")] };
    await checkRegistrationError(await send(suite, metadata), "invalid_client_metadata");
  });
}

/** A client that is known by the keys at an address; `use` gives it another one. */
async function asClient(suite, jwks_uri, key, audience, run) {
  const method = { token_endpoint_auth_method: "private_key_jwt", token_endpoint_auth_signing_alg: "RS256" };
  const told = await register(suite, { ...method, jwks_uri, jwks: undefined });
  let current = key;
  const authenticate = (sent) => withKey(told.client_id, current, audience)(sent);
  const client = newClient(suite, { clientId: told.client_id, redirectUri: told.redirect_uris[0], authenticate });
  await run(client, (other) => {
    current = other;
  });
  await remove(told);
}
