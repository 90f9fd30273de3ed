//! The public keys (RFC 7517 §5).

use crate::encode::{ascii, hash};
use crate::failure::Failure;
use crate::http::Response;
use crate::ports::Platform;
use crate::protocol::lifetime;
use crate::request::site::Site;
use crate::store::keys::StoredKey;
use serde_json::{Value, json};

/// Answers GET.
///
/// # Errors
/// When the keys can't be read or made.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    let masters = &site.settings.master_keys;
    let keys = site.isolate.keys.published(site.platform, masters, site.now).await?;
    let keys: Vec<Value> = keys.iter().map(jwk).collect();
    let answer = Response::json(200, &json!({ "keys": keys }));
    let tag = format!("\"{}\"", hash::sha256(&answer.body));
    let known = site.request.headers.get("if-none-match").unwrap_or_default();
    let is_known = known.split(',').any(|known| {
        let known = ascii::trim(known);
        known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
    });
    let answer = if is_known { Response::empty(304) } else { answer };
    let cache = format!("public, max-age={}, stale-if-error=86400", lifetime::KEY_SET);
    Ok(answer.with_header("cache-control", &cache).with_header("etag", &tag))
}

fn jwk(key: &StoredKey) -> Value {
    let mut jwk = serde_json::to_value(&key.public).unwrap_or_default();
    if let Some(fields) = jwk.as_object_mut() {
        fields.insert("kid".to_owned(), json!(key.kid));
        fields.insert("use".to_owned(), json!("sig"));
        fields.insert("alg".to_owned(), json!(key.algorithm.name()));
    }
    jwk
}
