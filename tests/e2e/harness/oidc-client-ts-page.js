import { UserManager } from "oidc-client-ts";

const manager = new UserManager({
  ...window.settings,
  redirect_uri: `${location.origin}/spa`,
  post_logout_redirect_uri: `${location.origin}/`,
});

window.manager = manager;
/** Who came back with this address; null where it is no answer. */
window.user = new URLSearchParams(location.search).has("state") ? manager.signinCallback() : Promise.resolve(null);
