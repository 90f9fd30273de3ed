//! JSON Web Tokens (RFC 7519): built and read with jwt-compact, signed and verified elsewhere, by a key
//! that this program never sees. The algorithm comes from the key's record and `typ` from the purpose,
//! never from a token (RFC 8725 §3.1, §3.11).

use super::{SigningAlgorithm, clock_skew};
use crate::encode::gather::Gather;
use crate::encode::{base64url, time};
use jwt_compact::{Algorithm, AlgorithmExt, AlgorithmSignature, Claims, Header, UntrustedToken};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// An algorithm whose signature is added afterwards.
struct Detached(SigningAlgorithm);

/// The place of the signature to come.
struct Later;

impl AlgorithmSignature for Later {
    fn try_from_slice(_: &[u8]) -> Result<Self, anyhow::Error> {
        Ok(Self)
    }

    fn as_bytes(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&[])
    }
}

impl Algorithm for Detached {
    type SigningKey = ();
    type VerifyingKey = ();
    type Signature = Later;

    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.0.name())
    }

    fn sign(&self, (): &(), _: &[u8]) -> Later {
        Later
    }

    fn verify_signature(&self, _: &Later, (): &(), _: &[u8]) -> bool {
        false
    }
}

/// What a token is for: its `typ`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenType {
    /// An ID token.
    Id,
    /// An access token (RFC 9068 §2.1).
    Access,
    /// A logout token (OpenID Connect Back-Channel Logout §2.4).
    Logout,
    /// A userinfo answer (OpenID Connect Core §5.3.2). It never ends, and so is no ID token.
    Userinfo,
}

impl TokenType {
    fn name(self) -> &'static str {
        match self {
            Self::Id | Self::Userinfo => "JWT",
            Self::Access => "at+jwt",
            Self::Logout => "logout+jwt",
        }
    }
}

/// A token without its signature: `header.claims`. None only if `claims` can't be written as JSON.
pub fn unsigned(
    algorithm: SigningAlgorithm,
    key_id: &str,
    token_type: TokenType,
    issued_at: i64,
    expires_at: Option<i64>,
    claims: Map<String, Value>,
) -> Option<String> {
    let header = Header::empty().with_key_id(key_id).with_token_type(token_type.name());
    let mut claims = Claims::new(claims);
    claims.issued_at = Some(time::moment(issued_at));
    claims.expiration = expires_at.map(time::moment);
    let token = Detached(algorithm).token(&header, &claims, &()).ok()?;
    token.strip_suffix('.').map(str::to_owned)
}

/// The whole token.
pub fn signed(unsigned: &str, signature: &[u8]) -> String {
    format!("{unsigned}.{}", base64url::encode(signature))
}

/// A token that was sent to us: nothing in it is true before its signature is.
#[derive(Debug, Clone, PartialEq)]
pub struct Received<'a> {
    /// What was signed.
    pub message: &'a str,
    /// The signature.
    pub signature: Vec<u8>,
    /// The key it names.
    pub key_id: String,
    algorithm: String,
    token_type: Option<String>,
    claims: Map<String, Value>,
    issued_at: Option<i64>,
    not_before: Option<i64>,
    expires_at: Option<i64>,
}

impl<'a> Received<'a> {
    /// Reads a compact JWT; none for anything else.
    pub fn read(token: &'a str) -> Option<Self> {
        let untrusted = UntrustedToken::new(token).ok()?;
        let claims = untrusted.deserialize_claims_unchecked::<Map<String, Value>>().ok()?;
        Some(Self {
            message: token.rsplit_once('.')?.0,
            signature: untrusted.signature_bytes().to_vec(),
            key_id: untrusted.header().key_id.clone()?,
            algorithm: untrusted.algorithm().to_owned(),
            token_type: untrusted.header().token_type.clone(),
            issued_at: claims.issued_at.map(|moment| moment.timestamp()),
            not_before: claims.not_before.map(|moment| moment.timestamp()),
            expires_at: claims.expiration.map(|moment| moment.timestamp()),
            claims: claims.custom,
        })
    }

    /// Whether it is of this type, by the algorithm of its key's record.
    pub fn is(&self, token_type: TokenType, algorithm: SigningAlgorithm) -> bool {
        self.token_type.as_deref() == Some(token_type.name())
            && self.algorithm == algorithm.name()
            && self.expires_at.is_some() == (token_type != TokenType::Userinfo)
    }

    /// When it is over; 0 if it never said.
    pub fn expires_at(&self) -> i64 {
        self.expires_at.unwrap_or(0)
    }

    /// Whether it is over, or never said when it would be.
    pub fn is_expired(&self, now: i64) -> bool {
        self.expires_at.is_none_or(|end| end <= now)
    }

    /// Whether it is from the future.
    pub fn is_early(&self, now: i64) -> bool {
        clock_skew::is_early(now, self.issued_at, self.not_before)
    }

    /// Those of `names` that it says, with `iat` and `exp`.
    pub fn told(&self, names: &[&str]) -> Map<String, Value> {
        let times = [("iat", self.issued_at), ("exp", self.expires_at)];
        let times = times.into_iter().filter_map(|(name, time)| Some((name, time?.into())));
        let claims = names.iter().filter_map(|name| Some((*name, self.claims.get(*name)?.clone())));
        times.chain(claims).map(|(name, value)| (name.to_owned(), value)).gather()
    }

    /// The thumbprint of the key that it is bound to (RFC 9449 §6.1).
    pub fn jkt(&self) -> Option<&str> {
        self.claims.get("cnf")?.get("jkt")?.as_str()
    }

    /// A claim that is text.
    pub fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim)?.as_str()
    }
}
