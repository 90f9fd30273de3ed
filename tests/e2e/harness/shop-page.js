const issuer = document.querySelector("script").dataset.issuer;
const client_id = "woodgrove-shop";
const redirect_uri = `${location.origin}/spa`;
const show = (outcome) => { document.getElementById("out").textContent = JSON.stringify(outcome); };
const json = async (url, options) => {
  const response = await fetch(url, options);
  return { status: response.status, ...(await response.json()) };
};

const metadata = await json(`${issuer}/.well-known/openid-configuration`);

const encode = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const decode = (token) => JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));

async function begin(prompt) {
  const verifier = encode(crypto.getRandomValues(new Uint8Array(32)));
  sessionStorage.setItem("verifier", verifier);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  location.assign(`${metadata.authorization_endpoint}?${new URLSearchParams({
    client_id, redirect_uri, response_type: "code", scope: "openid profile email offline_access", state: "shop",
    code_challenge: encode(new Uint8Array(digest)), code_challenge_method: "S256", ...prompt,
  })}`);
}

async function token(parameters) {
  const tokens = await json(metadata.token_endpoint, { method: "POST", body: new URLSearchParams({ client_id, ...parameters }) });
  if (tokens.status !== 200) return show(tokens);
  const userinfo = await json(metadata.userinfo_endpoint, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  const { keys } = await json(metadata.jwks_uri);
  sessionStorage.setItem("refresh", tokens.refresh_token);
  show({ claims: decode(tokens.id_token), userinfo, keys: keys.length, refresh: tokens.refresh_token });
}

document.getElementById("sign-in").onclick = () => begin({});
document.getElementById("sign-up").onclick = () => begin({ prompt: "create" });
document.getElementById("refresh").onclick = () =>
  token({ grant_type: "refresh_token", refresh_token: sessionStorage.getItem("refresh") });
for (const button of document.querySelectorAll("button")) button.disabled = false;

const code = new URLSearchParams(location.search).get("code");
if (code !== null) {
  const code_verifier = sessionStorage.getItem("verifier");
  await token({ grant_type: "authorization_code", code, redirect_uri, code_verifier });
}
