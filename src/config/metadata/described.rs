//! What a client ID metadata document may say (draft-ietf-oauth-client-id-metadata-document §4.1): client metadata, its own
//! URL as `client_id`, and no shared secret, since anybody can read it. It is written for many issuers: what it names
//! beyond what there is here is left out.

use super::{Credentials, addresses, register};
use crate::config::fault::Faults;
use crate::config::{Fault, Mode};
use crate::protocol::client_document::host;
use crate::protocol::{Allowance, Application, ConsentPolicy, PkcePolicy};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Members that hold words of which some are known here.
const LISTS: [(&str, &[&str]); 2] =
    [("grant_types", &["authorization_code", "refresh_token"]), ("response_types", &["code"])];

/// Members that would have further addresses asked for: they are passed over.
const PASSED_OVER: [&str; 1] = ["request_uris"];

/// The application that `sent`, the document at `client_id`, describes.
///
/// # Errors
/// Every fault; pointers are into `sent`.
pub fn describe(
    client_id: &str,
    mut sent: Map<String, Value>,
    allowance: &Allowance,
    mode: &Mode,
) -> Result<Application, Vec<Fault>> {
    let mut faults = Faults::new(client_id);
    if sent.get("client_id").and_then(Value::as_str) != Some(client_id) {
        faults.add("/client_id", format!("must be the document's own address, {client_id}"));
    }
    for secret in ["client_secret", "client_secret_expires_at"] {
        if sent.contains_key(secret) {
            faults.add(format!("/{secret}"), "is not allowed: anybody can read the document");
        }
    }
    if sent.contains_key("sector_identifier_uri") {
        faults.add("/sector_identifier_uri", "is not allowed in a client ID metadata document");
    }
    let method = sent.entry("token_endpoint_auth_method").or_insert(json!("none"));
    if !["none", "private_key_jwt"].iter().any(|known| method == known) {
        let sentence = format!("is {method}; allowed: none, private_key_jwt");
        faults.add("/token_endpoint_auth_method", sentence);
        *method = json!("none");
    }
    for (member, known) in LISTS {
        narrow(&mut sent, member, known);
    }
    sent.retain(|member, _| {
        !PASSED_OVER.contains(&member.as_str()) && member != "sector_identifier_uri"
    });
    addresses::check(&sent, mode, &mut faults);
    let uris = on_addresses(&mut sent);
    let mut faults = faults.into_vec();
    match register(client_id, sent, &Credentials::default(), allowance) {
        Ok((application, _)) if faults.is_empty() => Ok(finished(application, uris)),
        Ok(_) => Err(faults),
        Err(found) => {
            faults.extend(found);
            Err(faults)
        }
    }
}

/// Leaves of a list what is known here, if that is anything.
fn narrow(sent: &mut Map<String, Value>, member: &str, known: &[&str]) {
    let Some(items) = sent.get_mut(member).and_then(Value::as_array_mut) else { return };
    let is_known = |item: &Value| known.iter().any(|word| item == word);
    if items.iter().any(is_known) {
        items.retain(is_known);
    }
}

/// Writes the loopback address, once, in place of `localhost`, which stands for it in such documents; the redirect URIs as
/// they were.
fn on_addresses(sent: &mut Map<String, Value>) -> Vec<String> {
    let Some(uris) = sent.get_mut("redirect_uris").and_then(Value::as_array_mut) else {
        return Vec::new();
    };
    let texts = |uris: &[Value]| uris.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let written: Vec<String> = texts(uris);
    if written.iter().any(|uri| uri.starts_with("https://")) {
        return written;
    }
    for uri in uris.iter_mut() {
        if let Some(rest) = uri.as_str().and_then(|uri| uri.strip_prefix("http://localhost")) {
            *uri = Value::String(format!("http://127.0.0.1{rest}"));
        }
    }
    let mut known = BTreeSet::new();
    uris.retain(|uri| known.insert(uri.to_string()));
    written
}

/// With what holds for all of them: PKCE, the host beside the name, which is a claim of its own, and consent each time
/// where a code may go to a device, on which any program can say that it is this application (RFC 8252 §8.6).
fn finished(mut application: Application, uris: Vec<String>) -> Application {
    application.redirect_uris = uris;
    application.pkce = PkcePolicy::Required;
    if application.redirect_uris.iter().any(|uri| !uri.starts_with("https://")) {
        application.consent = ConsentPolicy::Always;
    }
    let host = host(&application.client_id).unwrap_or_default();
    for name in application.display_name.0.values_mut().filter(|name| **name != host) {
        *name = format!("{name} ({host})");
    }
    application
}
