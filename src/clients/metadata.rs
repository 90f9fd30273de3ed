//! Client metadata as it is sent and answered (RFC 7591 §3.1, §3.2.1).

use crate::config::{self, Credentials, Fault};
use crate::failure::Failure;
use crate::http::{Body, Response};
use crate::ports::Platform;
use crate::protocol::{Application, Cause, OAuthError, Registration};
use crate::request::site::Site;
use crate::route::Route;
use crate::store::registrations::Row;
use serde_json::{Map, Value, json};

/// How many faults are told at once.
const TOLD: usize = 5;

/// What an application is given, and we keep as hashes alone.
pub struct Issued {
    /// Its secret, where it is new.
    pub secret: Option<String>,
    /// Its registration access token.
    pub token: String,
}

/// The metadata in the body.
///
/// # Errors
/// When it is no JSON object.
pub fn read<P: Platform>(site: &Site<P>) -> Result<Map<String, Value>, Failure> {
    let refuse = |cause, description: &str, status| {
        Err(Failure::Client { error: OAuthError::new(cause, description), status, challenge: None })
    };
    let Body::Bytes(body) = &site.request.body else {
        return refuse(Cause::BodyTooLarge, "the body is too large", 413);
    };
    if !site.request.is_of_type("application/json") {
        return refuse(Cause::BodyNoJson, "the body must be application/json", 415);
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(metadata)) => Ok(metadata),
        _ => refuse(Cause::BodyNoJson, "the body must be a JSON object", 400),
    }
}

/// The application that is described, and what is registered of it.
///
/// # Errors
/// `invalid_redirect_uri` or `invalid_client_metadata`, naming members and what is allowed.
pub fn check<P: Platform>(
    site: &Site<P>,
    client_id: &str,
    sent: Map<String, Value>,
    credentials: &Credentials,
    registration: &Registration,
) -> Result<(Application, Map<String, Value>), Failure> {
    let addresses = config::check_addresses(client_id, &sent, &site.mode());
    match config::register(client_id, sent, credentials, &registration.allowance) {
        Ok(registered) if addresses.is_empty() => Ok(registered),
        Ok(_) => Err(refused(&addresses)),
        Err(faults) => Err(refused(&[faults, addresses].concat())),
    }
}

fn refused(faults: &[Fault]) -> Failure {
    let of_redirect_uri = |fault: &Fault| fault.pointer.starts_with("/redirect_uris");
    let cause = if faults.iter().any(of_redirect_uri) {
        Cause::RedirectUriRefused
    } else {
        Cause::MetadataRefused
    };
    let sentence =
        |fault: &Fault| format!("{}: {}", fault.pointer.trim_start_matches('/'), fault.sentence);
    let sentences: Vec<String> = faults.iter().take(TOLD).map(sentence).collect();
    Failure::client(OAuthError::new(cause, sentences.join("; ")))
}

/// What is registered, with what was issued.
pub fn told<P: Platform>(
    site: &Site<P>,
    status: u16,
    client_id: &str,
    row: &Row,
    issued: &Issued,
) -> Response {
    let mut told: Map<String, Value> = serde_json::from_str(&row.metadata).unwrap_or_default();
    let uri = Route::Registration(client_id.to_owned()).url(site.issuer());
    told.extend([
        ("client_id".to_owned(), json!(client_id)),
        ("client_id_issued_at".to_owned(), json!(row.created_at)),
        ("registration_client_uri".to_owned(), json!(uri)),
        ("registration_access_token".to_owned(), json!(issued.token)),
    ]);
    // The default of RFC 7591 §2; the body does as well then.
    told.entry("token_endpoint_auth_method").or_insert(json!("client_secret_basic"));
    if let Some(secret) = &issued.secret {
        told.insert("client_secret".to_owned(), json!(secret));
        told.insert("client_secret_expires_at".to_owned(), json!(row.expires_at.unwrap_or(0)));
    }
    Response::json(status, &Value::Object(told)).with_header("pragma", "no-cache")
}

/// The refusal of one application, or one look at an address that it names, too many.
pub fn too_many(seconds: i64) -> Failure {
    let description = format!("too many applications from your network; try again in {seconds} s");
    let error = OAuthError::new(Cause::RegistrationsThrottled, description).after(seconds);
    Failure::Client { error, status: 429, challenge: None }
}
