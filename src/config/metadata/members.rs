//! The members of client metadata, and the fields of a document that say the same.

use crate::config::Fault;
use crate::config::fault::{At, Faults};
use crate::encode::gather::Gather;
use serde_json::{Map, Value};
use url::Url;

/// Members that a field of an application's document says the same as: member, field.
pub const FIELDS: [(&str, &str); 23] = [
    ("redirect_uris", "redirectUris"),
    ("post_logout_redirect_uris", "postLogoutRedirectUris"),
    ("token_endpoint_auth_method", "tokenEndpointAuthMethod"),
    ("id_token_signed_response_alg", "signingAlgorithm"),
    ("subject_type", "subjectType"),
    ("client_uri", "homeUri"),
    ("initiate_login_uri", "initiateLoginUri"),
    ("sector_identifier_uri", "sectorIdentifierUri"),
    ("grant_types", "grantTypes"),
    ("token_endpoint_auth_signing_alg", "tokenEndpointAuthSigningAlg"),
    ("jwks", "jwks"),
    ("jwks_uri", "jwksUri"),
    ("dpop_bound_access_tokens", "dpopBoundAccessTokens"),
    ("require_pushed_authorization_requests", "requirePushedAuthorizationRequests"),
    ("request_uris", "requestUris"),
    ("userinfo_signed_response_alg", "userinfoSignedResponseAlg"),
    ("request_object_signing_alg", "requestObjectSigningAlg"),
    ("require_signed_request_object", "requireSignedRequestObject"),
    ("default_max_age", "defaultMaxAge"),
    ("backchannel_logout_uri", "backchannelLogoutUri"),
    ("backchannel_logout_session_required", "backchannelLogoutSessionRequired"),
    ("frontchannel_logout_uri", "frontchannelLogoutUri"),
    ("frontchannel_logout_session_required", "frontchannelLogoutSessionRequired"),
];

/// Members that may stand there by language, too (`client_name#ar`), as labels do in documents: member, field.
pub const LABELS: [(&str, &str); 3] =
    [("client_name", "displayName"), ("policy_uri", "policyUri"), ("tos_uri", "tosUri")];

/// Members that documents say otherwise, or that are kept and told as they came: member, what it must be.
const OTHERS: [(&str, Kind); 10] = [
    ("application_type", Kind::Words(&["web", "native"])),
    ("contacts", Kind::Texts),
    ("default_acr_values", Kind::Texts),
    ("grant_types", Kind::Words(&["authorization_code", "refresh_token"])),
    ("logo_uri", Kind::Https),
    ("require_auth_time", Kind::Boolean),
    ("response_types", Kind::Words(&["code"])),
    ("scope", Kind::Text),
    ("software_id", Kind::Text),
    ("software_version", Kind::Text),
];

/// What the value of a member must be.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Texts,
    Boolean,
    /// An address of https.
    Https,
    /// One of these words, or an array of them.
    Words(&'static [&'static str]),
}

/// The longest address, in characters.
const LONGEST: usize = 512;

/// The longest name, in characters.
const LONGEST_NAME: usize = 100;

/// Words that stand alone; the others are arrays.
const SINGLE: &str = "application_type";

/// The members of `sent` that are known; null is as if left out (RFC 7592 §2.2), and others are ignored (RFC 7591 §2).
pub fn known(sent: Map<String, Value>) -> Map<String, Value> {
    let is_known = |name: &str| {
        let plain = name.split_once('#').map_or(name, |(name, _)| name);
        FIELDS.iter().any(|(member, _)| *member == name)
            || OTHERS.iter().any(|(member, _)| *member == name)
            || LABELS.iter().any(|(member, _)| *member == plain)
    };
    sent.into_iter().filter(|(name, value)| is_known(name) && !value.is_null()).gather()
}

/// The faults of what documents say otherwise or not at all.
pub fn check(client_id: &str, metadata: &Map<String, Value>) -> Vec<Fault> {
    let faults = Faults::new(client_id);
    let at = &faults.root();
    for (member, kind) in OTHERS {
        if let Some(value) = metadata.get(member) {
            check_member(member, value, kind, at);
        }
    }
    let is_name = |member: &str| member == "client_name" || member.starts_with("client_name#");
    for (member, value) in metadata.iter().filter(|(member, _)| is_name(member)) {
        check_name(member, value.as_str().unwrap_or_default(), at);
    }
    faults.into_vec()
}

/// A stranger's name stands in our sentences: it is short, and turns none of them around (Unicode, UAX #9).
fn check_name(member: &str, name: &str, at: &At<'_>) {
    let length = name.chars().count();
    if length > LONGEST_NAME {
        at.field(member)
            .fault(format!("is {length} characters long; allowed: up to {LONGEST_NAME}"));
    }
    if name.contains(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')) {
        at.field(member)
            .fault("holds a character that changes the direction of writing; leave it out");
    }
}

fn check_member(member: &str, value: &Value, kind: Kind, at: &At<'_>) {
    let at = &at.field(member);
    let texts = value.as_array().filter(|items| items.iter().all(Value::is_string));
    match kind {
        Kind::Boolean if !value.is_boolean() => at.fault("expected true or false"),
        Kind::Https if !value.as_str().is_some_and(is_https) => {
            at.fault(format!("must be an https URL of up to {LONGEST} characters"));
        }
        Kind::Text if !value.is_string() => at.fault("expected a string"),
        Kind::Texts if texts.is_none() => at.fault("expected an array of strings"),
        Kind::Words(words) => {
            let single = member == SINGLE;
            let items = if single {
                std::slice::from_ref(value)
            } else {
                texts.map_or(&[][..], Vec::as_slice)
            };
            let fits = |item: &Value| item.as_str().is_some_and(|word| words.contains(&word));
            if items.is_empty() || !items.iter().all(fits) {
                at.fault(format!("is {value}; allowed: {}", words.join(", ")));
            }
        }
        _ => {}
    }
}

fn is_https(uri: &str) -> bool {
    uri.starts_with("https://") && Url::parse(uri).is_ok() && uri.chars().count() <= LONGEST
}

/// A fault of the document as one of the metadata.
pub fn told(mut fault: Fault) -> Fault {
    let rest = fault.pointer.strip_prefix('/').unwrap_or_default();
    let (field, rest) = rest
        .split_once('/')
        .map_or((rest, String::new()), |(field, rest)| (field, format!("/{rest}")));
    if let Some((member, _)) = LABELS.iter().find(|(_, known)| *known == field) {
        fault.pointer = format!("/{member}{}", rest.replacen('/', "#", 1));
        return fault;
    }
    let member = match field {
        "type" => "application_type",
        "scopes" => "scope",
        "clientSecrets" => "token_endpoint_auth_method",
        field => {
            FIELDS.iter().find(|(_, known)| *known == field).map_or(field, |(member, _)| member)
        }
    };
    fault.pointer = format!("/{member}{rest}");
    fault
}
