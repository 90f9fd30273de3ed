"use strict";
// Authorization code with PKCE (RFC 7636), as any public application does it.
const issuer = document.querySelector("main").dataset.issuer;
const home = `${issuer}/demo/`;
const scope = "openid profile email address phone offline_access";
const at = (id) => document.getElementById(id);
let metadata;
let session; // { client, application, tokens }: in memory alone, gone with the page

async function discover() {
  metadata ??= await json(fetch(`${issuer}/.well-known/openid-configuration`));
  if (metadata.issuer !== issuer) throw new Error(`Discovery names the issuer ${metadata.issuer}.`);
  return metadata;
}

async function begin(button) {
  const { authorization_endpoint } = await discover();
  const [state, nonce, verifier] = [random(), random(), random()];
  const { client, application, create } = button.dataset;
  sessionStorage.setItem(`demo.${state}`, JSON.stringify({ client, application, nonce, verifier }));
  const query = new URLSearchParams({
    client_id: client, response_type: "code", redirect_uri: home, scope, state, nonce,
    code_challenge: await challenge(verifier), code_challenge_method: "S256",
  });
  if (create !== undefined) query.set("prompt", "create");
  if (at("language").value) query.set("ui_locales", at("language").value);
  location.assign(`${authorization_endpoint}?${query}`);
}

// The way back: state and iss are checked before anything else is believed (RFC 9700 §4.4, RFC 9207).
async function arrive(answer) {
  const key = `demo.${answer.get("state")}`;
  const sent = JSON.parse(sessionStorage.getItem(key));
  sessionStorage.removeItem(key);
  if (!sent) throw new Error("This answer belongs to no sign-in that this tab began.");
  if (answer.get("iss") !== issuer) throw new Error(`This answer is from ${answer.get("iss") ?? "nobody"}, not from ${issuer}.`);
  if (answer.has("error")) throw refusal(answer.get("error"), answer.get("error_description"));
  const { client, application, nonce, verifier } = sent;
  const tokens = await redeem({ grant_type: "authorization_code", code: answer.get("code"), redirect_uri: home, client_id: client, code_verifier: verifier });
  // The token came over TLS from the issuer itself, which stands for its signature (OpenID Connect Core §3.1.3.7).
  const claims = decode(tokens.id_token);
  if (claims.iss !== issuer || claims.nonce !== nonce || ![claims.aud].flat().includes(client)) throw new Error("The ID token is not for this sign-in.");
  session = { client, application, tokens };
  await show();
  at("who").focus();
}

async function refresh() {
  const { client, tokens } = session;
  const fresh = await redeem({ grant_type: "refresh_token", refresh_token: tokens.refresh_token, client_id: client });
  session.tokens = { ...tokens, ...fresh };
  await show();
  at("notice").textContent = `New tokens at ${new Date().toLocaleTimeString()}.`;
}

async function leave() {
  const { end_session_endpoint } = await discover();
  const state = random();
  sessionStorage.setItem("demo.left", state);
  const query = new URLSearchParams({ id_token_hint: session.tokens.id_token, client_id: session.client, post_logout_redirect_uri: home, state });
  location.assign(`${end_session_endpoint}?${query}`);
}

async function redeem(parameters) {
  const { token_endpoint } = await discover();
  return json(fetch(token_endpoint, { method: "POST", body: new URLSearchParams(parameters) }));
}

async function show() {
  const { tokens, application } = session;
  const { userinfo_endpoint } = await discover();
  const userinfo = await json(fetch(userinfo_endpoint, { headers: { authorization: `Bearer ${tokens.access_token}` } }));
  const claims = decode(tokens.id_token);
  at("result").hidden = false;
  at("who").textContent = `Signed in to ${application}`;
  at("name").textContent = [userinfo.name ?? claims.name, userinfo.email ?? claims.email].filter(Boolean).join(" · ") || claims.sub;
  at("refresh").hidden = !tokens.refresh_token;
  list("id", claims, tokens.id_token);
  list("access", decode(tokens.access_token), tokens.access_token);
  list("userinfo", userinfo, JSON.stringify(userinfo, null, 2));
}

function list(id, claims, raw) {
  const rows = Object.entries(claims).flatMap(([name, value]) => [element("dt", name), element("dd", plain(name, value))]);
  at(`${id}-claims`).replaceChildren(...rows);
  at(`${id}-raw`).textContent = raw;
}

function plain(name, value) {
  if (["exp", "iat", "nbf", "auth_time", "updated_at"].includes(name)) return `${value} (${new Date(value * 1000).toLocaleString()})`;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

async function json(request) {
  const response = await request;
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw refusal(body.error ?? `HTTP ${response.status}`, body.error_description);
  return body;
}

function refusal(code, description) {
  return Object.assign(new Error(description ?? "The issuer gave no reason."), { code });
}

const random = () => encode(crypto.getRandomValues(new Uint8Array(32)));
const challenge = async (verifier) => encode(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
const encode = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function decode(token) {
  const payload = token?.split(".")[1];
  if (!payload) return {};
  const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

async function attempt(work) {
  at("failure").hidden = true;
  at("notice").textContent = "";
  try {
    await work();
  } catch (error) {
    at("failure-text").textContent = error.message;
    at("failure-code").textContent = error.code ?? "";
    at("failure").hidden = false;
  }
}

for (const button of document.querySelectorAll("[data-client]")) button.addEventListener("click", () => attempt(() => begin(button)));
at("refresh").addEventListener("click", () => attempt(refresh));
at("sign-out").addEventListener("click", () => attempt(leave));

const answer = new URLSearchParams(location.search);
history.replaceState(null, "", location.pathname);
if (answer.has("code") || answer.has("error")) {
  attempt(() => arrive(answer));
} else if (answer.has("state") && answer.get("state") === sessionStorage.getItem("demo.left")) {
  at("notice").textContent = "You are signed out.";
}
