// fapi2-message-signing-final-test-plan [openid=openid_connect][client_auth_type=private_key_jwt][sender_constrain=dpop]
// [fapi_profile=plain_fapi][fapi_request_method=signed_non_repudiation][fapi_response_mode=plain_response]: the modules of the
// security profile with requests that are signed, and those about what is signed.

import { fapiPlan } from "./harness/fapi-plan.mjs";
import { fapiAssertionModules } from "./modules/fapi-assertions.mjs";
import { fapiBasicModules } from "./modules/fapi-basic.mjs";
import { fapiDpopModules } from "./modules/fapi-dpop.mjs";
import { fapiObjectModules } from "./modules/fapi-objects.mjs";
import { fapiPushedModules } from "./modules/fapi-pushed.mjs";
import { fapiTokenModules } from "./modules/fapi-tokens.mjs";

const module = fapiPlan("fapi-signed", () => ({ signs: true }));

fapiBasicModules(module);
fapiPushedModules(module);
fapiTokenModules(module);
fapiAssertionModules(module);
fapiDpopModules(module);
fapiObjectModules(module);
