// oidcc-basic-certification-test-plan [server_metadata=discovery][client_registration=static_client]

import { staticPlan } from "./harness/plan.mjs";
import { basicModules } from "./modules/basic.mjs";

basicModules(staticPlan());
