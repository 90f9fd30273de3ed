// oidcc-basic-certification-test-plan [server_metadata=discovery][client_registration=dynamic_client]

import { dynamicPlan } from "./harness/plan.mjs";
import { basicModules } from "./modules/basic.mjs";
import { registeredModules } from "./modules/registered.mjs";

const module = dynamicPlan();

basicModules(module);
registeredModules(module);
