// What an administrator declares for the suite: the documents of tests/conformance/suite, which a tester pushes.

import { readFileSync } from "node:fs";
import { inProject } from "../../../scripts/lib/paths.mjs";
import { filesUnder } from "../../../scripts/lib/stamp.mjs";

const folder = "tests/conformance/suite/documents/";
const read = (file) => JSON.parse(readFileSync(inProject(file), "utf8"));
const documents = Object.fromEntries(
  filesUnder(folder).map((file) => [file.slice(folder.length, -".json".length), read(file)]),
);

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
export const secretOf = (clientId) => `${clientId}-secret-of-the-suite`;

/** The private keys of the clients that are known by one. */
export const privateKeys = read("tests/conformance/suite/keys.json");

/** What the tenant wants of those who register. */
export const initialAccessToken = "an-initial-access-token-of-the-suite";
