// oidcc-config-certification-test-plan

import { discoveryModule } from "./modules/discovery.mjs";
import { staticPlan } from "./harness/plan.mjs";

discoveryModule(staticPlan());
