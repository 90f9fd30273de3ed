// What the plans about signing out share.

import assert from "node:assert/strict";
import { postLogoutRedirectUri } from "../harness/documents.mjs";
import { interaction } from "./sessions.mjs";

/** Sends the person to sign out; they agree where they are asked. */
export const endSession = (suite, browser, parameters) =>
  browser.open(`${suite.metadata.end_session_endpoint}?${new URLSearchParams(parameters)}`);

/** What a client sends to get the person back. */
export const returning = (tokens) => ({
  id_token_hint: tokens.id_token,
  post_logout_redirect_uri: postLogoutRedirectUri,
  state: "a-state",
});

export async function assertSignedOut(browser, client) {
  const { error } = await client.authorize(browser, client.request({ prompt: "none" }));
  assert.ok(interaction.includes(error), error);
}

/** What clients that register themselves say in every plan about signing out. */
export const registeredForLogout = { post_logout_redirect_uris: [postLogoutRedirectUri] };
