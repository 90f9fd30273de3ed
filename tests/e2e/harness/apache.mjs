// Debian's Apache, run by whoever runs the tests, with mod_auth_openidc before everything under /guarded.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apache } from "../../../scripts/lib/extras.mjs";
import { caFile } from "./certificate.mjs";
import { waitFor } from "./wait.mjs";

const modules = ["mpm_event", "authn_core", "authz_core", "authz_user", "dir", "headers", "auth_openidc"];

/** Starts it on a free port with mod_auth_openidc's `settings`: `{ origin, stop() }`. */
export async function startApache(port, settings) {
  const folder = mkdtempSync(join(tmpdir(), "vestibule-apache-"));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "site", "guarded"), { recursive: true });
  writeFileSync(join(folder, "site", "guarded", "page"), "guarded\n");
  const file = join(folder, "apache.conf");
  writeFileSync(file, configuration(folder, port, settings));
  const server = spawn(apache.program, ["-d", folder, "-f", file, "-DFOREGROUND"], { stdio: "ignore" });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const origin = `http://127.0.0.1:${port}`;
  const answers = () => fetch(`${origin}/`).then(() => true, () => false);
  await waitFor("Apache", answers).catch((error) => {
    throw new Error(`${error.message}: ${readFileSync(join(folder, "error.log"), "utf8")}`);
  });
  return {
    origin,
    stop: async () => {
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A browser that goes to pages of one site, and says so, as fetch can't: a function of an address that follows redirects
 * until one leaves the site, and answers `{ url, status, headers }`; only `url` is told of another site.
 */
export function newNavigator(origin) {
  const cookies = new Map();
  return async function open(address) {
    const url = new URL(address, origin);
    if (url.origin !== origin) return { url };
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const headers = { accept: "text/html", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", cookie };
    const [answer] = await once(get(url, { headers }), "response");
    answer.resume();
    for (const line of answer.headers["set-cookie"] ?? []) {
      const [name, value] = line.split(";")[0].split(/=(.*)/s);
      cookies.set(name, value);
    }
    const { location } = answer.headers;
    return location === undefined ? { url, status: answer.statusCode, headers: answer.headers } : open(new URL(location, url));
  };
}

const configuration = (folder, port, settings) => `
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${folder}/pid
ErrorLog ${folder}/error.log
DocumentRoot ${folder}/site
User www-data
Group www-data
${modules.map((name) => `LoadModule ${name}_module ${apache.modules}/mod_${name}.so`).join("\n")}
${Object.entries(settings).map(([name, value]) => `${name} ${value}`).join("\n")}
OIDCCryptoPassphrase ${randomBytes(24).toString("hex")}
OIDCCABundlePath ${caFile}
<LocationMatch "^/(guarded|callback)">
  AuthType openid-connect
  Require valid-user
  Header set X-Email "expr=%{reqenv:OIDC_CLAIM_email}"
  Header set X-Name "expr=%{reqenv:OIDC_CLAIM_name}"
</LocationMatch>
`;
