// One of the Workers that are measured, in a workerd of its own.

import { createHash, randomBytes } from "node:crypto";
import { startIssuer } from "../../tests/e2e/harness/issuer.mjs";
import { customer, newAddress, signUp } from "../../tests/e2e/harness/people.mjs";
import { newVisitor } from "../../tests/e2e/harness/visitor.mjs";
import { codeAt, expect } from "./answers.mjs";
import { newMeter, workerdProcesses } from "./cpu.mjs";

/** An application of the sample that is public and gets tokens by ES256. */
const client_id = "woodgrove-mobile";
const redirect_uri = "http://127.0.0.1/callback";

const code_verifier = randomBytes(32).toString("base64url");
const request = {
  client_id,
  redirect_uri,
  response_type: "code",
  scope: "openid profile email offline_access",
  code_challenge: createHash("sha256").update(code_verifier).digest("base64url"),
  code_challenge_method: "S256",
};

/**
 * Starts the release build of a checkout:
 * - `issuer`: as the end-to-end tests have it
 * - `measure(work)`: the milliseconds of CPU that its workerd spent on the work
 * - `email`, `visitor`: a person and their browser; after `enrol(side)` they have an account and are signed in
 * - `authorize(parameters)`: the address that an application sends a browser to
 * - `redeem(code)`, `refresh(token)`: the answers of the token endpoint
 */
export async function startSide(checkout) {
  const others = workerdProcesses();
  const issuer = await startIssuer({ https: false, checkout, build: "release", direct: true });
  const [pid] = workerdProcesses().filter((pid) => !others.includes(pid));
  const authorize = (parameters = {}) =>
    `${issuer.issuer}/authorize?${new URLSearchParams({ ...request, state: randomBytes(16).toString("hex"), ...parameters })}`;
  const token = async (parameters) => {
    const body = new URLSearchParams({ client_id, ...parameters });
    return (await expect(200, await fetch(`${issuer.issuer}/token`, { method: "POST", body }))).json();
  };
  return {
    issuer,
    measure: newMeter(pid).measure,
    email: newAddress("ada"),
    visitor: newVisitor(issuer.issuer),
    authorize,
    redeem: (code) => token({ grant_type: "authorization_code", code, redirect_uri, code_verifier }),
    refresh: (refresh_token) => token({ grant_type: "refresh_token", refresh_token }),
  };
}

/** Signs the person up. */
export async function enrol({ issuer, visitor, email, authorize }) {
  await visitor.open(authorize({ prompt: "create" }));
  codeAt((await signUp(visitor, issuer, { email, answers: customer })).url);
}
