// A test plan: one issuer for all of its modules, each of which is one test and begins with a new browser.

import { after, before, test } from "node:test";
import { newClient, withSecret } from "./client.mjs";
import { secretOf } from "./documents.mjs";
import { newBrowser } from "./person.mjs";
import { startSuite } from "./suite.mjs";

/**
 * Begins a plan with clients that are declared in KV. What it returns declares a module:
 * `module(name, ({ suite, browser, first, second, post }) => …)`.
 */
export function staticPlan({ responseMode, documents } = {}) {
  let suite;
  before(async () => {
    suite = await startSuite(documents);
  });
  after(() => suite?.stop());
  const declared = (clientId) => {
    const { redirectUris, tokenEndpointAuthMethod: method } = suite.documents[`app/${clientId}`];
    const authenticate = withSecret[method](clientId, secretOf(clientId));
    return newClient(suite, { clientId, redirectUri: redirectUris[0], authenticate, responseMode });
  };
  return (name, run) =>
    test(name, () => run({
      suite,
      browser: newBrowser(suite),
      first: declared("first"),
      second: declared("second"),
      post: declared("post"),
    }));
}
