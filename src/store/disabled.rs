//! What is switched off at once: a row of `disabled`, which counts with the next request. The Worker asks for it within
//! its own statements (`nothing_disabled`); the command line writes it, in SQL without parameters.

use crate::config::is_document_id;
use crate::encode::{base64url, hash};
use crate::protocol::client_id::is_url;
use crate::protocol::proofs::{EMAIL_ONE_TIME_PASSCODE, EMAIL_PASSWORD};
use url::Url;

/// The words for what can be switched off.
pub const KINDS: [&str; 5] = ["app", "flow", "idp", "secret", "key"];
/// The identity providers that can be.
pub const IDENTITY_PROVIDERS: [&str; 2] = [EMAIL_PASSWORD, EMAIL_ONE_TIME_PASSCODE];

/// Whether a URL can stand in SQL as it is.
fn is_plain_url(id: &str) -> bool {
    !id.contains('\'') && Url::parse(id).is_ok_and(|url| url.as_str() == id)
}

/// Something that can be switched off: its id has the form of its kind, so that it can stand in SQL as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switch {
    kind: &'static str,
    id: String,
}

impl Switch {
    /// The `kind` of this `id`; otherwise what is wrong, and what is allowed.
    pub fn of(kind: &str, id: &str) -> Result<Self, String> {
        let Some(kind) = KINDS.into_iter().find(|known| *known == kind) else {
            return Err(format!("`{kind}` can't be switched off; allowed: {}", KINDS.join(", ")));
        };
        let url = is_url(id);
        let id = match kind {
            "idp" => IDENTITY_PROVIDERS.contains(&id).then(|| id.to_owned()),
            "secret" | "key" => hash::read_sha256(id).map(|bytes| base64url::encode(&bytes)),
            "app" if url => is_plain_url(id).then(|| id.to_owned()),
            _ => is_document_id(id).then(|| id.to_owned()),
        };
        let form = match kind {
            "idp" => IDENTITY_PROVIDERS.join(", "),
            "secret" => "the secret's SHA-256, in base64url or hex".to_owned(),
            "key" => "the key's `kid`, 43 characters of base64url".to_owned(),
            "app" if url => "a URL as parsers write it, without `'`".to_owned(),
            _ => {
                "1 to 64 of A-Z, a-z, 0-9, `.`, `_` and `-`, the first a letter or digit".to_owned()
            }
        };
        let id = id.ok_or_else(|| format!("that is no {kind}'s id; allowed: {form}"))?;
        Ok(Self { kind, id })
    }

    /// Its kind, one of `KINDS`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Its id: hashes are in base64url.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Switches it off; gives a row if it was on.
    pub fn off(&self) -> String {
        let Self { kind, id } = self;
        format!(
            "INSERT INTO disabled (kind, id, disabled_at) VALUES ('{kind}', '{id}', unixepoch()) \
             ON CONFLICT DO NOTHING RETURNING id"
        )
    }

    /// Switches it on again; gives a row if it was off.
    pub fn on(&self) -> String {
        let Self { kind, id } = self;
        format!("DELETE FROM disabled WHERE kind = '{kind}' AND id = '{id}' RETURNING id")
    }
}
