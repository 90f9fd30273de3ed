//! Proof Key for Code Exchange (RFC 7636, RFC 9700 §2.1.1): S256 alone. Public applications must send a challenge, and so
//! must everybody where the request brings no ID token: nobody would check a `nonce` there. Confidential ones that ask for
//! an ID token send a challenge or a `nonce`, or what their document says: always a challenge, or neither. A challenge
//! once sent needs its verifier, and a verifier without a challenge is refused.

use super::{Application, Cause, OAuthError, PkcePolicy};
use crate::encode::hash;

/// Checks what an authorization request says about PKCE; the challenge, if there is one.
///
/// # Errors
/// `invalid_request`.
pub fn challenge(
    application: &Application,
    challenge: Option<&str>,
    method: Option<&str>,
    nonce: Option<&str>,
    brings_id_token: bool,
) -> Result<Option<String>, OAuthError> {
    let Some(challenge) = challenge else {
        let required = match application.pkce {
            PkcePolicy::Required => true,
            PkcePolicy::OrNonce => nonce.is_none(),
            PkcePolicy::Optional => false,
        };
        let required = required || application.is_public() || !brings_id_token;
        return match (method, required) {
            (Some(_), _) => Err(OAuthError::new(
                Cause::ChallengeMissing,
                "code_challenge_method was sent without code_challenge",
            )),
            (None, true) => Err(OAuthError::new(
                Cause::ChallengeMissing,
                "code_challenge is required, with code_challenge_method S256",
            )),
            (None, false) => Ok(None),
        };
    };
    if method != Some("S256") {
        return Err(OAuthError::new(Cause::ChallengeMethod, "code_challenge_method must be S256"));
    }
    let is_hash = challenge.len() == 43 && challenge.bytes().all(is_base64url);
    if !is_hash {
        return Err(OAuthError::new(
            Cause::ChallengeMalformed,
            "code_challenge must be the base64url of a SHA-256: 43 characters",
        ));
    }
    Ok(Some(challenge.to_owned()))
}

/// The challenge that `verifier` answers; none for no verifier.
///
/// # Errors
/// `invalid_request` when it is not 43 to 128 unreserved characters.
pub fn answered_challenge(verifier: Option<&str>) -> Result<Option<String>, OAuthError> {
    let Some(verifier) = verifier else { return Ok(None) };
    let unreserved = |byte: u8| is_base64url(byte) || byte == b'.' || byte == b'~';
    if !(43..=128).contains(&verifier.len()) || !verifier.bytes().all(unreserved) {
        return Err(OAuthError::new(
            Cause::VerifierMalformed,
            "code_verifier must be 43 to 128 characters of A-Z, a-z, 0-9, -, ., _ and ~",
        ));
    }
    Ok(Some(hash::sha256(verifier)))
}

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::ClientAuthentication;
    use crate::protocol::application::tests::application;

    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    #[test]
    fn the_example_of_rfc_7636_appendix_b_holds() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(answered_challenge(Some(verifier)).unwrap().unwrap(), CHALLENGE);
        assert!(answered_challenge(Some("short")).is_err());
    }

    #[test]
    fn a_public_application_must_send_a_challenge_and_a_confidential_one_what_its_document_says() {
        let mut app = application();
        assert!(challenge(&app, None, None, None, true).is_err());
        assert_eq!(challenge(&app, None, None, Some("n"), true), Ok(None));
        assert!(challenge(&app, Some(CHALLENGE), Some("S256"), None, true).is_ok());
        assert!(challenge(&app, Some(CHALLENGE), Some("plain"), None, true).is_err());
        assert!(challenge(&app, Some(CHALLENGE), None, None, true).is_err());
        assert!(challenge(&app, Some("short"), Some("S256"), None, true).is_err());
        app.pkce = PkcePolicy::Required;
        assert!(challenge(&app, None, None, Some("n"), true).is_err());
        app.pkce = PkcePolicy::Optional;
        assert_eq!(challenge(&app, None, None, None, true), Ok(None));
        assert!(challenge(&app, None, Some("S256"), None, true).is_err());
        for policy in [PkcePolicy::Required, PkcePolicy::OrNonce, PkcePolicy::Optional] {
            app.pkce = policy;
            assert!(challenge(&app, None, None, Some("n"), false).is_err(), "{policy:?}");
            assert!(challenge(&app, Some(CHALLENGE), Some("S256"), None, false).is_ok());
        }
        app.authentication = ClientAuthentication::None;
        assert!(challenge(&app, None, None, Some("n"), true).is_err());
    }
}
