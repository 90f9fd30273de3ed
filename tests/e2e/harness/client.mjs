// An application as npm's openid-client makes it, from the discovery address alone.

import * as oidc from "openid-client";

/**
 * - `begin(parameters)`: the address to send a browser to, and what to check afterwards
 * - `finish(url, checks, options)`: the tokens, once the browser was sent back to `url`
 *
 * `authentication` is how it proves itself, if not by `secret`.
 */
export async function connect(issuer, { clientId, secret, redirectUri, ...optional }) {
  const { scope = "openid profile email offline_access" } = optional;
  const { authentication = secret === undefined ? oidc.None() : oidc.ClientSecretBasic(secret) } = optional;
  const insecure = issuer.startsWith("http:") ? [oidc.allowInsecureRequests] : [];
  const execute = [oidc.enableNonRepudiationChecks, ...insecure];
  const config = await oidc.discovery(new URL(issuer), clientId, undefined, authentication, { execute });
  return {
    config,
    begin: async (parameters = {}) => {
      const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        ...parameters,
      });
      return { url, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce } };
    },
    finish: (url, checks, options) =>
      oidc.authorizationCodeGrant(config, url, { ...checks, idTokenExpected: true }, undefined, options),
    refresh: (token) => oidc.refreshTokenGrant(config, token),
    userinfo: (tokens) => oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub),
    endSession: (parameters) => oidc.buildEndSessionUrl(config, parameters),
  };
}
