// What an administrator declares for the suite: the documents of tests/conformance/suite, which a tester pushes.

import { prepare } from "../suite/documents.mjs";

const { documents, secrets, keys, initialAccessToken } = prepare();

/** The documents by key; `client` is what all applications say besides. */
export const suiteDocuments = (client = {}) =>
  Object.fromEntries(
    Object.entries(documents).map(([key, value]) => [key, key.startsWith("app/") ? { ...value, ...client } : value]),
  );

const [callbackUri] = documents["app/first"].redirectUris;

/** An address of the suite's own, as the ones that every client has. */
export const suiteAddress = (name) => callbackUri.replace(/callback$/, name);

/** Where every client is sent its answers, and where it gets the person back after signing out. */
export const callback = suiteAddress("callback");
export const postLogoutRedirectUri = suiteAddress("post_logout_redirect");

/** What everybody's account has, by attribute: the flow answers for them. */
export const answers = Object.fromEntries(
  documents["flow/conformance"].pages.flatMap(({ inputs }) => inputs.map(({ attribute, default: value }) => [attribute, value])),
);

/** A client's secret, in the clear; its document has the hash. */
export const secretOf = (clientId) => secrets[clientId];

/** The private keys of the clients that are known by one, and what the tenant wants of those who register. */
export { initialAccessToken, keys as privateKeys };
