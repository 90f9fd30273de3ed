// The modules that the basic and the form_post basic plan have in common, with declared clients and with registered ones.

import { claimsModules } from "./claims.mjs";
import { requestModules } from "./requests.mjs";
import { sessionModules } from "./sessions.mjs";
import { tokenModules } from "./tokens.mjs";

export function basicModules(module) {
  claimsModules(module);
  requestModules(module);
  sessionModules(module);
  tokenModules(module);
}
