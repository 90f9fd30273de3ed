//! How an application proves who it is (RFC 6749 §2.1, §2.3): `web` and `daemon` are confidential, `spa` and `native` are
//! public. Each method has what it needs, and nothing that it does not.

use super::client_secret;
use crate::config::Mode;
use crate::config::fault::At;
use crate::config::raw::app::{App as Raw, AssertionAlgorithm, ClientSecret as RawSecret};
use crate::protocol::{
    ApplicationType, Assertions, AuthMethod, ClientAuthentication, ClientSecret, RefreshRotation,
    SigningAlgorithm,
};

/// The longest `refreshRepeat`.
const MOST_HOURS: u32 = 24;

/// The method.
pub fn method(raw: &Raw, at: &At<'_>) -> ClientAuthentication {
    let at = &at.field("tokenEndpointAuthMethod");
    let confidential = raw.application_type.is_some_and(ApplicationType::keeps_secret);
    match raw.token_endpoint_auth_method {
        Some(AuthMethod::None) if confidential => {
            let allowed = AuthMethod::proving().join(", ");
            at.fault(format!(
                "`none` is for spa and native; allowed for web and daemon: {allowed}"
            ));
        }
        Some(method)
            if method != AuthMethod::None && !confidential && raw.application_type.is_some() =>
        {
            at.fault("spa and native keep no secret; allowed: none");
        }
        Some(AuthMethod::PrivateKeyJwt) if raw.jwks.is_none() && raw.jwks_uri.is_none() => {
            at.fault("`private_key_jwt` needs its public keys: `jwks` or `jwksUri`");
        }
        _ => {}
    }
    match raw.token_endpoint_auth_method {
        Some(AuthMethod::ClientSecretBasic) => ClientAuthentication::ClientSecretBasic,
        Some(AuthMethod::ClientSecretPost) => ClientAuthentication::ClientSecretPost,
        Some(AuthMethod::ClientSecretJwt) => ClientAuthentication::ClientSecretJwt,
        Some(AuthMethod::PrivateKeyJwt) => ClientAuthentication::PrivateKeyJwt,
        None if confidential => ClientAuthentication::ClientSecret,
        Some(AuthMethod::None) | None => ClientAuthentication::None,
    }
}

/// What is said of assertions, which is said where there are some.
pub fn assertions(raw: &Raw, at: &At<'_>) -> Assertions {
    let by_secret = raw.token_endpoint_auth_method == Some(AuthMethod::ClientSecretJwt);
    let by_key = raw.token_endpoint_auth_method == Some(AuthMethod::PrivateKeyJwt);
    if raw.accept_token_endpoint_audience == Some(true) && !by_secret && !by_key {
        at.field("acceptTokenEndpointAudience")
            .fault("is for the methods client_secret_jwt and private_key_jwt");
    }
    let for_token_endpoint = raw.accept_token_endpoint_audience == Some(true);
    let Some(named) = raw.token_endpoint_auth_signing_alg else {
        return Assertions { algorithm: None, for_token_endpoint };
    };
    let algorithm = match named {
        AssertionAlgorithm::HS256 => None,
        AssertionAlgorithm::RS256 => Some(SigningAlgorithm::RS256),
        AssertionAlgorithm::PS256 => Some(SigningAlgorithm::PS256),
        AssertionAlgorithm::ES256 => Some(SigningAlgorithm::ES256),
        AssertionAlgorithm::EdDSA => Some(SigningAlgorithm::EdDSA),
    };
    if !(by_secret && algorithm.is_none() || by_key && algorithm.is_some()) {
        at.field("tokenEndpointAuthSigningAlg").fault(
            "is not for this method; allowed: HS256 with client_secret_jwt, the others with private_key_jwt",
        );
    }
    Assertions { algorithm, for_token_endpoint }
}

/// Whether refresh tokens are replaced: they may stay where whoever has one can't use it without a key.
pub fn rotation(raw: &Raw, at: &At<'_>) -> RefreshRotation {
    if raw.refresh_rotation != Some(false) {
        return RefreshRotation::EachUse;
    }
    let at = &at.field("refreshRotation");
    let by_key = raw.token_endpoint_auth_method == Some(AuthMethod::PrivateKeyJwt)
        || raw.dpop_bound_access_tokens == Some(true);
    let public = raw.application_type.is_some_and(|kind| !kind.keeps_secret());
    if public {
        at.fault("`false` is for web; spa and native always rotate");
    } else if !by_key {
        at.fault(
            "`false` needs `\"tokenEndpointAuthMethod\": \"private_key_jwt\"` or `\"dpopBoundAccessTokens\": true`",
        );
    }
    RefreshRotation::Never
}

/// How long a refresh token may come again, in seconds; as long as its family lives where an application proves itself.
pub fn refresh_repeat(raw: &Raw, at: &At<'_>) -> Option<i64> {
    let at = &at.field("refreshRepeat");
    let confidential = raw.application_type.is_some_and(ApplicationType::keeps_secret);
    match raw.refresh_repeat {
        Some(_) if confidential => {
            at.fault("is for spa and native; leave it out");
        }
        Some(hours) if hours > MOST_HOURS => {
            at.fault(format!("is {hours}; allowed: 0 to {MOST_HOURS}"));
        }
        _ => {}
    }
    let hours = raw.refresh_repeat.unwrap_or(1);
    (!confidential).then(|| i64::from(hours) * 3600)
}

/// The secrets.
pub fn secrets(
    raw: Option<Vec<RawSecret>>,
    application_type: Option<ApplicationType>,
    method: ClientAuthentication,
    mode: &Mode,
    at: &At<'_>,
) -> Vec<ClientSecret> {
    let raw = raw.unwrap_or_default();
    let by_key = method == ClientAuthentication::PrivateKeyJwt;
    match application_type.map(ApplicationType::keeps_secret) {
        Some(true) if raw.is_empty() && !by_key => at.fault_of_whole(
            "a web application or daemon needs at least one; `vestibule new app` makes it",
        ),
        Some(true) if !raw.is_empty() && by_key => {
            at.fault("private_key_jwt needs no secret; leave it out");
        }
        Some(false) if !raw.is_empty() => {
            at.fault("spa and native keep no secret; leave it out");
        }
        _ => {}
    }
    let check = |(index, secret): (usize, RawSecret)| {
        let at = &at.item(index);
        if method == ClientAuthentication::ClientSecretJwt && secret.secret.is_none() {
            at.fault(
                r#"client_secret_jwt needs the secret itself, not its hash: {"secret": NAME}, a Worker secret"#,
            );
            return None;
        }
        client_secret::check(secret, mode, at)
    };
    raw.into_iter().enumerate().filter_map(check).collect()
}
