// oidcc-session-management-certification-test-plan [client_registration=static_client][response_type=code]. What the
// frame says is asked of a browser: tests/e2e/logout.test.mjs.

import assert from "node:assert/strict";
import { staticPlan } from "./harness/plan.mjs";
import { checkShape } from "./modules/discovery.mjs";

const module = staticPlan();

module("oidcc-session-management-discovery-endpoint-verification", async ({ suite: { metadata } }) => {
  checkShape(metadata);
  for (const name of ["check_session_iframe", "end_session_endpoint"]) assert.match(metadata[name], /^https:/);
});
