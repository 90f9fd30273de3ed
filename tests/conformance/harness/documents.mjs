// What an administrator declares for the suite: its clients, and a flow that asks for every standard claim.

/** Where a client gets the person back after signing out. */
export const postLogoutRedirectUri = "https://suite.example/test/a/vestibule/post_logout_redirect";

/** Where every client is sent its answers. */
export const callback = "https://suite.example/test/a/vestibule/callback";

/** What everybody answers; the names are the attributes that the standard claims come from. */
export const answers = {
  displayName: "Ada Lovelace",
  givenName: "Ada",
  surname: "Lovelace",
  middleName: "Augusta",
  nickname: "Countess",
  profile: "https://suite.example/ada",
  picture: "https://suite.example/ada.png",
  website: "https://ada.example/",
  gender: "female",
  birthdate: "1815-12-10",
  zoneinfo: "Europe/London",
  locale: "en-GB",
  streetAddress: "12 St James's Square",
  city: "London",
  state: "Westminster",
  postalCode: "SW1Y 4JH",
  country: "GB",
  phoneNumber: "+44 20 7946 0000",
};

const inputTypes = { birthdate: "date", country: "country", phoneNumber: "phone" };

const flow = {
  displayName: "Conformance account",
  accountType: "member",
  identityProviders: ["emailPassword"],
  pages: [
    {
      title: "About you",
      inputs: Object.keys(answers).map((attribute) => ({ attribute, inputType: inputTypes[attribute] ?? "text" })),
    },
  ],
};

/** A client's secret, in the clear; its document has the same. */
export const secretOf = (clientId) => `${clientId}-secret-of-the-suite`;

/** A confidential client that sends neither PKCE nor, in one module, a nonce. */
export const webClient = (clientId, tokenEndpointAuthMethod, more) => ({
  displayName: `Client ${clientId}`,
  type: "web",
  redirectUris: [callback],
  postLogoutRedirectUris: [postLogoutRedirectUri],
  homeUri: "https://suite.example/",
  flows: ["conformance"],
  tokenEndpointAuthMethod,
  pkce: "optional",
  clientSecrets: [{ plain: secretOf(clientId) }],
  ...more,
});

/** What a tenant that takes registrations says, and the token that it wants of them. */
export const initialAccessToken = "an-initial-access-token-of-the-suite";
export const registration = { flows: ["conformance"], initialAccessTokens: [{ plain: initialAccessToken }] };

/** The documents by key, beside the tenant's own; `client` is what all clients say besides. */
export const suiteDocuments = (client) => ({
  "flow/conformance": flow,
  "app/first": webClient("first", "client_secret_basic", client),
  "app/second": webClient("second", "client_secret_basic", client),
  "app/post": webClient("post", "client_secret_post", client),
});
