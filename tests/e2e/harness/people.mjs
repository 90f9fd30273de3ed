// People of the sample tenant, and how they sign up: the same steps in a real browser and over bare HTTP.

import { randomBytes } from "node:crypto";
import { codeIn } from "./outbox.mjs";

export const password = "correct horse battery staple";

/** An address that nobody else has. */
export const newAddress = (name) => `${name}.${randomBytes(4).toString("hex")}@example.com`;

/** What the flow `supplier` asks. */
export const supplier = {
  displayName: "Ada Lovelace",
  businessName: "Analytical Engines",
  businessRegistrationCode: "AB123456",
  phoneNumber: "+44 20 7946 0000",
  "terms-supplierTerms": "1",
};

/** What the flow `customer` asks. */
export const customer = {
  givenName: "Grace",
  surname: "Hopper",
  country: "US",
  postalCode: "10001",
  interests: ["cooking", "travel"],
};

/**
 * Signs up from the sign-up page to the application. `visitor` is anything with `fill(page, fields)`; without
 * `secret` it continues without a password.
 */
export async function signUp(visitor, issuer, { email, secret = password, answers }) {
  await visitor.fill("sign-up", { email });
  await visitor.fill("code", { code: codeIn(await issuer.waitForMail(email)) });
  await visitor.fill("password", secret === null ? { action: "no_password" } : { password: secret });
  return visitor.fill("attributes", answers);
}
