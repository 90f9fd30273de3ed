//! Wrong credentials are throttled without locking the right ones out (RFC 6749 §2.3.1): each is compared first, so that
//! what is right always passes; who sends wrong ones again and again is told to wait.

use crate::failure::Failure;
use crate::ports::Platform;
use crate::protocol::{Cause, OAuthError};
use crate::request::limits;
use crate::request::site::Site;

/// `failure`, or where it is one of too many wrong credentials from its network for `client_id`, 429.
pub fn counted<P: Platform>(site: &Site<P>, client_id: &str, failure: Failure) -> Failure {
    let (cause, kind) = match &failure {
        Failure::Client { error, .. } => match error.cause {
            Cause::SecretWrong | Cause::AssertionSignature => {
                (Cause::SecretsThrottled, "wrong-secrets")
            }
            Cause::InitialAccessToken | Cause::RegistrationToken => {
                (Cause::TokensThrottled, "wrong-tokens")
            }
            _ => return failure,
        },
        _ => return failure,
    };
    let Some(network) = site.network() else { return failure };
    let key = site.counter("wrong-credentials", &format!("{network} {client_id}"));
    let Some(seconds) = site.isolate.wrong_credentials.count(&key, site.now) else {
        return failure;
    };
    limits::trace(site, kind);
    let description = format!("wrong, too often from your network; try again in {seconds} s");
    let error = OAuthError::new(cause, description).after(seconds);
    Failure::Client { error, status: 429, challenge: None }
}
