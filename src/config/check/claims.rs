//! An application's own claims.

use super::{ids, unique};
use crate::config::fault::At;
use crate::config::raw::app::Claim as Raw;
use crate::encode::gather::Gather;
use crate::protocol::{ApplicationClaim, ClaimSource, Token};

/// Claims with which tokens say what they are, to whom, and for how long: a person's data never takes their names.
const PROTOCOL: [&str; 35] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "nonce",
    "auth_time",
    "acr",
    "amr",
    "azp",
    "sid",
    "at_hash",
    "c_hash",
    "s_hash",
    "scope",
    "scp",
    "client_id",
    "cnf",
    "act",
    "may_act",
    "authorization_details",
    "events",
    "typ",
    "token_type",
    "active",
    "username",
    "sub_jwk",
    "email_verified",
    "phone_number_verified",
    "updated_at",
    "address",
    "_claim_names",
    "_claim_sources",
];

/// Claims that mean one thing to every application: the name, and the only source it may have.
const STANDARD: [(&str, &str); 20] = [
    ("oid", "oid"),
    ("tid", "tid"),
    ("idp", "idp"),
    ("acct", "acct"),
    ("name", "displayName"),
    ("given_name", "givenName"),
    ("family_name", "surname"),
    ("middle_name", "middleName"),
    ("nickname", "nickname"),
    ("preferred_username", "email"),
    ("profile", "profile"),
    ("picture", "picture"),
    ("website", "website"),
    ("email", "email"),
    ("gender", "gender"),
    ("birthdate", "birthdate"),
    ("zoneinfo", "zoneinfo"),
    ("locale", "locale"),
    ("phone_number", "phoneNumber"),
    ("upn", "email"),
];

/// The claims of an application that is pairwise or not.
pub fn check(raw: Vec<Raw>, pairwise: bool, at: &At<'_>) -> Vec<ApplicationClaim> {
    unique::check(raw.iter().map(|claim| claim.name.as_ref()), |index| {
        at.item(index).field("name")
    });
    raw.into_iter()
        .enumerate()
        .map(|(index, claim)| check_one(claim, pairwise, &at.item(index)))
        .gather()
}

fn check_one(raw: Raw, pairwise: bool, at: &At<'_>) -> ApplicationClaim {
    let source = raw.source.unwrap_or_default();
    let name = raw.name.unwrap_or_default();
    if pairwise && source == "oid" {
        at.field("source").fault(
            "oid is the same for every application; one of subjectType pairwise may not have it",
        );
    }
    check_name(&name, &source, &at.field("name"));
    unique::list_if_any(raw.tokens.as_deref(), &at.field("tokens"));
    ApplicationClaim {
        source: source_of(source),
        name,
        tokens: raw.tokens.unwrap_or_else(|| vec![Token::Id]),
    }
}

fn check_name(name: &str, source: &str, at: &At<'_>) {
    let fits = (1..=128).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.:/".contains(&byte));
    if !fits {
        at.fault("must be 1 to 128 of A-Z, a-z, 0-9 and `_-.:/`");
    }
    ids::not_of_every_object(name, at);
    if PROTOCOL.contains(&name) {
        at.fault(format!("`{name}` is a registered claim that the issuer sets itself"));
    }
    if let Some((_, only)) =
        STANDARD.iter().find(|(standard, only)| *standard == name && *only != source)
    {
        at.fault(format!("`{name}` means the same everywhere: its source may only be {only}"));
    }
}

fn source_of(source: String) -> ClaimSource {
    match source.as_str() {
        "oid" => ClaimSource::Oid,
        "tid" => ClaimSource::Tid,
        "idp" => ClaimSource::Idp,
        "acct" => ClaimSource::Acct,
        _ => ClaimSource::Attribute(source),
    }
}
