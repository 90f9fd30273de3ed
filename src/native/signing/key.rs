//! A key of one of the algorithms.

use super::fault::fault;
use crate::ports::SigningError;
use crate::protocol::{PublicJwk, SigningAlgorithm};
use jwt_compact::alg::{Ed25519, Es256, Rsa, SigningKey};
use jwt_compact::jwk::JsonWebKey;
use jwt_compact::{Algorithm, AlgorithmSignature};
use rsa::rand_core::{OsRng, RngCore};

type Private<A> = <A as Algorithm>::SigningKey;

/// A private key.
pub enum NativeKey {
    RS256(Box<Private<Rsa>>),
    PS256(Box<Private<Rsa>>),
    ES256(Private<Es256>),
    EdDSA(Private<Ed25519>),
}

impl NativeKey {
    /// A new key on P-256.
    pub fn new_es256() -> Result<Self, SigningError> {
        let mut secret = [0; 32];
        OsRng.fill_bytes(&mut secret);
        SigningKey::<Es256>::from_slice(&secret).map(Self::ES256).map_err(fault)
    }

    /// A new key on Curve25519.
    pub fn new_eddsa() -> Self {
        Self::EdDSA(Ed25519::generate(&mut OsRng).0)
    }

    /// What it signs with.
    pub fn algorithm(&self) -> SigningAlgorithm {
        match self {
            Self::RS256(_) => SigningAlgorithm::RS256,
            Self::PS256(_) => SigningAlgorithm::PS256,
            Self::ES256(_) => SigningAlgorithm::ES256,
            Self::EdDSA(_) => SigningAlgorithm::EdDSA,
        }
    }

    /// The raw JWS signature (RFC 7518 §3).
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::RS256(key) => Rsa::rs256().sign(key, message).as_bytes().into_owned(),
            Self::PS256(key) => Rsa::ps256().sign(key, message).as_bytes().into_owned(),
            Self::ES256(key) => Es256.sign(key, message).as_bytes().into_owned(),
            Self::EdDSA(key) => Ed25519.sign(key, message).as_bytes().into_owned(),
        }
    }

    /// Itself as JSON.
    pub fn private_jwk(&self) -> Result<Vec<u8>, SigningError> {
        serde_json::to_vec(&match self {
            Self::RS256(key) | Self::PS256(key) => JsonWebKey::from(&**key),
            Self::ES256(key) => JsonWebKey::from(key),
            Self::EdDSA(key) => JsonWebKey::from(key),
        })
        .map_err(fault)
    }

    /// The public half: the JWK's fields that [`PublicJwk`] has.
    pub fn public(&self) -> Result<PublicJwk, SigningError> {
        serde_json::from_slice(&self.private_jwk()?).map_err(fault)
    }

    /// What [`Self::private_jwk`] wrote.
    pub fn from_private_jwk(algorithm: SigningAlgorithm, jwk: &[u8]) -> Result<Self, SigningError> {
        let jwk: JsonWebKey<'_> = serde_json::from_slice(jwk).map_err(fault)?;
        match algorithm {
            SigningAlgorithm::RS256 => (&jwk).try_into().map(Box::new).map(Self::RS256),
            SigningAlgorithm::PS256 => (&jwk).try_into().map(Box::new).map(Self::PS256),
            SigningAlgorithm::ES256 => (&jwk).try_into().map(Self::ES256),
            SigningAlgorithm::EdDSA => (&jwk).try_into().map(Self::EdDSA),
        }
        .map_err(fault)
    }
}

/// Whether `signature` over `message` is by `public`.
pub fn verify(
    algorithm: SigningAlgorithm,
    public: &PublicJwk,
    message: &[u8],
    signature: &[u8],
) -> Result<bool, SigningError> {
    match algorithm {
        SigningAlgorithm::RS256 => verify_by(&Rsa::rs256(), public, message, signature),
        SigningAlgorithm::PS256 => verify_by(&Rsa::ps256(), public, message, signature),
        SigningAlgorithm::ES256 => verify_by(&Es256, public, message, signature),
        SigningAlgorithm::EdDSA => verify_by(&Ed25519, public, message, signature),
    }
}

fn verify_by<A>(
    algorithm: &A,
    public: &PublicJwk,
    message: &[u8],
    signature: &[u8],
) -> Result<bool, SigningError>
where
    A: Algorithm,
    A::VerifyingKey: for<'a> TryFrom<&'a JsonWebKey<'a>, Error: ToString>,
{
    let jwk = serde_json::to_string(public).map_err(fault)?;
    let jwk: JsonWebKey<'_> = serde_json::from_str(&jwk).map_err(fault)?;
    let key = A::VerifyingKey::try_from(&jwk).map_err(fault)?;
    // Of another length it can't be one, and Ed25519's reader panics at it.
    if A::Signature::LENGTH.is_some_and(|length| length.get() != signature.len()) {
        return Ok(false);
    }
    Ok(A::Signature::try_from_slice(signature)
        .is_ok_and(|signature| algorithm.verify_signature(&signature, &key, message)))
}
