// fapi2-security-profile-final-test-plan [openid=openid_connect][client_auth_type=private_key_jwt][sender_constrain=dpop]
// [fapi_profile=plain_fapi]

import { fapiPlan } from "./harness/fapi-plan.mjs";
import { fapiAssertionModules } from "./modules/fapi-assertions.mjs";
import { fapiBasicModules } from "./modules/fapi-basic.mjs";
import { fapiDpopModules } from "./modules/fapi-dpop.mjs";
import { fapiPushedModules } from "./modules/fapi-pushed.mjs";
import { fapiTokenModules } from "./modules/fapi-tokens.mjs";

const module = fapiPlan("fapi");

fapiBasicModules(module);
fapiPushedModules(module);
fapiTokenModules(module);
fapiAssertionModules(module);
fapiDpopModules(module);
