//! Who may register an application is said (RFC 7591 §3, §5): by an initial access token, or openly.

use super::{apis, client_secret, unique};
use crate::config::Mode;
use crate::config::fault::At;
use crate::config::raw::app;
use crate::config::raw::registration::Registration as Raw;
use crate::protocol::{Admission, Allowance, GrantType, Registration, Scope};

const DAY: i64 = 24 * 3600;
const MOST_DAYS: u32 = 3650;
/// What applications that describe themselves may use.
const GRANTS: [GrantType; 2] = [GrantType::AuthorizationCode, GrantType::RefreshToken];
/// Schemes that bring an answer to no program of the application's.
const NO_CALLBACK: [&str; 11] = [
    "javascript",
    "data",
    "blob",
    "file",
    "vbscript",
    "about",
    "http",
    "https",
    "ws",
    "wss",
    "intent",
];

/// The tenant's `registration`.
pub fn check(raw: Raw, grants: &[GrantType], mode: &Mode, at: &At<'_>) -> Registration {
    let named = (raw.flows, raw.scopes, raw.apis, raw.schemes);
    Registration {
        admission: admission(raw.initial_access_tokens, raw.open, mode, at),
        allowance: allowance(named, grants, at),
        lifetime: raw.expires_after_days.map(|days| lifetime(days, &at.field("expiresAfterDays"))),
    }
}

fn admission(
    tokens: Option<Vec<app::ClientSecret>>,
    open: Option<bool>,
    mode: &Mode,
    at: &At<'_>,
) -> Admission {
    if tokens.is_some() == (open == Some(true)) {
        at.fault_of_whole("must have either `initialAccessTokens` or `\"open\": true`");
    }
    if open == Some(true) {
        return Admission::Open;
    }
    let at = &at.field("initialAccessTokens");
    if tokens.as_ref().is_some_and(Vec::is_empty) {
        at.fault_of_whole("is empty; at least one is needed");
    }
    let tokens = tokens.unwrap_or_default().into_iter().enumerate();
    let check = |(index, token)| client_secret::check(token, mode, &at.item(index));
    Admission::InitialAccessToken(tokens.filter_map(check).collect())
}

/// What a block names: flows, scopes, APIs, schemes.
type Named =
    (Option<Vec<String>>, Option<Vec<Scope>>, Option<Vec<app::ApiAccess>>, Option<Vec<String>>);

/// What the block gives to applications, of the tenant's `grants` those that such applications may use.
pub fn allowance(
    (flows, scopes, apis, schemes): Named,
    grants: &[GrantType],
    at: &At<'_>,
) -> Allowance {
    unique::list_if_any(flows.as_deref(), &at.field("flows"));
    if let Some(scopes) = &scopes {
        let at = &at.field("scopes");
        unique::list(scopes, at);
        if !scopes.is_empty() && !scopes.contains(&Scope::OpenId) {
            at.fault("must hold `openid`: an application signs people in");
        }
    }
    Allowance {
        flows: flows.unwrap_or_default(),
        scopes: scopes.unwrap_or_else(|| Scope::ALL.to_vec()),
        apis: apis::check(apis, &GRANTS, &at.field("apis")),
        grants: GRANTS.into_iter().filter(|grant| grants.contains(grant)).collect(),
        schemes: check_schemes(schemes, &at.field("schemes")),
    }
}

fn check_schemes(raw: Option<Vec<String>>, at: &At<'_>) -> Vec<String> {
    let Some(schemes) = raw else { return Vec::new() };
    unique::list(&schemes, at);
    for (index, scheme) in schemes.iter().enumerate() {
        let at = &at.item(index);
        if !is_scheme(scheme) {
            at.fault(
                format!("`{scheme}` is no scheme; allowed: a small letter, then small letters, digits, `+`, `-` and `.` (editor, without `://`)"),
            );
        } else if NO_CALLBACK.contains(&scheme.as_str()) {
            at.fault(
                format!("`{scheme}` opens no program of its own: browsers run it, show it, or let the address choose"),
            );
        }
    }
    schemes
}

/// RFC 3986 §3.1, in small letters, as addresses are compared.
fn is_scheme(text: &str) -> bool {
    let is_of_scheme =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '+' | '-' | '.');
    text.starts_with(|first: char| first.is_ascii_lowercase()) && text.chars().all(is_of_scheme)
}

fn lifetime(days: u32, at: &At<'_>) -> i64 {
    if !(1..=MOST_DAYS).contains(&days) {
        at.fault(format!("is {days}; allowed: 1 to {MOST_DAYS}"));
    }
    i64::from(days) * DAY
}
