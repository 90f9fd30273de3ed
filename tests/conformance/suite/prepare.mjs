// Writes what a run of the OpenID conformance suite needs into a folder: documents to push, and the suite's configurations:
// node tests/conformance/suite/prepare.mjs DIR ISSUER ADDRESS PASSWORD [SUITE]

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { configuration } from "./configuration.mjs";
import { prepare } from "./documents.mjs";

const [folder, issuer, email, password, suite] = process.argv.slice(2);
if (!password) {
  console.error("Usage: node tests/conformance/suite/prepare.mjs DIR ISSUER ADDRESS PASSWORD [SUITE]");
  process.exit(1);
}
const { documents, ...known } = prepare(suite);
for (const [key, document] of Object.entries(documents)) write(join("documents", `${key}.json`), document);
for (const plans of ["oidcc", "fapi2", "fapi2-signed", "fapi2-client-credentials"]) write(`${plans}.json`, configuration(plans, { issuer, email, password }, known));

function write(name, value) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
}
