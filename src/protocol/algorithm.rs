//! Signing algorithms (RFC 7518 §3.1, RFC 8037) and their public keys (RFC 7517).

use serde::{Deserialize, Serialize};

/// An algorithm that tokens may be signed with. There is no `none` and no shared-secret one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SigningAlgorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256, 2048 bits: what every client may assume.
    RS256,
    /// RSASSA-PSS with SHA-256 and a salt of 32 bytes, 2048 bits.
    PS256,
    /// ECDSA on P-256 with SHA-256.
    ES256,
    /// Ed25519.
    EdDSA,
}

impl SigningAlgorithm {
    /// Every algorithm, the default first.
    pub const ALL: [Self; 4] = [Self::RS256, Self::PS256, Self::ES256, Self::EdDSA];

    /// The name in `alg`.
    pub fn name(self) -> &'static str {
        match self {
            Self::RS256 => "RS256",
            Self::PS256 => "PS256",
            Self::ES256 => "ES256",
            Self::EdDSA => "EdDSA",
        }
    }

    /// The algorithm of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    /// The algorithm that others call by that name: `EdDSA` is now `Ed25519`, too (RFC 9864 §2.2).
    pub fn of_others(name: &str) -> Option<Self> {
        Self::named(if name == "Ed25519" { "EdDSA" } else { name })
    }
}

/// The public half of a signing key, without `kid`, `use` and `alg`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
