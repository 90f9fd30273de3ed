import { existsSync } from "node:fs";
import { Failure, probe } from "./run.mjs";

/** Where Debian and Ubuntu put Chromium. */
export const chromium = "/usr/bin/chromium";

/** Where Debian and Ubuntu put Apache and its modules. */
export const apache = { program: "/usr/sbin/apache2", modules: "/usr/lib/apache2/modules" };

/** What some of the end-to-end tests need beyond the project's own tools: each has its folder under tests/e2e. */
const extras = {
  browser: {
    isThere: () => existsSync(chromium),
    advice: `Chromium at ${chromium}. On Debian and Ubuntu: apt-get install chromium`,
  },
  apache: {
    isThere: () => existsSync(apache.program) && existsSync(`${apache.modules}/mod_auth_openidc.so`),
    advice: "Apache with mod_auth_openidc. On Debian and Ubuntu: apt-get install apache2 libapache2-mod-auth-openidc",
  },
  python: {
    isThere: () => probe("python3", ["-c", "import ensurepip, venv"]).ok,
    advice: "Python 3 with venv. On Debian and Ubuntu: apt-get install python3-venv",
  },
};

export const extraNames = Object.keys(extras);

/** Reads `--without=browser`; several names are separated by commas. */
export function readWithout(args) {
  const without = args
    .filter((arg) => arg.startsWith("--without="))
    .flatMap((arg) => arg.slice("--without=".length).split(","));
  const unknown = without.filter((name) => !extraNames.includes(name));
  if (unknown.length > 0) {
    throw new Failure(`--without=${unknown.join(",")} is not known; allowed: ${extraNames.join(", ")}`);
  }
  return without;
}

/** Refuses to begin when something is missing that was not left out. */
export function checkExtras(without) {
  const missing = extraNames.filter((name) => !without.includes(name) && !extras[name].isThere());
  if (missing.length === 0) return;
  const list = missing.map((name) => `\n- ${name}: ${extras[name].advice}`).join("");
  throw new Failure(`The tests lack:${list}\n\nInstall it, or leave it out: npm test -- --without=${missing.join(",")}`);
}
