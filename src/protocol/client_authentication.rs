//! Client authentication (RFC 6749 §2.3, OpenID Connect Core §9): by the registered method, before
//! anything is consumed. One method a request; a `client_id` beside it must be the same.

use super::{Application, Cause, ClientAuthentication, OAuthError, client_assertion};
use crate::encode::{ascii, hash};
use crate::http::{Form, Headers};
use base64ct::{Base64, Encoding};
use url::form_urlencoded;

/// Where a secret was presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The Authorization header.
    Header,
    /// The body.
    Body,
}

/// What shows that a client is who it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// Nothing.
    None,
    /// A secret.
    Secret(Place, String),
    /// A JWT.
    Assertion(String),
}

/// What a client presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    /// The application it says it is.
    pub client_id: String,
    /// How it shows that.
    pub credential: Credential,
}

impl Presented {
    /// Reads header and body.
    ///
    /// # Errors
    /// `invalid_request` for two methods at once, `invalid_client` for none or a broken one.
    pub fn read(headers: &Headers, form: &Form) -> Result<Self, OAuthError> {
        let basic = headers.get("authorization").map(basic).transpose()?;
        let secret = Some(form.first("client_secret")).filter(|secret| !secret.is_empty());
        let assertion = Some(form.first("client_assertion")).filter(|jwt| !jwt.is_empty());
        let (own_id, credential) = match (basic, secret, assertion) {
            (None, None, None) => (None, Credential::None),
            // Libraries of public applications name theirs so.
            (Some((id, secret)), None, None) if secret.is_empty() => (Some(id), Credential::None),
            (Some((id, secret)), None, None) => {
                (Some(id), Credential::Secret(Place::Header, secret))
            }
            (None, Some(secret), None) => {
                (None, Credential::Secret(Place::Body, secret.to_owned()))
            }
            (None, None, Some(jwt)) => {
                (Some(subject(form, jwt)?), Credential::Assertion(jwt.to_owned()))
            }
            _ => {
                let description = "the client proves itself in two ways; one is allowed";
                return Err(OAuthError::new(Cause::SecretTwice, description));
            }
        };
        let client_id = one_id(own_id, form.first("client_id"))?;
        Ok(Self { client_id, credential })
    }

    /// Whether the header was used: then a refusal answers with a challenge (RFC 6749 §5.2).
    pub fn by_header(headers: &Headers) -> bool {
        headers.get("authorization").is_some()
    }

    /// Checks that the credential is of the application's method.
    ///
    /// # Errors
    /// `invalid_client`.
    pub fn check_method(&self, application: &Application) -> Result<(), OAuthError> {
        use ClientAuthentication as Registered;
        let assertion = "client_assertion is required";
        let (cause, description) = match (application.authentication, &self.credential) {
            (Registered::None, Credential::None)
            | (Registered::ClientSecret, Credential::Secret(..))
            | (Registered::ClientSecretBasic, Credential::Secret(Place::Header, _))
            | (Registered::ClientSecretPost, Credential::Secret(Place::Body, _))
            | (Registered::ClientSecretJwt | Registered::PrivateKeyJwt, Credential::Assertion(_)) =>
            {
                return Ok(());
            }
            (Registered::None, Credential::Secret(..)) => {
                (Cause::SecretUnexpected, "this application is public and has no secret")
            }
            (Registered::ClientSecretJwt | Registered::PrivateKeyJwt, Credential::None) => {
                (Cause::AssertionMissing, assertion)
            }
            (_, Credential::None) => (Cause::SecretMissing, "the client secret is required"),
            (_, Credential::Secret(..)) => (
                Cause::SecretMethod,
                "the secret was not sent by this application's registered method",
            ),
            (_, Credential::Assertion(_)) => (
                Cause::AssertionUnexpected,
                "client_assertion is not this application's registered method",
            ),
        };
        Err(OAuthError::new(cause, description))
    }
}

/// Whose assertion it is, so far as it says itself.
fn subject(form: &Form, jwt: &str) -> Result<String, OAuthError> {
    if form.first("client_assertion_type") != client_assertion::TYPE {
        let description = format!("client_assertion_type must be {}", client_assertion::TYPE);
        return Err(OAuthError::new(Cause::AssertionMalformed, description));
    }
    let jws = client_assertion::read(jwt)?;
    let subject = jws.text("sub").ok_or_else(|| {
        client_assertion::refused(Cause::AssertionClaims, "iss and sub must both be the client_id")
    })?;
    Ok(subject.to_owned())
}

/// The `client_id` that the credential names, or else the body; where both do, they are the same.
fn one_id(own: Option<String>, body: &str) -> Result<String, OAuthError> {
    match own {
        Some(own) if body.is_empty() || body == own => Ok(own),
        Some(_) => Err(OAuthError::new(
            Cause::ClientIdsDiffer,
            "client_id differs from the one in the Authorization header or client_assertion",
        )),
        None if body.is_empty() => Err(OAuthError::new(
            Cause::ClientIdMissing,
            "client_id is required, in the body or the Authorization header",
        )),
        None => Ok(body.to_owned()),
    }
}

/// The hash of `secret`, by which it can be switched off, if it is one of the application's; `named` looks up Worker
/// secrets.
///
/// # Errors
/// `invalid_client`.
pub fn check_secret(
    application: &Application,
    secret: &str,
    named: impl Fn(&str) -> Option<String>,
) -> Result<String, OAuthError> {
    if application.client_secrets.iter().any(|known| known.is(secret, &named)) {
        Ok(hash::sha256(secret))
    } else {
        Err(OAuthError::new(Cause::SecretWrong, "the client secret is wrong"))
    }
}

/// Reads Basic credentials; both halves are form-encoded (RFC 6749 §2.3.1).
fn basic(header: &str) -> Result<(String, String), OAuthError> {
    let decoded = || {
        let (scheme, encoded) = header.split_once(' ')?;
        let encoded = scheme.eq_ignore_ascii_case("basic").then(|| ascii::trim(encoded))?;
        let text = String::from_utf8(Base64::decode_vec(encoded).ok()?).ok()?;
        let (id, secret) = text.split_once(':')?;
        Some((form_decode(id), form_decode(secret)))
    };
    let description = "the Authorization header is not Basic client_id:client_secret";
    decoded().ok_or_else(|| OAuthError::new(Cause::AuthorizationMalformed, description))
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
    use crate::protocol::ClientSecret;
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
        let presented = Presented::read(&headers, &Form::parse(body.as_bytes()));
        let checked = presented.and_then(|presented| {
            presented.check_method(&app)?;
            let Credential::Secret(_, secret) = presented.credential else { return Ok(()) };
            check_secret(&app, &secret, |_| None).map(drop)
        });
        checked.map_err(|error| error.cause)
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
