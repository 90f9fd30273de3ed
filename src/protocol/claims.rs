//! Claims about a person (OpenID Connect Core §5.1, §5.4). A scope's claims are in the ID token and in
//! userinfo alike; an application's own claims where its document puts them. No value, no claim: never
//! null, never empty.

use super::{Account, Application, ClaimSource, Scope, Token};
use crate::encode::gather::Gather;
use crate::encode::{hash, time};
use serde_json::{Map, Value, json};

/// The claims of each scope: (claim, attribute). Those that are no plain attribute are made in code.
const PROFILE: [(&str, &str); 11] = [
    ("given_name", "givenName"),
    ("family_name", "surname"),
    ("middle_name", "middleName"),
    ("nickname", "nickname"),
    ("profile", "profile"),
    ("picture", "picture"),
    ("website", "website"),
    ("gender", "gender"),
    ("birthdate", "birthdate"),
    ("zoneinfo", "zoneinfo"),
    ("locale", "locale"),
];

const ADDRESS: [(&str, &str); 5] = [
    ("street_address", "streetAddress"),
    ("locality", "city"),
    ("region", "state"),
    ("postal_code", "postalCode"),
    ("country", "country"),
];

/// The claims of each scope that are made in code.
const MADE: [(&str, Scope); 8] = [
    ("name", Scope::Profile),
    ("preferred_username", Scope::Profile),
    ("updated_at", Scope::Profile),
    ("email", Scope::Email),
    ("email_verified", Scope::Email),
    ("address", Scope::Address),
    ("phone_number", Scope::Phone),
    ("phone_number_verified", Scope::Phone),
];

/// The claims of every ID token.
const OF_TOKENS: [&str; 11] =
    ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "sid", "amr", "acr", "at_hash"];

/// The names of the claims that any application can have, as discovery lists them.
pub fn supported() -> Vec<&'static str> {
    let made = MADE.into_iter().map(|(claim, _)| claim);
    let profile = PROFILE.into_iter().map(|(claim, _)| claim);
    OF_TOKENS.into_iter().chain(made).chain(profile).gather()
}

/// The scope that tells this claim.
pub fn scope_of(claim: &str) -> Option<Scope> {
    let profile = PROFILE.iter().map(|(name, _)| (*name, Scope::Profile));
    MADE.into_iter().chain(profile).find(|(name, _)| *name == claim).map(|(_, scope)| scope)
}

/// What is told of the person for `scopes`, and those of `claims` beside them.
pub fn asked(scopes: &[Scope], claims: &[String], account: &Account) -> Map<String, Value> {
    let mut told = of_scopes(scopes, account);
    let single: Vec<Scope> = claims.iter().filter_map(|claim| scope_of(claim)).collect();
    let single = of_scopes(&single, account);
    told.extend(single.into_iter().filter(|(name, _)| claims.contains(name)));
    told
}

/// The subject identifier. A pairwise one is a hash over the application's host and the account's id,
/// which is random and never told to such an application (OpenID Connect Core §8.1).
pub fn subject(application: &Application, tenant: &str, oid: &str) -> String {
    if !application.pairwise {
        return oid.to_owned();
    }
    let of_redirect_uri = || {
        let url = url::Url::parse(application.redirect_uris.first()?).ok()?;
        url.host_str().map(str::to_owned)
    };
    let sector = application
        .sector
        .clone()
        .or_else(of_redirect_uri)
        .unwrap_or_else(|| application.client_id.clone());
    hash::sha256(&format!("pairwise\n{sector}\n{tenant}\n{oid}"))
}

/// What `scopes` tell of the person.
fn of_scopes(scopes: &[Scope], account: &Account) -> Map<String, Value> {
    let mut claims = Map::new();
    for scope in scopes {
        match scope {
            Scope::Profile => profile(account, &mut claims),
            Scope::Email => email(account, &mut claims),
            Scope::Address => address(account, &mut claims),
            Scope::Phone => phone(account, &mut claims),
            Scope::OpenId | Scope::OfflineAccess => {}
        }
    }
    claims
}

/// What the application's document puts into `token`.
pub fn of_application(
    application: &Application,
    tenant: &str,
    account: &Account,
    token: Token,
) -> Map<String, Value> {
    application
        .claims
        .iter()
        .filter(|claim| claim.tokens.contains(&token))
        .filter_map(|claim| Some((claim.name.clone(), value(&claim.source, tenant, account)?)))
        .gather()
}

fn value(source: &ClaimSource, tenant: &str, account: &Account) -> Option<Value> {
    match source {
        ClaimSource::Oid => Some(json!(account.oid)),
        ClaimSource::Tid => Some(json!(tenant)),
        ClaimSource::Idp => Some(json!(account.idp)),
        ClaimSource::Acct => Some(json!(i32::from(account.user_type == "guest"))),
        ClaimSource::Attribute(id) if id == "email" => {
            account.email.as_ref().map(|email| json!(email))
        }
        ClaimSource::Attribute(id) => {
            account.attributes.get(id).filter(|value| !is_empty(value)).cloned()
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn profile(account: &Account, claims: &mut Map<String, Value>) {
    if let Some(name) = name(account) {
        claims.insert("name".into(), json!(name));
    }
    if let Some(email) = &account.email {
        claims.insert("preferred_username".into(), json!(email));
    }
    insert(&PROFILE, account, claims);
    claims.insert("updated_at".into(), json!(account.updated_at));
}

/// The display name, or else the names put together.
fn name(account: &Account) -> Option<String> {
    if let Some(name) = account.text("displayName") {
        return Some(name.to_owned());
    }
    let parts: Vec<&str> = ["givenName", "middleName", "surname"]
        .iter()
        .filter_map(|part| account.text(part))
        .gather();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn email(account: &Account, claims: &mut Map<String, Value>) {
    if let Some(email) = &account.email {
        claims.insert("email".into(), json!(email));
        claims.insert("email_verified".into(), json!(account.email_verified));
    }
}

fn address(account: &Account, claims: &mut Map<String, Value>) {
    let mut parts = Map::new();
    insert(&ADDRESS, account, &mut parts);
    if !parts.is_empty() {
        claims.insert("address".into(), Value::Object(parts));
    }
}

fn phone(account: &Account, claims: &mut Map<String, Value>) {
    if let Some(number) = account.text("phoneNumber") {
        claims.insert("phone_number".into(), json!(number));
        claims.insert("phone_number_verified".into(), json!(false));
    }
}

fn insert(names: &[(&str, &str)], account: &Account, claims: &mut Map<String, Value>) {
    for (claim, attribute) in names {
        // A birthdate that is no day would break what a client parses (OpenID Connect Core §5.1).
        let usable = |text: &&str| *claim != "birthdate" || time::is_day(text);
        if let Some(text) = account.text(attribute).filter(usable) {
            claims.insert((*claim).to_owned(), json!(text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::ApplicationClaim;
    use crate::protocol::account::tests::account;
    use crate::protocol::application::tests::application;

    #[test]
    fn a_scope_brings_its_claims_and_no_value_no_claim() {
        let claims = of_scopes(
            &[Scope::OpenId, Scope::Profile, Scope::Email, Scope::Address, Scope::Phone],
            &account(),
        );
        assert_eq!(
            Value::Object(claims),
            json!({"name": "Ann Lee", "given_name": "Ann", "family_name": "Lee",
                "preferred_username": "Ann@partner.example", "updated_at": 7,
                "email": "Ann@partner.example", "email_verified": true, "address": {"locality": "Oslo"}})
        );
    }

    #[test]
    fn an_applications_own_claims_reach_the_tokens_it_names() {
        let mut app = application();
        let claim = |source, name: &str, token| ApplicationClaim {
            source,
            name: name.into(),
            tokens: vec![token],
        };
        app.claims = vec![
            claim(ClaimSource::Acct, "acct", Token::Id),
            claim(ClaimSource::Attribute("interests".into()), "interests", Token::Id),
            claim(ClaimSource::Attribute("absent".into()), "absent", Token::Id),
            claim(ClaimSource::Oid, "oid", Token::Access),
        ];
        let claims = of_application(&app, "tenant", &account(), Token::Id);
        assert_eq!(Value::Object(claims), json!({"acct": 1, "interests": ["a", "b"]}));
    }

    #[test]
    fn a_pairwise_subject_is_stable_for_a_host_and_differs_between_hosts() {
        let mut app = application();
        assert_eq!(subject(&app, "t", &account().oid), account().oid);
        app.pairwise = true;
        let one = subject(&app, "t", &account().oid);
        assert_eq!(one, subject(&app, "t", &account().oid));
        app.redirect_uris = vec!["https://other.example/cb".into()];
        assert_ne!(one, subject(&app, "t", &account().oid));
        app.sector = Some("app.example".into());
        assert_eq!(one, subject(&app, "t", &account().oid));
    }
}
