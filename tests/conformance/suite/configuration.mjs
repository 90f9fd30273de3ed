// A configuration of the OpenID conformance suite for its plans against an issuer that has the documents beside this file. Its
// browser commands sign in, agree and sign out on our pages.

const alias = "vestibule";

/**
 * For the plans of OpenID Connect (`oidcc`), of FAPI 2.0's security profile (`fapi2`), of its message signing (`fapi2-signed`), or of the security
 * profile with client credentials (`fapi2-client-credentials`), in which nobody is at a browser; `known` is what `prepare` made.
 */
export function configuration(plans, person, known) {
  const { issuer, email } = person;
  const server = { discoveryUrl: `${issuer}/.well-known/openid-configuration`, login_hint: email };
  const common = { alias, description: `Vestibule at ${issuer}`, server };
  const userinfo = `${issuer}/userinfo`;
  const people = "openid profile email offline_access";
  switch (plans) {
    case "oidcc":
      return { ...common, ...oidcClients(known), browser: ordinary(person), override: oidcOverrides(person, known) };
    case "fapi2-client-credentials":
      return { ...common, ...fapiClients("fapi-daemon", "resource.read", `${issuer}/resource`, known) };
    default: {
      const clients = fapiClients(plans === "fapi2" ? "fapi" : "fapi-signed", people, userinfo, known);
      return { ...common, ...clients, browser: ordinary(person), override: fapiOverrides(person) };
    }
  }
}

/** A client that is declared; in plans with registered ones it is what they begin with. */
const declared = (client_id, { secrets, initialAccessToken }) => ({
  client_id,
  client_secret: secrets[client_id],
  client_name: "Conformance suite",
  initial_access_token: initialAccessToken,
});

const oidcClients = (known) => ({
  client: declared("first", known),
  client2: declared("second", known),
  client_secret_post: declared("post", known),
});

const fapiClients = (name, scope, resourceUrl, { keys }) => {
  const client = (client_id) => ({ client_id, scope, jwks: { keys: [keys[client_id]] }, dpop_signing_alg: "ES256" });
  return {
    client: client(`${name}-first`),
    client2: client(`${name}-second`),
    resource: { resourceUrl, resourceMethod: "GET" },
  };
};

/** Reads a page into the log, where the module waits for a picture of it: at once, or only of the second sign-in. */
const picture = (text, how = "update-image-placeholder") => ["wait", "xpath", "//*", 10, text, how];

const task = (name, match, commands, optional = true) => ({ task: name, ...(optional ? { optional } : {}), match, commands });

const signIn = ({ issuer, email, password }, before = []) =>
  task("Sign in", `${issuer}/flow/*/sign-in*`, [
    ...before,
    ["text", "id", "email", email],
    ["text", "id", "password", password],
    ["click", "css", "main button[type=submit]"],
  ]);

const consent = ({ issuer }, button) => task("Consent", `${issuer}/flow/*/consent*`, [["click", "id", button]]);
/** An application that registered itself, and that nobody went on to from this browser yet, gets its errors by this button. */
const goOn = ({ issuer }) => task("Go on", `${issuer}/authorize*`, [["click", "id", "go-on"]]);
const isBack = (optional) => task("Back at the client", `*/test/a/${alias}/callback*`, [["wait", "id", "submission_complete", 10]], optional);
const back = isBack(false);
const authorize = ({ issuer }, tasks) => ({ match: `${issuer}/authorize*`, tasks });

/** The person signs in and agrees. */
const arrives = (person, { before, button = "approve" } = {}) =>
  authorize(person, [goOn(person), signIn(person, before), consent(person, button), back]);

/** They stay on a page that says `text`. */
const stays = (person, text) => authorize(person, [task("Stays", "*", [picture(text)], false)]);

/** A page says `text`, or the client is answered: either is right. */
const refused = (person, text) =>
  authorize(person, [
    task("Refused", `${person.issuer}/authorize*`, [picture(text, "update-image-placeholder-optional")]),
    isBack(true),
  ]);

const signsOut = ({ issuer }, last) => ({
  match: `${issuer}/logout*`,
  tasks: [task("Sign out", `${issuer}/logout*`, [["click", "id", "logout-confirm", "optional"]]), last],
});
const leaves = task("Goes on", "*", [["wait", "contains", "/post_logout_redirect", 10]], false);
const endsHere = task("Is told", "*", [picture("You are signed out|This application can.t")], false);
/** Who signs out with a hint that is none of ours is asked, and that page is the evidence. */
const isAsked = ({ issuer }) => ({
  match: `${issuer}/logout*`,
  tasks: [task("Is asked", `${issuer}/logout*`, [picture("Do you want to sign out")], false)],
});
const asksTheFrame = { match: `*/test/a/${alias}/*session_verify*`, tasks: [task("Ask", "*", [["wait", "contains", "session_result", 10]], false)] };

const ordinary = (person) => [arrives(person), signsOut(person, leaves), asksTheFrame];

const each = (names, value) => Object.fromEntries(names.map((name) => [name, value]));

function oidcOverrides(person, known) {
  const signsInTwice = { browser: [arrives(person, { before: [picture("Sign in", "update-image-placeholder-optional")] })] };
  const told = { browser: [arrives(person), signsOut(person, endsHere)] };
  const asked = { browser: [arrives(person), isAsked(person)] };
  const out = (name) => `oidcc-rp-initiated-logout-${name}`;
  return {
    ...each(["oidcc-prompt-login", "oidcc-max-age-1"], signsInTwice),
    ...each(
      [
        "oidcc-ensure-registered-redirect-uri",
        "oidcc-ensure-redirect-uri-in-authorization-request",
        "oidcc-redirect-uri-query-added",
        "oidcc-redirect-uri-query-mismatch",
      ],
      { browser: [stays(person, "This application can.t sign you in")] },
    ),
    ...each(
      ["oidcc-registration-logo-uri", "oidcc-registration-policy-uri", "oidcc-registration-tos-uri"],
      { browser: [stays(person, "Sign in")] },
    ),
    ...each(
      [
        "bad-post-logout-redirect-uri", "no-params", "no-post-logout-redirect-uri", "only-state",
        "query-added-to-post-logout-redirect-uri",
      ].map(out),
      told,
    ),
    ...each(["modified-id-token-hint", "no-id-token-hint", "bad-id-token-hint"].map(out), asked),
    "oidcc-backchannel-rp-initiated-logout": { client: declared("backchannel", known) },
    "oidcc-frontchannel-rp-initiated-logout": { client: declared("frontchannel", known) },
  };
}

function fapiOverrides(person) {
  const once = (entry) => ({ ...entry, "match-limit": 1 });
  const isRefused = refused(person, "We can.t read this request");
  const look = authorize(person, [task("Look", "*", [["wait", "xpath", "//*", 10, "Sign in"]], false)]);
  const browsers = {
    "user-rejects-authentication": [arrives(person, { button: "deny" })],
    "par-ensure-reused-request-uri-prior-to-auth-completion-succeeds": [once(look), arrives(person)],
    "par-attempt-reuse-request_uri": [once(arrives(person)), isRefused],
    "par-attempt-to-use-expired-request_uri": [isRefused],
    "par-attempt-to-use-request_uri-for-different-client": [isRefused],
  };
  return Object.fromEntries(
    Object.entries(browsers).map(([module, browser]) => [`fapi2-security-profile-final-${module}`, { browser }]),
  );
}
