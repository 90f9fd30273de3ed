// Modules of the dynamic plan: a client's keys by address, and what else is fetched from it.

import assert from "node:assert/strict";
import { Response } from "miniflare";
import { checkTokenAnswer } from "../harness/checks.mjs";
import { newClient } from "../harness/client.mjs";
import { suiteAddress } from "../harness/documents.mjs";
import { newKey, publish, withKey } from "../harness/keys.mjs";
import { checkRegistrationError, register, remove, send } from "../harness/registration.mjs";
import { refreshing } from "./tokens.mjs";

/** Every module of the suite has its keys at the same address, whatever stood there before. */
const jwksUri = suiteAddress("jwks");

export function rotationModules(module) {
  module("oidcc-registration-jwks-uri", async ({ suite, browser }) => {
    const key = await newKey();
    publish(suite, jwksUri, key);
    await asClient(suite, jwksUri, key, suite.metadata.token_endpoint, (client) => client.login(browser));
  });

  module("oidcc-ensure-client-assertion-with-iss-aud-succeeds", async ({ suite, browser }) => {
    const key = await newKey();
    publish(suite, jwksUri, key);
    await asClient(suite, jwksUri, key, suite.issuer, (client) => client.login(browser));
  });

  module("oidcc-refresh-token-rp-key-rotation", async ({ suite, browser }) => {
    const [old, fresh] = [await newKey({ kid: "old" }), await newKey({ kid: "fresh" })];
    publish(suite, jwksUri, old);
    await asClient(suite, jwksUri, old, suite.metadata.token_endpoint, async (client, use) => {
      const { tokens } = await client.login(browser, { scope: "openid offline_access", prompt: "consent" });
      publish(suite, jwksUri, fresh);
      use(fresh);
      await checkTokenAnswer(await client.refresh(tokens.refresh_token, { scope: "openid offline_access" }));
    });
  });

  module("oidcc-registration-sector-uri", async ({ suite }) => {
    const sector_identifier_uri = suiteAddress("sector");
    suite.world.set(sector_identifier_uri, () => Response.json([suiteAddress("callback")]));
    await remove(await register(suite, { sector_identifier_uri, subject_type: "pairwise", redirect_uris: [suiteAddress("callback")] }));
  });

  module("oidcc-registration-sector-bad", async ({ suite }) => {
    const sector_identifier_uri = suiteAddress("bad-sector");
    suite.world.set(sector_identifier_uri, () => Response.json([suiteAddress("elsewhere")]));
    const metadata = { sector_identifier_uri, subject_type: "pairwise", redirect_uris: [suiteAddress("callback")] };
    await checkRegistrationError(await send(suite, metadata), "invalid_client_metadata");
  });
}

/** A client that is known by the keys at an address; `use` gives it another one. */
async function asClient(suite, jwks_uri, key, audience, run) {
  const method = { token_endpoint_auth_method: "private_key_jwt", token_endpoint_auth_signing_alg: "RS256" };
  const told = await register(suite, { ...method, ...refreshing, jwks_uri, jwks: undefined });
  let current = key;
  const authenticate = (sent) => withKey(told.client_id, current, audience)(sent);
  const client = newClient(suite, { clientId: told.client_id, redirectUri: told.redirect_uris[0], authenticate });
  await run(client, (other) => {
    current = other;
  });
  await remove(told);
}
