//! A compact JWS that an application signed (RFC 7515 §7.1, RFC 7519): nothing in it is true before its signature is.
//! Its header chooses among what is allowed, and allows nothing (RFC 8725 §3.1).

use super::{SigningAlgorithm, lifetime};
use crate::encode::base64url;
use serde_json::{Map, Value};

/// What was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Jws<'a> {
    /// What was signed.
    pub message: &'a str,
    /// The signature.
    pub signature: Vec<u8>,
    /// The header.
    pub header: Map<String, Value>,
    /// The claims.
    pub claims: Map<String, Value>,
}

impl<'a> Jws<'a> {
    /// Reads three parts, header and claims JSON objects; none for anything else, and for a header that demands an
    /// extension (RFC 7515 §4.1.11): there is none here.
    pub fn read(token: &'a str) -> Option<Self> {
        let (message, signature) = token.rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        let object = |part: &str| serde_json::from_slice(&base64url::decode(part)?).ok();
        let header: Map<String, Value> = object(header)?;
        if header.contains_key("crit") {
            return None;
        }
        Some(Self {
            message,
            signature: base64url::decode(signature)?,
            header,
            claims: object(claims)?,
        })
    }

    /// What its header says under `name`, if that is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.header.get(name)?.as_str()
    }

    /// The algorithm that its header names, if that is one with a public key.
    pub fn algorithm(&self) -> Option<SigningAlgorithm> {
        SigningAlgorithm::of_others(self.header("alg")?)
    }

    /// Whether its `typ` is one of `types`; a media type's prefix may be left out (RFC 7515 §4.1.9).
    pub fn is_typed(&self, types: &[&str]) -> bool {
        self.header("typ").is_some_and(|typ| {
            let typ = typ.to_ascii_lowercase();
            types.contains(&typ.strip_prefix("application/").unwrap_or(&typ))
        })
    }

    /// A claim that is text.
    pub fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim)?.as_str()
    }

    /// A claim that is a time (RFC 7519 §2, `NumericDate`), in whole seconds.
    pub fn moment(&self, claim: &str) -> Option<i64> {
        whole(self.claims.get(claim)?)
    }

    /// Whether `exp` is not over, and `nbf` and `iat` are not ahead of a clock that may differ; each only where it is
    /// claimed, and then it must be a time.
    pub fn is_timely(&self, now: i64) -> bool {
        let holds = |claim: &str, holds: fn(i64, i64) -> bool| {
            self.claims.get(claim).is_none_or(|time| whole(time).is_some_and(|at| holds(at, now)))
        };
        let begun = |at: i64, now: i64| at <= now.saturating_add(lifetime::CLOCK_SKEW);
        holds("exp", |at, now| at > now) && holds("nbf", begun) && holds("iat", begun)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "it is within 53 bits")]
fn whole(time: &Value) -> Option<i64> {
    let time = time.as_f64().filter(|time| time.abs() < 9e15)?;
    Some(time.floor() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn token(header: &Value, claims: &Value) -> String {
        let part = |value: &Value| base64url::encode(value.to_string().as_bytes());
        format!("{}.{}.AA", part(header), part(claims))
    }

    #[test]
    fn what_is_no_jws_of_two_objects_is_not_read() {
        let good = token(&json!({"alg": "ES256", "typ": "JWT"}), &json!({"jti": "a"}));
        let read = Jws::read(&good).unwrap();
        assert_eq!(
            (read.text("jti"), read.algorithm()),
            (Some("a"), Some(SigningAlgorithm::ES256))
        );
        assert_eq!(read.message, good.strip_suffix(".AA").unwrap());
        assert!(read.is_typed(&["jwt"]) && !read.is_typed(&["dpop+jwt"]));
        for bad in [
            String::new(),
            "a.b.c".to_owned(),
            format!("{good}.AA"),
            good.replace(".AA", ""),
            good.replace(".AA", ".*"),
            token(&json!([]), &json!({})),
            token(&json!({}), &json!("x")),
            token(&json!({"crit": ["b64"], "b64": false}), &json!({})),
        ] {
            assert_eq!(Jws::read(&bad), None, "{bad}");
        }
    }

    #[test]
    fn times_may_have_fractions_and_differ_by_ten_seconds() {
        let timely = |claims: Value| Jws::read(&token(&json!({}), &claims)).unwrap().is_timely(100);
        for (claims, good) in [
            (json!({}), true),
            (json!({"exp": 101, "iat": 110, "nbf": 110.9}), true),
            (json!({"exp": 100}), false),
            (json!({"iat": 111}), false),
            (json!({"nbf": 111}), false),
            (json!({"exp": "101"}), false),
            (json!({"exp": 1e300}), false),
            (json!({"iat": null}), false),
        ] {
            assert_eq!(timely(claims.clone()), good, "{claims}");
        }
    }
}
