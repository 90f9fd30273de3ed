//! What an application is told when a session ends: a logout token (OpenID Connect Back-Channel Logout §2.4), or the
//! request for its frame (OpenID Connect Front-Channel Logout §3). Both name the session, and the token its subject, too.

use super::{Application, claims};
use crate::encode::gather::Gather;
use crate::http::Form;
use serde_json::{Map, Value, json};

/// The claims of a logout token about the session `sid` of the account `oid`, but for `iat` and `exp`. Never a `nonce`.
pub fn token(
    issuer: &str,
    tenant: &str,
    application: &Application,
    (oid, sid): (&str, &str),
    unique: &str,
) -> Map<String, Value> {
    let claims = [
        ("iss", json!(issuer)),
        ("aud", json!(application.client_id)),
        ("sub", json!(claims::subject(application, tenant, oid))),
        ("sid", json!(sid)),
        ("jti", json!(unique)),
        ("events", json!({ "http://schemas.openid.net/event/backchannel-logout": {} })),
    ];
    claims.map(|(name, value)| (name.to_owned(), value)).into_iter().gather()
}

/// The address of an application's frame; the query that it had stays.
pub fn frame(uri: &str, issuer: &str, sid: &str) -> String {
    let told = [("iss", issuer), ("sid", sid)];
    Form(told.map(|(name, value)| (name.to_owned(), value.to_owned())).into()).added_to(uri)
}
