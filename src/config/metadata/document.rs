//! Client metadata as the document of an application.

use super::Credentials;
use super::members::{FIELDS, LABELS};
use crate::encode::gather::Gather;
use crate::protocol::{Allowance, Scope};
use serde_json::{Map, Value, json};
use url::Url;

/// The document that says the same.
pub fn of(
    metadata: &Map<String, Value>,
    credentials: &Credentials,
    allowance: &Allowance,
) -> Value {
    let mut document = Map::new();
    for (member, field) in FIELDS {
        if let Some(value) = metadata.get(member) {
            document.insert(field.to_owned(), value.clone());
        }
    }
    for (member, field) in LABELS {
        if let Some(label) = label(metadata, member) {
            document.insert(field.to_owned(), label);
        }
    }
    // Without a name, the host that it is reached by.
    let name = first_redirect_uri(metadata).map(host).unwrap_or_default();
    document.entry("displayName").or_insert(Value::String(name));
    let others = [
        ("type", json!(application_type(metadata))),
        ("flows", json!(allowance.flows)),
        ("scopes", scopes(metadata)),
        ("consent", json!("once")),
    ];
    document.extend(others.map(|(field, value)| (field.to_owned(), value)));
    if !document.contains_key("initiateLoginUri") {
        let home = first_redirect_uri(metadata).and_then(root).unwrap_or_default();
        document.entry("homeUri").or_insert(Value::String(home));
    }
    // Clients that are known by standards alone look for a scope's claims in userinfo (OpenID Connect Core §5.4).
    document.insert("scopeClaimsInIdToken".to_owned(), json!(false));
    // What such applications send is known to no document: both audiences are common among them.
    if matches!(method(metadata), Some("private_key_jwt" | "client_secret_jwt")) {
        document.insert("acceptTokenEndpointAudience".to_owned(), json!(true));
    }
    // Nor is whether they send PKCE or a nonce: OpenID Connect asks a confidential one for neither.
    if application_type(metadata) == "web" {
        document.insert("pkce".to_owned(), json!("optional"));
    }
    if let Some(secret) = secret(method(metadata), credentials) {
        document.insert("clientSecrets".to_owned(), json!([secret]));
    }
    Value::Object(document)
}

/// What its document says of its secret, if its method has one. A document can't hold a sealed one: what it names in its
/// place is replaced once it is checked.
fn secret(method: Option<&str>, credentials: &Credentials) -> Option<Value> {
    match method {
        Some("client_secret_jwt") => {
            credentials.sealed.as_ref().map(|_| json!({"secret": "SEALED"}))
        }
        Some("client_secret_basic" | "client_secret_post") | None => {
            credentials.secret.as_ref().map(|hash| json!({"sha256": hash}))
        }
        Some(_) => None,
    }
}

/// Whether it runs on a phone or desktop: it says so, or leaves it out and can't be reached by https.
pub fn is_native(metadata: &Map<String, Value>) -> bool {
    if let Some(application_type) = metadata.get("application_type") {
        return application_type == "native";
    }
    let uris = metadata.get("redirect_uris").and_then(Value::as_array);
    let mut uris = uris.into_iter().flatten().filter_map(Value::as_str).peekable();
    method(metadata) == Some("none") && uris.peek().is_some() && uris.all(is_of_device)
}

fn is_of_device(uri: &str) -> bool {
    Url::parse(uri).is_ok_and(|url| match url.scheme() {
        "http" => matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost")),
        scheme => scheme != "https",
    })
}

/// A document's type: without a secret, what is no native application runs in a browser.
fn application_type(metadata: &Map<String, Value>) -> &'static str {
    match method(metadata) {
        _ if is_native(metadata) => "native",
        Some("none") => "spa",
        _ => "web",
    }
}

fn method(metadata: &Map<String, Value>) -> Option<&str> {
    metadata.get("token_endpoint_auth_method").and_then(Value::as_str)
}

/// What is said for all languages, for each, or both; then the first is for those that are not named.
fn label(metadata: &Map<String, Value>, member: &str) -> Option<Value> {
    let tagged = |(name, value): (&String, &Value)| {
        let (plain, tag) = name.split_once('#')?;
        (plain == member).then(|| (tag.to_owned(), value.clone()))
    };
    let mut texts: Map<String, Value> = metadata.iter().filter_map(tagged).gather();
    let plain = metadata.get(member).cloned();
    if texts.is_empty() {
        return plain;
    }
    plain.map(|text| texts.entry("en").or_insert(text));
    Some(Value::Object(texts))
}

/// Those of APIs are the tenant's to give.
fn scopes(metadata: &Map<String, Value>) -> Value {
    let scope = metadata.get("scope").and_then(Value::as_str).unwrap_or_default();
    let is_own = |name: &&str| Scope::named(name).is_some();
    json!(scope.split(' ').filter(is_own).collect::<Vec<_>>())
}

fn first_redirect_uri(metadata: &Map<String, Value>) -> Option<&str> {
    metadata.get("redirect_uris")?.as_array()?.first()?.as_str()
}

fn host(uri: &str) -> String {
    let host = Url::parse(uri).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_else(|| uri.split(':').next().unwrap_or_default().to_owned())
}

/// Where a person is sent who lost their place: the root of where codes are sent.
fn root(uri: &str) -> Option<String> {
    let url = Url::parse(uri).ok()?;
    Some(match url.scheme() {
        "https" | "http" => format!("{}/", url.origin().ascii_serialization()),
        scheme => format!("{scheme}:/"),
    })
}
