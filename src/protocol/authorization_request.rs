//! An authorization request (OpenID Connect Core §3.1.2.1), read once into a type.

use super::{
    Application, Cause, GrantDetails, OAuthError, OnBehalf, Prompt, Pushed, ResponseMode, Scope,
    ScopeNames, claims_request, pkce, prompt, resource,
};
use crate::encode::hash;
use crate::http::Form;
use serde::{Deserialize, Serialize};

/// A checked request: what a transaction cookie seals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    /// The application.
    #[serde(rename = "c")]
    pub client_id: String,
    /// Where the answer goes: registered.
    #[serde(rename = "r")]
    pub redirect_uri: String,
    /// How it travels.
    #[serde(rename = "m")]
    pub response_mode: ResponseMode,
    /// The application's own value, returned as it came.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Put into the ID token.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// The scopes that are understood and allowed, by name.
    #[serde(rename = "o")]
    pub scopes: Vec<String>,
    /// The PKCE challenge.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub code_challenge: Option<String>,
    /// What to ask.
    #[serde(rename = "p")]
    pub prompt: Prompt,
    /// How long ago the person may have signed in, in seconds.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub max_age: Option<i64>,
    /// Only pre-fills the sign-in page (R67).
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub login_hint: Option<String>,
    /// Languages the application prefers.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub ui_locales: Option<String>,
    /// The user flow.
    #[serde(rename = "f")]
    pub flow: String,
    /// What is asked of tokens beside the scopes.
    #[serde(rename = "d", default)]
    pub details: GrantDetails,
    /// The thumbprint of the key that the code is for (RFC 9449 §10).
    #[serde(rename = "j", default, skip_serializing_if = "Option::is_none")]
    pub jkt: Option<String>,
    /// Where the request was pushed.
    #[serde(rename = "q", default, skip_serializing_if = "Option::is_none")]
    pub pushed: Option<Pushed>,
    /// The application that the first-party one stands in for, where it does.
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    pub stands_in_for: Option<String>,
    /// Which of the flow's identity providers the person should be sent to, where one answers to it (R67).
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    pub domain_hint: Option<String>,
    /// The subject identifier of the person the application expects: nobody else's code is given.
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Whether the application watches a window of its own that it opened for this (OpenID Connect Core §3.1.2.1).
    #[serde(rename = "w", default, skip_serializing_if = "std::ops::Not::not")]
    pub popup: bool,
    /// An ID token of that person, until it is judged.
    #[serde(skip)]
    pub id_token_hint: Option<String>,
}

impl AuthorizationRequest {
    /// The most bytes of a request, by whatever way it comes: what follows in an address must fit a browser's.
    pub const LONGEST: usize = 12 * 1024;
    /// The most bytes of `state`.
    pub const LONGEST_STATE: usize = 4 * 1024;

    /// The scopes that the person must agree to: those asked for, and those of single claims.
    pub fn told_scopes(&self) -> Vec<&str> {
        let mut scopes: Vec<&str> = self.scopes.iter().map(String::as_str).collect();
        for scope in self.details.scopes_of_claims().map(Scope::name) {
            if !scopes.contains(&scope) {
                scopes.push(scope);
            }
        }
        scopes
    }

    /// Whether `scope` was asked for.
    pub fn asks_for(&self, scope: Scope) -> bool {
        self.scopes.iter().any(|name| name == scope.name())
    }
}

/// Refuses what is too large to be kept, by whatever way it comes.
///
/// # Errors
/// `invalid_request`.
pub fn check_size(parameters: &Form) -> Result<(), OAuthError> {
    let (longest, longest_state) =
        (AuthorizationRequest::LONGEST, AuthorizationRequest::LONGEST_STATE);
    let size: usize = parameters.0.iter().map(|(name, value)| name.len() + value.len()).sum();
    if size > longest {
        let description = format!("the request has {size} bytes; allowed: up to {longest}");
        return Err(OAuthError::new(Cause::RequestTooLarge, description));
    }
    let state = parameters.first("state").len();
    if state > longest_state {
        let description = format!("state has {state} bytes; allowed: up to {longest_state}");
        return Err(OAuthError::new(Cause::StateTooLong, description));
    }
    Ok(())
}

/// Reads what remains once application, redirect URI, response mode and state are known.
///
/// # Errors
/// What goes back to the application.
pub fn parse(
    application: &Application,
    parameters: &Form,
    issuer: &str,
    redirect_uri: &str,
    response_mode: ResponseMode,
) -> Result<AuthorizationRequest, OAuthError> {
    if let Some(name) = parameters.repeated() {
        return Err(OAuthError::new(
            Cause::ParameterRepeated,
            format!("{name} was sent more than once"),
        ));
    }
    check_size(parameters)?;
    if !parameters.first("registration").is_empty() {
        let description = "registration is not supported";
        return Err(OAuthError::new(Cause::Registration, description));
    }
    let one = |name: &str| Some(parameters.first(name)).filter(|value| !value.is_empty());
    match one("response_type") {
        Some("code") => {}
        Some(_) => {
            return Err(OAuthError::new(Cause::ResponseType, "response_type must be code"));
        }
        None => {
            let description = "response_type is required: code";
            return Err(OAuthError::new(Cause::ParameterMissing, description));
        }
    }
    let nonce = one("nonce");
    let claims = claims_request::parse(one("claims"), &application.scopes)?;
    let resources = resource::named(application, issuer, &parameters.all("resource"))?;
    let scopes = scopes(application, one("scope"), &resources)?;
    let brings_id_token = scopes.iter().any(|name| name == Scope::OpenId.name());
    Ok(AuthorizationRequest {
        client_id: application.client_id.clone(),
        redirect_uri: redirect_uri.to_owned(),
        response_mode,
        state: one("state").map(str::to_owned),
        nonce: nonce.map(str::to_owned),
        scopes,
        code_challenge: pkce::challenge(
            application,
            one("code_challenge"),
            one("code_challenge_method"),
            nonce,
            brings_id_token,
        )?,
        prompt: Prompt::parse(one("prompt"))?,
        max_age: prompt::max_age(one("max_age"))?.or(application.default_max_age),
        login_hint: one("login_hint").map(str::to_owned),
        ui_locales: one("ui_locales").map(str::to_owned),
        flow: flow(application, one("user_flow"))?,
        details: GrantDetails { resources, ..claims.details },
        jkt: jkt(one("dpop_jkt"))?,
        pushed: None,
        stands_in_for: None,
        domain_hint: one("domain_hint").map(str::to_owned),
        subject: claims.subject,
        popup: one("display") == Some("popup"),
        id_token_hint: one("id_token_hint").map(str::to_owned),
    })
}

/// Who leaves scopes out and names resources asks for all that it may ask of those (RFC 6749 §3.3). Without `openid` a
/// request is OAuth's alone, and must be for an API.
fn scopes(
    application: &Application,
    sent: Option<&str>,
    resources: &[String],
) -> Result<Vec<String>, OAuthError> {
    let sent = sent.unwrap_or_default();
    let mut scopes = ScopeNames::asked(application, sent, OnBehalf::OfPerson)?.names;
    if scopes.is_empty() {
        let apis = resources.iter().filter_map(|identifier| application.api(identifier));
        scopes.extend(apis.flat_map(|api| application.delegated_scopes(api)).cloned());
    }
    let of_api = |name: &String| Scope::named(name).is_none();
    if !scopes.iter().any(|name| name == Scope::OpenId.name() || of_api(name)) {
        let description = "scope must hold openid, or a scope of an API";
        return Err(OAuthError::new(Cause::ScopeWithoutOpenId, description));
    }
    Ok(scopes)
}

/// The thumbprint of the key that the code will be redeemed with (RFC 9449 §10).
fn jkt(sent: Option<&str>) -> Result<Option<String>, OAuthError> {
    match sent {
        Some(text) if text.len() != 43 || hash::read_sha256(text).is_none() => {
            let description = "dpop_jkt must be the base64url of a SHA-256: 43 characters";
            Err(OAuthError::new(Cause::ThumbprintMalformed, description))
        }
        other => Ok(other.map(str::to_owned)),
    }
}

fn flow(application: &Application, sent: Option<&str>) -> Result<String, OAuthError> {
    let chosen = match sent {
        Some(id) => application.flows.iter().find(|known| *known == id),
        None => application.flows.first(),
    };
    chosen.cloned().ok_or_else(|| {
        let allowed = application.flows.join(", ");
        OAuthError::new(Cause::UserFlow, format!("user_flow must be one of: {allowed}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::application::tests::application;

    fn read(query: &str) -> Result<AuthorizationRequest, Cause> {
        let form = Form::parse(query.as_bytes());
        let (issuer, redirect_uri) = ("https://i.example", "https://app.example/callback");
        parse(&application(), &form, issuer, redirect_uri, ResponseMode::Query)
            .map_err(|error| error.cause)
    }

    #[test]
    fn an_ordinary_request_is_read_and_unknown_parameters_are_ignored() {
        let request =
            read("response_type=code&scope=openid+foo+email&nonce=n&x=y&state=a%20b").unwrap();
        assert_eq!(request.scopes, ["openid", "email"]);
        assert_eq!((request.state.as_deref(), request.flow.as_str()), (Some("a b"), "flow"));
    }

    #[test]
    fn each_fault_has_its_cause() {
        for (query, cause) in [
            ("response_type=code&scope=openid&nonce=n&nonce=n", Cause::ParameterRepeated),
            ("scope=openid&nonce=n", Cause::ParameterMissing),
            ("response_type=token&scope=openid&nonce=n", Cause::ResponseType),
            ("response_type=code&scope=email&nonce=n", Cause::ScopeWithoutOpenId),
            ("response_type=code&nonce=n", Cause::ScopeWithoutOpenId),
            ("response_type=code&scope=openid", Cause::ChallengeMissing),
            ("response_type=code&scope=openid&nonce=n&prompt=x", Cause::Prompt),
            ("response_type=code&scope=openid&nonce=n&max_age=x", Cause::MaxAge),
            ("response_type=code&scope=openid&nonce=n&registration=x", Cause::Registration),
            ("response_type=code&scope=openid&nonce=n&user_flow=x", Cause::UserFlow),
            ("response_type=code&scope=openid&nonce=n&resource=x", Cause::ResourceUnknown),
        ] {
            assert_eq!(read(query), Err(cause), "{query}");
        }
    }
}
