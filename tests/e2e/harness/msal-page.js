import { ProtocolMode, PublicClientApplication } from "@azure/msal-browser";
import { broadcastResponseToMainFrame } from "@azure/msal-browser/redirect-bridge";

const { issuer, clientId } = window.settings;

async function start() {
  const msal = new PublicClientApplication({
    auth: {
      clientId,
      authority: issuer,
      knownAuthorities: [new URL(issuer).host],
      redirectUri: `${location.origin}/spa`,
      postLogoutRedirectUri: `${location.origin}/`,
    },
    system: { protocolMode: ProtocolMode.OIDC },
  });
  await msal.initialize();
  const result = await msal.handleRedirectPromise();
  window.msal = msal;
  return result;
}

/** A page that MSAL's own frames and windows come back to only passes the answer on. */
window.result = window.opener || window.parent !== window ? broadcastResponseToMainFrame() : start();
