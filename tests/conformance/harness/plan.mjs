// A test plan: one issuer for all of its modules, each of which is one test and begins with a new browser.

import { after, before, test } from "node:test";
import { newClient, withSecret } from "./client.mjs";
import { secretOf } from "./documents.mjs";
import { newBrowser } from "./person.mjs";
import { register, remove } from "./registration.mjs";
import { startSuite } from "./suite.mjs";

/**
 * Begins a plan with clients that are declared in KV. What it returns declares a module:
 * `module(name, ({ suite, browser, first, second, post }) => …)`. `client` is what their documents say besides, `first` the id of
 * the first one's.
 */
export function staticPlan({ responseMode, client, first: firstId = "first" } = {}) {
  const suite = started({ client });
  return (name, run) =>
    test(`${name} [static_client]`, () => {
      const declared = (clientId) => {
        const { redirectUris, tokenEndpointAuthMethod: method } = suite().documents[`app/${clientId}`];
        const authenticate = withSecret[method](clientId, secretOf(clientId));
        return newClient(suite(), { clientId, redirectUri: redirectUris[0], authenticate, responseMode });
      };
      const [first, second, post] = [firstId, "second", "post"].map(declared);
      return run({ suite: suite(), browser: newBrowser(suite()), first, second, post });
    });
}

/**
 * The same with clients that register themselves at the beginning of a module, and are deleted at its end; they say
 * `all`, and `metadata` in this module. `first.registered` is what they were told.
 */
export function dynamicPlan({ responseMode, all = {} } = {}) {
  const suite = started();
  return (name, run, metadata = {}) =>
    test(`${name} [dynamic_client]`, async () => {
      const clients = [];
      const registered = async (method) => {
        const told = await register(suite(), { token_endpoint_auth_method: method, ...all, ...metadata });
        const { client_id: clientId, client_secret: secret } = told;
        const authenticate = withSecret[method](clientId, secret);
        const client = newClient(suite(), { clientId, redirectUri: told.redirect_uris[0], authenticate, responseMode });
        clients.push(Object.assign(client, { registered: told }));
        return client;
      };
      const first = await registered("client_secret_basic");
      const second = await registered("client_secret_basic");
      const post = await registered("client_secret_post");
      await run({ suite: suite(), browser: newBrowser(suite()), first, second, post });
      for (const client of clients) await remove(client.registered);
    });
}

function started(how) {
  let suite;
  before(async () => {
    suite = await startSuite(how);
  });
  after(() => suite?.stop());
  return () => suite;
}
