// oidcc-3rdparty-init-login-certification-test-plan [response_type=code]

import assert from "node:assert/strict";
import { suiteAddress } from "./harness/documents.mjs";
import { dynamicPlan } from "./harness/plan.mjs";
import { checkRegistrationError, readBack, send } from "./harness/registration.mjs";

const module = dynamicPlan();
const initiate_login_uri = suiteAddress("initiate");

module(
  "oidcc-3rd_party-init-login",
  async ({ first }) => {
    assert.equal(first.registered.initiate_login_uri, initiate_login_uri);
    assert.equal((await readBack(first.registered)).initiate_login_uri, initiate_login_uri);
  },
  { initiate_login_uri },
);

module("oidcc-3rd_party-init-login-nohttps", async ({ suite }) => {
  const answer = await send(suite, { initiate_login_uri: initiate_login_uri.replace("https:", "http:") });
  await checkRegistrationError(answer, "invalid_client_metadata");
});
