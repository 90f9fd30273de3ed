//! Signing algorithms (RFC 7518 §3.1, RFC 8037) and their public keys (RFC 7517).

use crate::encode::fitting::read_by_value;
use crate::encode::words::words;
use serde::Serialize;
use serde::de::Error as _;
use serde_json::{Error, Value};

// There is no `none` and no shared-secret one. The default is the first.

words! {
    /// What tokens are signed with.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum SigningAlgorithm {
        /// RSA, 2048 bits: what every client library may assume.
        RS256 = "RS256",
        /// RSA, 2048 bits, with PSS.
        PS256 = "PS256",
        /// ECDSA on P-256.
        ES256 = "ES256",
        /// Ed25519.
        EdDSA = "EdDSA",
    }
}

impl SigningAlgorithm {
    /// The algorithm that others call by that name: `EdDSA` is now `Ed25519`, too (RFC 9864 §2.2).
    pub fn of_others(name: &str) -> Option<Self> {
        Self::named(if name == "Ed25519" { "EdDSA" } else { name })
    }
}

/// The public half of a signing key, without `kid`, `use` and `alg`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kty")]
pub enum PublicJwk {
    /// An RSA key.
    RSA {
        /// The modulus, base64url.
        n: String,
        /// The exponent, base64url.
        e: String,
    },
    /// A key on an elliptic curve.
    EC {
        /// The curve, `P-256`.
        crv: String,
        /// The x coordinate, base64url.
        x: String,
        /// The y coordinate, base64url.
        y: String,
    },
    /// An Edwards-curve key.
    OKP {
        /// The curve, `Ed25519`.
        crv: String,
        /// The public key, base64url.
        x: String,
    },
}

impl PublicJwk {
    fn of(mut key: Value) -> Result<Self, Error> {
        let mut text = |name: &str| match key.get_mut(name).map(Value::take) {
            Some(Value::String(text)) => Ok(text),
            _ => Err(Error::custom(format_args!("a public key lacks `{name}`"))),
        };
        match text("kty")?.as_str() {
            "RSA" => Ok(Self::RSA { n: text("n")?, e: text("e")? }),
            "EC" => Ok(Self::EC { crv: text("crv")?, x: text("x")?, y: text("y")? }),
            "OKP" => Ok(Self::OKP { crv: text("crv")?, x: text("x")? }),
            other => Err(Error::custom(format_args!("a public key is of type {other}"))),
        }
    }
}

read_by_value!(PublicJwk);
