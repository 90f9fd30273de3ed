//! The public keys of an application (RFC 7517), as far as they verify its signatures. A private or symmetric key has no
//! place in a set that others read; RSA keys have at least 2048 bits (RFC 7518 §3.3).

use super::{PublicJwk, SigningAlgorithm};
use crate::encode::{base64url, hash};
use serde_json::{Map, Value};

/// The most keys of a set that are looked at, and the most that one signature is tried with.
const MOST: usize = 50;
const MOST_TRIED: usize = 4;

/// What only a private or symmetric key has (RFC 7518 §6.2.2, §6.3.2, §6.4.1).
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// A key that verifies signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientKey {
    /// Its id.
    pub kid: Option<String>,
    /// What alone it is for, if it says so.
    algorithm: Option<SigningAlgorithm>,
    /// The key.
    pub public: PublicJwk,
}

/// The keys of one application.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeySet(pub Vec<ClientKey>);

impl KeySet {
    /// The keys of `set` that can be used, and what is wrong with others, by their places.
    pub fn read(set: &[Map<String, Value>]) -> (Self, Vec<(usize, &'static str)>) {
        let mut keys = Vec::new();
        let mut wrong = Vec::new();
        for (at, key) in set.iter().enumerate().take(MOST) {
            match ClientKey::read(key) {
                Ok(key) => keys.extend(key),
                Err(sentence) => wrong.push((at, sentence)),
            }
        }
        (Self(keys), wrong)
    }

    /// The keys that may have made a signature: those of its `kid`, or, where it names none, of its kind.
    pub fn candidates(
        &self,
        kid: Option<&str>,
        algorithm: SigningAlgorithm,
    ) -> impl Iterator<Item = &ClientKey> {
        self.0
            .iter()
            .filter(move |key| kid.is_none_or(|kid| key.kid.as_deref() == Some(kid)))
            .filter(move |key| key.fits(algorithm))
            .take(MOST_TRIED)
    }
}

impl ClientKey {
    /// Reads a JWK; members that are not known are passed over, and none is given for a key of another use or kind.
    ///
    /// # Errors
    /// What is wrong with it, and what is allowed.
    pub fn read(jwk: &Map<String, Value>) -> Result<Option<Self>, &'static str> {
        let text = |name: &str| jwk.get(name).and_then(Value::as_str);
        if PRIVATE.iter().any(|name| jwk.contains_key(*name)) || text("kty") == Some("oct") {
            return Err("is a private or symmetric key; publish its public half alone");
        }
        let verifies = |operations: &Value| {
            operations.as_array().is_some_and(|all| all.iter().any(|one| one == "verify"))
        };
        let other_use = text("use").is_some_and(|usage| usage != "sig")
            || jwk.get("key_ops").is_some_and(|operations| !verifies(operations));
        let algorithm = text("alg").map(SigningAlgorithm::of_others);
        if other_use || algorithm == Some(None) {
            return Ok(None);
        }
        let Some(public) = public(jwk)? else { return Ok(None) };
        let kid = text("kid").map(str::to_owned);
        let key = Self { kid, algorithm: algorithm.flatten(), public };
        match key.algorithm {
            Some(algorithm) if !key.fits(algorithm) => Err("its `alg` is not for its `kty`"),
            _ => Ok(Some(key)),
        }
    }

    fn fits(&self, algorithm: SigningAlgorithm) -> bool {
        self.algorithm.is_none_or(|own| own == algorithm) && self.public.fits(algorithm)
    }
}

impl PublicJwk {
    /// Whether signatures by `algorithm` are made with such a key.
    pub fn fits(&self, algorithm: SigningAlgorithm) -> bool {
        match self {
            Self::RSA { .. } => {
                matches!(algorithm, SigningAlgorithm::RS256 | SigningAlgorithm::PS256)
            }
            Self::EC { .. } => algorithm == SigningAlgorithm::ES256,
            Self::OKP { .. } => algorithm == SigningAlgorithm::EdDSA,
        }
    }

    /// Its thumbprint (RFC 7638 §3), base64url.
    pub fn thumbprint(&self) -> String {
        hash::sha256(&match self {
            Self::RSA { n, e } => format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#),
            Self::EC { crv, x, y } => {
                format!(r#"{{"crv":"{crv}","kty":"EC","x":"{x}","y":"{y}"}}"#)
            }
            Self::OKP { crv, x } => format!(r#"{{"crv":"{crv}","kty":"OKP","x":"{x}"}}"#),
        })
    }
}

/// The key itself; none if it is on another curve or of a kind that is not known.
fn public(jwk: &Map<String, Value>) -> Result<Option<PublicJwk>, &'static str> {
    let text = |name: &str| jwk.get(name).and_then(Value::as_str).unwrap_or_default();
    let bytes = |name: &str| base64url::decode(text(name));
    let own = |name: &str| text(name).to_owned();
    let is_point = |name: &str| bytes(name).is_some_and(|bytes| bytes.len() == 32);
    match (text("kty"), text("crv")) {
        ("RSA", _) => {
            let modulus = bytes("n").as_deref().map_or(0, bits);
            let exponent = bytes("e").as_deref().map_or(0, bits);
            if !(2048..=8192).contains(&modulus) || !(2..=32).contains(&exponent) {
                return Err("must be an RSA key of 2048 to 8192 bits, `n` and `e` in base64url");
            }
            Ok(Some(PublicJwk::RSA { n: own("n"), e: own("e") }))
        }
        ("EC", "P-256") if is_point("x") && is_point("y") => {
            Ok(Some(PublicJwk::EC { crv: own("crv"), x: own("x"), y: own("y") }))
        }
        ("OKP", "Ed25519") if is_point("x") => {
            Ok(Some(PublicJwk::OKP { crv: own("crv"), x: own("x") }))
        }
        ("EC", "P-256") => Err("`x` and `y` must be 32 bytes each, in base64url"),
        ("OKP", "Ed25519") => Err("`x` must be 32 bytes, in base64url"),
        _ => Ok(None),
    }
}

/// How many bits a number has.
fn bits(number: &[u8]) -> usize {
    let significant = number.iter().skip_while(|byte| **byte == 0);
    let (count, first) = significant
        .fold((0, 0), |(count, first), byte| (count + 1, if count == 0 { *byte } else { first }));
    (count * 8_usize).saturating_sub(first.leading_zeros() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const POINT: &str = "WKn-ZIGevcwGIyyrzFoZNBdaq9_TsqzGl96oc0CWuis";

    fn read(jwk: &Value) -> Result<Option<ClientKey>, &'static str> {
        ClientKey::read(jwk.as_object().unwrap())
    }

    fn rsa(bytes: usize, e: &str) -> Value {
        json!({"kty": "RSA", "n": base64url::encode(&vec![0xff; bytes]), "e": e})
    }

    #[test]
    fn a_key_that_can_not_verify_is_passed_over_and_one_that_should_not_be_there_is_told() {
        let ec = json!({"kty": "EC", "crv": "P-256", "x": POINT, "y": POINT});
        let with = |name: &str, value: Value| {
            let mut key = ec.clone();
            key[name] = value;
            read(&key)
        };
        assert!(
            matches!(with("kid", json!("a")), Ok(Some(key)) if key.kid.as_deref() == Some("a"))
        );
        assert!(matches!(with("x5c", json!(["MII"])), Ok(Some(_))));
        assert!(matches!(with("key_ops", json!(["verify"])), Ok(Some(_))));
        for (name, value) in [
            ("use", json!("enc")),
            ("key_ops", json!(["encrypt"])),
            ("alg", json!("ES384")),
            ("crv", json!("P-384")),
            ("kty", json!("X")),
        ] {
            assert_eq!(with(name, value), Ok(None), "{name}");
        }
        for name in ["d", "k"] {
            assert!(with(name, json!("AA")).is_err(), "{name}");
        }
        assert!(with("x", json!("AA")).is_err() && with("alg", json!("RS256")).is_err());
        assert!(read(&json!({"kty": "oct"})).is_err());
    }

    #[test]
    fn a_weak_rsa_key_is_none() {
        assert!(matches!(read(&rsa(256, "AQAB")), Ok(Some(_))));
        assert!(read(&rsa(255, "AQAB")).is_err() && read(&rsa(2000, "AQAB")).is_err());
        assert!(read(&rsa(256, "AQ")).is_err() && read(&rsa(256, "")).is_err());
    }

    #[test]
    fn a_signature_that_names_no_key_may_be_any_fitting_ones() {
        let keys = [
            json!({"kty": "EC", "crv": "P-256", "x": POINT, "y": POINT}),
            json!({"kty": "OKP", "crv": "Ed25519", "x": POINT, "kid": "a"}),
            json!({"kty": "OKP", "crv": "Ed25519", "x": POINT, "kid": "b", "alg": "Ed25519"}),
        ];
        let keys = keys.map(|key| key.as_object().unwrap().clone());
        let (set, wrong) = KeySet::read(&keys);
        assert!(wrong.is_empty());
        let count = |kid, algorithm| set.candidates(kid, algorithm).count();
        assert_eq!(count(None, SigningAlgorithm::ES256), 1);
        assert_eq!(count(None, SigningAlgorithm::EdDSA), 2);
        assert_eq!(count(Some("b"), SigningAlgorithm::EdDSA), 1);
        assert_eq!(count(Some("b"), SigningAlgorithm::ES256), 0);
        assert_eq!(count(None, SigningAlgorithm::RS256), 0);
    }

    #[test]
    fn a_thumbprint_is_that_of_rfc_7638() {
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        let key = PublicJwk::RSA { n: n.into(), e: "AQAB".into() };
        assert_eq!(key.thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }
}
