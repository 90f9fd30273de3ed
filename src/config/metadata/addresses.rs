//! The addresses of client metadata that this issuer asks, or has browsers ask, are at domains that everybody reaches
//! (RFC 7591 §5): whoever describes an application sends nobody into a network of one's own.

use crate::config::fault::{At, Faults};
use crate::config::{Fault, Mode};
use crate::http::{NamedBy, check_address};
use serde_json::{Map, Value};
use url::Url;

/// The members that hold them: one address, or a list.
const MEMBERS: [&str; 7] = [
    "jwks_uri",
    "logo_uri",
    "sector_identifier_uri",
    "request_uris",
    "backchannel_logout_uri",
    "frontchannel_logout_uri",
    "initiate_login_uri",
];

/// The faults of what `client_id` sent.
pub fn check_addresses(client_id: &str, sent: &Map<String, Value>, mode: &Mode) -> Vec<Fault> {
    let faults = Faults::new(client_id);
    let at = &faults.root();
    check(sent, mode, at);
    faults.into_vec()
}

/// Finds fault with each that may not be asked.
pub fn check(sent: &Map<String, Value>, mode: &Mode, at: &At<'_>) {
    for member in MEMBERS {
        match sent.get(member) {
            Some(Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    judge(item, mode, &at.field(member).item(index));
                }
            }
            Some(item) => judge(item, mode, &at.field(member)),
            None => {}
        }
    }
}

/// What is no https address at all has a fault of its own.
fn judge(item: &Value, mode: &Mode, at: &At<'_>) {
    let is_https = |address: &&str| Url::parse(address).is_ok_and(|url| url.scheme() == "https");
    let Some(address) = item.as_str().filter(is_https) else { return };
    if let Err(wrong) = check_address(address, NamedBy::Stranger, &mode.issuer, mode.development) {
        at.fault(wrong);
    }
}
