// A plan of FAPI 2.0: one issuer for all of its modules, each of which is one test, with two clients of its own.

import { after, before, test } from "node:test";
import { privateKeys } from "./documents.mjs";
import { newFapiClient } from "./fapi.mjs";
import { keyOf, newKey } from "./keys.mjs";
import { newBrowser } from "./person.mjs";
import { startSuite } from "./suite.mjs";

/**
 * Begins a plan with the clients `${clients}-first` and `${clients}-second`; `more` is what each is made with besides, a function
 * of the suite. What it returns declares a module: `module(name, ({ suite, browser, first, second }) => …)`.
 */
export function fapiPlan(clients, more = () => ({})) {
  let suite;
  let options;
  const keys = {};
  before(async () => {
    suite = await startSuite();
    options = await more(suite);
    for (const id of ["first", "second"]) {
      keys[id] = { key: await keyOf(privateKeys[`${clients}-${id}`]), dpopKey: await newKey({ alg: "ES256" }) };
    }
  });
  after(async () => {
    await options?.stop?.();
    await suite?.stop();
  });
  return (name, run) =>
    test(`fapi2-security-profile-final-${name}`, () => {
      const client = (id) => {
        const clientId = `${clients}-${id}`;
        const redirectUri = suite.documents[`app/${clientId}`].redirectUris?.[0];
        return newFapiClient(suite, { clientId, redirectUri, ...keys[id], ...options });
      };
      return run({ suite, browser: newBrowser(suite), first: client("first"), second: client("second") });
    });
}
