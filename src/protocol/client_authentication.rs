//! Client authentication (RFC 6749 §2.3, OpenID Connect Core §9): by the registered method, before
//! anything is consumed. One method a request; a `client_id` beside it must be the same.

use super::{Application, Cause, ClientAuthentication, ClientSecret, OAuthError};
use crate::encode::hash;
use crate::http::{Form, Headers};
use base64ct::{Base64, Encoding};
use subtle::ConstantTimeEq;
use url::form_urlencoded;

/// Where a secret was presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Header,
    Body,
}

/// What a client presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    /// The application it says it is.
    pub client_id: String,
    secret: Option<(Place, String)>,
}

impl Presented {
    /// Reads header and body.
    ///
    /// # Errors
    /// `invalid_request` for two methods at once, `invalid_client` for none or a broken one.
    pub fn read(headers: &Headers, form: &Form) -> Result<Self, OAuthError> {
        let body_id = form.first("client_id");
        let body_secret = form.first("client_secret");
        let Some(authorization) = headers.get("authorization") else {
            if body_id.is_empty() {
                return Err(OAuthError::new(
                    Cause::ClientIdMissing,
                    "client_id is required, in the body or the Authorization header",
                ));
            }
            let secret = (!body_secret.is_empty()).then(|| (Place::Body, body_secret.to_owned()));
            return Ok(Self { client_id: body_id.to_owned(), secret });
        };
        let (client_id, secret) = basic(authorization).ok_or_else(|| {
            OAuthError::new(
                Cause::AuthorizationMalformed,
                "the Authorization header is not Basic client_id:client_secret",
            )
        })?;
        if !body_secret.is_empty() {
            return Err(OAuthError::new(
                Cause::SecretTwice,
                "the client secret was sent in two places",
            ));
        }
        if !body_id.is_empty() && body_id != client_id {
            return Err(OAuthError::new(
                Cause::ClientIdsDiffer,
                "client_id differs from the one in the Authorization header",
            ));
        }
        Ok(Self { client_id, secret: Some((Place::Header, secret)) })
    }

    /// SHA-256 of the secret presented, by which it can be switched off.
    pub fn secret_hash(&self) -> Option<String> {
        self.secret.as_ref().map(|(_, secret)| hash::sha256(secret))
    }

    /// Whether the header was used: then a refusal answers with a challenge (RFC 6749 §5.2).
    pub fn by_header(headers: &Headers) -> bool {
        headers.get("authorization").is_some()
    }

    /// Checks what was presented; `named` looks up Worker secrets.
    ///
    /// # Errors
    /// `invalid_client`.
    pub fn verify(
        &self,
        application: &Application,
        named: impl Fn(&str) -> Option<String>,
    ) -> Result<(), OAuthError> {
        let allowed = match (application.authentication, &self.secret) {
            (ClientAuthentication::None, None) => return Ok(()),
            (ClientAuthentication::None, Some(_)) => {
                return Err(OAuthError::new(
                    Cause::SecretUnexpected,
                    "this application is public and has no secret",
                ));
            }
            (_, None) => {
                return Err(OAuthError::new(Cause::SecretMissing, "the client secret is required"));
            }
            (ClientAuthentication::ClientSecret, Some(_)) => true,
            (ClientAuthentication::ClientSecretBasic, Some((place, _))) => *place == Place::Header,
            (ClientAuthentication::ClientSecretPost, Some((place, _))) => *place == Place::Body,
        };
        if !allowed {
            return Err(OAuthError::new(
                Cause::SecretMethod,
                "the secret was not sent by this application's registered method",
            ));
        }
        let sent =
            hash::sha256_bytes(self.secret.as_ref().map_or("", |(_, secret)| secret).as_bytes());
        let known = application.client_secrets.iter().any(|secret| {
            let expected = match secret {
                ClientSecret::Sha256(hash) => Some(*hash),
                ClientSecret::Named(name) => {
                    named(name).map(|value| hash::sha256_bytes(value.as_bytes()))
                }
            };
            expected.is_some_and(|expected| bool::from(expected.ct_eq(&sent)))
        });
        if known {
            Ok(())
        } else {
            Err(OAuthError::new(Cause::SecretWrong, "the client secret is wrong"))
        }
    }
}

/// Reads Basic credentials; both halves are form-encoded (RFC 6749 §2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(Base64::decode_vec(encoded.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((form_decode(id), form_decode(secret)))
}

fn form_decode(text: &str) -> String {
    form_urlencoded::parse(text.replace('&', "%26").replace('=', "%3D").as_bytes())
        .next()
        .map(|(name, _)| name.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::application::tests::application;

    fn verify(authorization: Option<&str>, body: &str) -> Result<(), Cause> {
        let mut app = application();
        app.client_secrets =
            vec![ClientSecret::Sha256(hash::sha256_bytes("s&e=cret+/".as_bytes()))];
        let headers = Headers(
            authorization
                .map(|value| ("authorization".to_owned(), value.to_owned()))
                .into_iter()
                .collect(),
        );
        Presented::read(&headers, &Form::parse(body.as_bytes()))
            .and_then(|presented| presented.verify(&app, |_| None))
            .map_err(|error| error.cause)
    }

    #[test]
    fn the_secret_is_taken_from_the_header_or_the_body_and_from_one_alone() {
        let header = format!("Basic {}", Base64::encode_string(b"app:s%26e%3Dcret%2B%2F"));
        let plain = format!("Basic {}", Base64::encode_string(b"app:s&e=cret%2B/"));
        let body = "client_id=app&client_secret=s%26e%3Dcret%2B%2F";
        assert_eq!(verify(Some(&header), ""), Ok(()));
        assert_eq!(verify(Some(&plain), "client_id=app"), Ok(()));
        assert_eq!(verify(None, body), Ok(()));
        assert_eq!(verify(Some(&header), body), Err(Cause::SecretTwice));
        assert_eq!(verify(Some(&header), "client_id=other"), Err(Cause::ClientIdsDiffer));
        assert_eq!(verify(None, "client_id=app"), Err(Cause::SecretMissing));
        assert_eq!(verify(None, "client_id=app&client_secret=wrong"), Err(Cause::SecretWrong));
        assert_eq!(verify(Some("Bearer x"), ""), Err(Cause::AuthorizationMalformed));
        assert_eq!(verify(None, ""), Err(Cause::ClientIdMissing));
    }
}
