//! A document `api/{id}`: a resource and its scopes (RFC 8707 §2, RFC 6749 §3.3).

use super::{ids, label, unique};
use crate::config::fault::At;
use crate::config::raw::api::{Api as Raw, ApiScope as RawScope};
use crate::config::read::read as read_raw;
use crate::config::{Fault, Mode, schemas};
use crate::protocol::{Api, ApiScope, Scope, lifetime};
use url::Url;

/// The longest identifier, in characters.
const LONGEST_IDENTIFIER: usize = 256;
/// The longest name of a scope, in characters.
const LONGEST_NAME: usize = 100;
/// The most scopes of one API.
const MOST_SCOPES: usize = 100;

/// The API as far as it can be read, and every fault.
pub fn read(id: &str, text: &str, mode: &Mode) -> (Api, Vec<Fault>) {
    let (raw, faults) = read_raw::<Raw>(&format!("api/{id}"), text, &schemas::API);
    let at = &faults.root();
    ids::api(id, at);
    let identifier = raw.identifier.unwrap_or_default();
    check_identifier(&identifier, mode, &at.field("identifier"));
    let api = Api {
        id: id.to_owned(),
        display_name: label::required(raw.display_name, &at.field("displayName")),
        identifier,
        scopes: scopes(raw.scopes.unwrap_or_default(), &at.field("scopes")),
        access_token_lifetime: lifetime(
            raw.access_token_lifetime,
            &at.field("accessTokenLifetime"),
        ),
        applications: raw.applications.unwrap_or_default(),
    };
    unique::check(api.applications.iter().map(Some), |index| at.field("applications").item(index));
    (api, faults.into_vec())
}

fn check_identifier(identifier: &str, mode: &Mode, at: &At<'_>) {
    let length = identifier.chars().count();
    if length > LONGEST_IDENTIFIER {
        at.fault(format!("is {length} characters long; allowed: up to {LONGEST_IDENTIFIER}"));
    }
    let allowed = "allowed: https://…, api://… or urn:…";
    let plain = identifier.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c));
    match Url::parse(identifier) {
        Ok(url) if plain && matches!(url.scheme(), "https" | "api" | "urn") => {
            if identifier.contains('#') {
                at.fault("holds a fragment (`#`)");
            }
            if !url.username().is_empty() || url.password().is_some() {
                at.fault("holds a user name");
            }
        }
        _ => at.fault(format!("is no URI that can name an API; {allowed}")),
    }
    if !mode.issuer.is_empty()
        && identifier
            .strip_prefix(&mode.issuer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    {
        at.fault("is the issuer's own; an API has another");
    }
}

fn scopes(raw: Vec<RawScope>, at: &At<'_>) -> Vec<ApiScope> {
    if raw.len() > MOST_SCOPES {
        at.fault(format!("holds {}; allowed: up to {MOST_SCOPES}", raw.len()));
    }
    unique::check(raw.iter().map(|scope| scope.name.as_ref()), |index| {
        at.item(index).field("name")
    });
    let check = |(index, scope): (usize, RawScope)| {
        let at = &at.item(index);
        let name = scope.name.unwrap_or_default();
        check_name(&name, &at.field("name"));
        ApiScope {
            name,
            display_name: label::required(scope.display_name, &at.field("displayName")),
            description: label::optional(scope.description, &at.field("description")),
        }
    };
    raw.into_iter().enumerate().map(check).collect()
}

/// A scope token, and none of OpenID Connect's.
fn check_name(name: &str, at: &At<'_>) {
    let token = |c: char| c.is_ascii_graphic() && c != '"' && c != '\\';
    if !(1..=LONGEST_NAME).contains(&name.len()) || !name.chars().all(token) {
        at.fault(format!(
            "must be 1 to {LONGEST_NAME} printable ASCII characters without space, `\"` and `\\`"
        ));
    }
    if Scope::named(name).is_some() {
        at.fault(format!("`{name}` is OpenID Connect's; write `orders.{name}`"));
    }
}

fn lifetime(minutes: Option<u32>, at: &At<'_>) -> i64 {
    let Some(minutes) = minutes else { return lifetime::ACCESS_TOKEN };
    let (least, most) = (lifetime::ACCESS_TOKEN_LEAST, lifetime::ACCESS_TOKEN_MOST);
    let seconds = i64::from(minutes) * 60;
    if !(least..=most).contains(&seconds) {
        at.fault(format!("is {minutes}; allowed: {} to {}", least / 60, most / 60));
    }
    seconds
}
