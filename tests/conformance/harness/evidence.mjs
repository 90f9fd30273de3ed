// What the preparation's browser commands store for a reviewer.

import { configuration } from "../suite/configuration.mjs";
import { prepare } from "../suite/documents.mjs";

const known = prepare();

/** Of a module about signing out: whether the commands agree on the page that asks (`goesOn`), and the `text` of the page that they store. */
export function evidenceOf({ issuer, person }, module) {
  const { browser } = configuration("oidcc", { issuer, ...person }, known).override[module];
  const { tasks } = browser.find(({ match }) => match.startsWith(`${issuer}/logout`));
  const commands = tasks.flatMap(({ commands }) => commands);
  const stored = commands.findIndex((command) => String(command.at(-1)).startsWith("update-image-placeholder"));
  const goesOn = commands.slice(0, stored).some(([what, , id]) => what === "click" && id === "logout-confirm");
  return { goesOn, text: commands[stored][4] };
}
