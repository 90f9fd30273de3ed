// What every kind of answer carries.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect } from "./harness/client.mjs";
import { startIssuer } from "./harness/issuer.mjs";
import { newAddress, signUp, supplier } from "./harness/people.mjs";
import { newVisitor } from "./harness/visitor.mjs";

const shared = [
  "/.well-known/openid-configuration",
  "/.well-known/oauth-authorization-server",
  "/.well-known/oauth-protected-resource",
  "/.well-known/oauth-protected-resource/userinfo",
  "/jwks",
];
let issuer, suppliers, visitor, answers;

before(async () => {
  issuer = await startIssuer();
  visitor = newVisitor(issuer.issuer);
  const redirectUri = `${issuer.apps.suppliers.origin}/callback`;
  const secret = "woodgrove-suppliers-sample-secret";
  suppliers = await connect(issuer.issuer, { clientId: "woodgrove-suppliers", secret, redirectUri });
  answers = { ...(await answersOnTheWay()), ...(await otherAnswers()) };
});
after(() => issuer?.stop());

test("every answer forbids framing and sniffing, tells other sites no referrer, and asks for https", () => {
  for (const [name, { headers }] of Object.entries(answers)) {
    assert.match(headers.get("content-security-policy") ?? "", /frame-ancestors 'none'/, name);
    assert.equal(headers.get("x-content-type-options"), "nosniff", name);
    assert.equal(headers.get("referrer-policy"), "same-origin", name);
    assert.match(headers.get("strict-transport-security") ?? "", /max-age=\d{8}/, name);
  }
});

// What a walk's forms lead to may lead on to anywhere.
const leadOn = ["step", "step with an error", "form post", "error page", "lost transaction"];

test("a page runs no script but ours, and submits nowhere but here where it can't end a walk", () => {
  for (const [name, { headers }] of Object.entries(answers)) {
    if (!headers.get("content-type")?.startsWith("text/html")) continue;
    const policy = headers.get("content-security-policy");
    assert.match(policy, /default-src 'none'/, name);
    assert.match(policy, /script-src 'self'( 'nonce-[\w-]+')?;/, name);
    assert.match(policy, /base-uri 'none'/, name);
    if (leadOn.includes(name) || /^\d+$/.test(name)) assert.doesNotMatch(policy, /form-action/, name);
    else assert.match(policy, /form-action '(self|none)'/, name);
  }
});

test("nothing but public documents and static files is ever kept by a cache", () => {
  for (const [name, { headers }] of Object.entries(answers)) {
    const kept = [...shared, "static file"].includes(name);
    assert.equal(headers.get("cache-control").includes("no-store"), !kept, name);
  }
});

test("scripts of other sites may read the endpoints made for them, without cookies, and nothing else", () => {
  const readable = [...shared, "token", "token error", "token preflight", "userinfo", "userinfo error"];
  for (const [name, { headers }] of Object.entries(answers)) {
    const origin = readable.includes(name) ? "*" : null;
    assert.equal(headers.get("access-control-allow-origin"), origin, name);
    assert.equal(headers.get("access-control-allow-credentials"), null, name);
  }
});

test("cookies are bound to the host, sealed from scripts, and sent over https alone", () => {
  const lines = Object.values(answers).flatMap(({ headers }) => headers.getSetCookie());
  assert.ok(lines.some((line) => line.startsWith("__Host-sid=")));
  assert.ok(lines.some((line) => line.startsWith("__Host-tx-")));
  assert.ok(lines.some((line) => line.startsWith("__Host-bs=")));
  for (const line of lines) {
    const attributes = line.split("; ").map((attribute) => attribute.toLowerCase());
    const forFrames = line.startsWith("__Host-bs=");
    const reach = forFrames ? ["samesite=none"] : ["httponly", "samesite=lax"];
    for (const one of ["path=/", "secure", ...reach]) assert.ok(attributes.includes(one), line);
    assert.doesNotMatch(line, /domain=/i);
  }
});

test("settings that do not hold together answer with the same headers", async (t) => {
  const broken = await startIssuer({ vars: { MASTER_KEY: null } });
  t.after(broken.stop);
  const { status, headers } = await fetch(broken.issuer);
  assert.equal(status, 503);
  assert.equal(headers.get("cache-control"), "no-store");
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.ok(broken.logs.some(({ message }) => message.includes("MASTER_KEY")));
});

/** One sign-up, each answer kept. */
async function answersOnTheWay() {
  const { url, checks } = await suppliers.begin({ prompt: "create" });
  const authorize = await visitor.request(url);
  const page = await visitor.open(authorize.headers.get("location"));
  const refused = await visitor.send(page, { email: "nobody" });
  const kept = [];
  const { request } = visitor;
  visitor.request = async (...parameters) => {
    const answer = await request(...parameters);
    kept.push(answer);
    return answer;
  };
  const back = await signUp(visitor, issuer, { email: newAddress("ada"), answers: supplier });
  const tokens = await tokenAnswer({ code: back.url.searchParams.get("code"), code_verifier: checks.pkceCodeVerifier });
  const authorization = `Bearer ${(await tokens.json()).access_token}`;
  const userinfo = await fetch(`${issuer.issuer}/userinfo`, { headers: { authorization } });
  const { url: posted } = await suppliers.begin({ response_mode: "form_post" });
  return {
    authorize, "step": page, "step with an error": refused, ...Object.fromEntries(kept.entries()),
    token: tokens, userinfo, "form post": await request(posted), "sign-out": await request("/logout"),
  };
}

async function otherAnswers() {
  const get = (path, options) => fetch(issuer.issuer + path, { redirect: "manual", ...options });
  const paths = [...shared, "/", "/health", "/demo/", "/dev/outbox", "/dev/outbox?to=a@b.example", "/nowhere", "/logout"];
  const named = await Promise.all(paths.map(async (path) => [path, await get(path)]));
  return {
    ...Object.fromEntries(named),
    "error page": await get("/authorize?client_id=nobody"),
    "method": await get("/health", { method: "POST" }),
    "lost transaction": await get("/flow/x/code?client_id=woodgrove-shop"),
    "token error": await tokenAnswer({ code: "none" }),
    "token preflight": await get("/token", { method: "OPTIONS", headers: { origin: "https://app.example" } }),
    "userinfo error": await get("/userinfo"),
    "static file": await get("/vestibule.css?v=0"),
  };
}

function tokenAnswer(parameters) {
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: "woodgrove-suppliers",
    client_secret: "woodgrove-suppliers-sample-secret",
    redirect_uri: `${issuer.apps.suppliers.origin}/callback`,
    ...parameters,
  });
  return fetch(`${issuer.issuer}/token`, { method: "POST", body });
}
