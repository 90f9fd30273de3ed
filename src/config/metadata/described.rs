//! What a client ID metadata document may say (draft-ietf-oauth-client-id-metadata-document §4.1): client metadata, its own
//! URL as `client_id`, and no shared secret, since anybody can read it. It is written for many issuers: what it names
//! beyond what there is here is left out.

use super::{Credentials, addresses, meant, register};
use crate::config::fault::Faults;
use crate::config::{Fault, Mode};
use crate::protocol::client_document::host;
use crate::protocol::{Allowance, Application, ConsentPolicy, PkcePolicy};
use serde_json::{Map, Value, json};

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
    let faults = Faults::new(client_id);
    let at = &faults.root();
    meant::take(&mut sent, allowance);
    if sent.get("client_id").and_then(Value::as_str) != Some(client_id) {
        at.field("client_id").fault(format!("must be the document's own address, {client_id}"));
    }
    for secret in ["client_secret", "client_secret_expires_at"] {
        if sent.contains_key(secret) {
            at.field(secret).fault("is not allowed: anybody can read the document");
        }
    }
    if sent.contains_key("sector_identifier_uri") {
        at.field("sector_identifier_uri").fault("is not allowed in a client ID metadata document");
    }
    let method = sent.entry("token_endpoint_auth_method").or_insert(json!("none"));
    if !["none", "private_key_jwt"].iter().any(|known| method == known) {
        at.field("token_endpoint_auth_method")
            .fault(format!("is {method}; allowed: none, private_key_jwt"));
        *method = json!("none");
    }
    sent.retain(|member, _| {
        !PASSED_OVER.contains(&member.as_str()) && member != "sector_identifier_uri"
    });
    addresses::check(&sent, mode, at);
    let mut faults = faults.into_vec();
    match register(client_id, sent, &Credentials::default(), allowance) {
        Ok((application, _)) if faults.is_empty() => Ok(finished(application)),
        Ok(_) => Err(faults),
        Err(found) => {
            faults.extend(found);
            Err(faults)
        }
    }
}

/// With what holds for all of them: PKCE, the host beside the name, which is a claim of its own, and consent each time
/// where a code may go to a device, on which any program can say that it is this application (RFC 8252 §8.6).
fn finished(mut application: Application) -> Application {
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
