//! Grant types (RFC 6749 §4.1.3, §4.4.2, §6; RFC 8628 §3.4).

use crate::encode::words::words;

words! {
    /// How an application gets tokens.
    pub enum GrantType {
        /// A person signs in, in a browser.
        AuthorizationCode = "authorization_code",
        /// While the person is away.
        RefreshToken = "refresh_token",
        /// On its own behalf: `web` and `daemon`.
        ClientCredentials = "client_credentials",
        /// A person signs in in a browser elsewhere, with a code that a device shows.
        DeviceCode = "urn:ietf:params:oauth:grant-type:device_code",
    }
}

impl GrantType {
    /// Whether a person signs in for it.
    pub fn signs_in(self) -> bool {
        matches!(self, Self::AuthorizationCode | Self::DeviceCode)
    }
}
