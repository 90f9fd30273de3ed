import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inProject } from "./paths.mjs";

const file = inProject(".dev.vars");

/** Makes .dev.vars, or brings its ISSUER up to date; whatever else stands there stays. */
export function writeDevVars(issuer) {
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  let text = before;
  text = withDefault(text, "ENVIRONMENT", () => "development");
  text = withDefault(text, "ISSUER", () => issuer).replace(/^ISSUER\s*=.*$/m, `ISSUER=${issuer}`);
  text = withDefault(text, "MASTER_KEY", newMasterKey);
  if (text === before) return "unchanged";
  writeFileSync(file, text, { mode: 0o600 });
}

export const newMasterKey = () => `dev1:${randomBytes(32).toString("base64url")}`;

function withDefault(text, name, value) {
  if (new RegExp(`^${name}\\s*=`, "m").test(text)) return text;
  const separator = text === "" || text.endsWith("\n") ? "" : "\n";
  return `${text}${separator}${name}=${value()}\n`;
}
