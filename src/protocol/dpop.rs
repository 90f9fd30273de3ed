//! DPoP proofs (RFC 9449 §4.3): who sends a request has the private key that its tokens are bound to. A proof is for one
//! request: its method, its address, its time, and the access token that it goes with.

use super::client_assertion::OneUse;
use super::key_set::ClientKey;
use super::{Cause, OAuthError, PublicJwk, SigningAlgorithm, jws::Jws, lifetime};
use crate::encode::hash;
use serde_json::Value;
use url::Url;

/// The request that a proof must be for.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Its method.
    pub method: &'a str,
    /// Its address, by the issuer.
    pub url: &'a str,
    /// The access token that it presents.
    pub access_token: Option<&'a str>,
}

/// A proof, and the key that it says it is signed with.
#[derive(Debug)]
pub struct Proof<'a> {
    /// The JWT.
    pub jws: Jws<'a>,
    /// Its algorithm.
    pub algorithm: SigningAlgorithm,
    /// Its key.
    pub key: PublicJwk,
}

/// The algorithms by every name, as discovery lists them. FAPI 2.0 §5.4.1 leaves RS256 out.
pub fn algorithms() -> Vec<&'static str> {
    let names = SigningAlgorithm::ALL.map(SigningAlgorithm::name);
    names.into_iter().filter(|name| *name != "RS256").chain(["Ed25519"]).collect()
}

impl<'a> Proof<'a> {
    /// Reads the only header `DPoP`.
    ///
    /// # Errors
    /// `invalid_dpop_proof`.
    pub fn read(proof: &'a str) -> Result<Self, OAuthError> {
        let malformed = |what: &str| refused(Cause::DpopMalformed, what);
        let jws = Jws::read(proof).ok_or_else(|| malformed("is not one signed JWT"))?;
        if !jws.is_typed(&["dpop+jwt"]) {
            return Err(malformed("typ must be dpop+jwt"));
        }
        let allowed = algorithms();
        let named = jws.header("alg").filter(|name| allowed.contains(name));
        let algorithm = named
            .and_then(SigningAlgorithm::of_others)
            .ok_or_else(|| malformed(&format!("alg may be: {}", allowed.join(", "))))?;
        let key = match jws.header.get("jwk") {
            Some(Value::Object(jwk)) => ClientKey::read(jwk),
            _ => Err("is required"),
        };
        let key = key.map_err(|what| malformed(&format!("jwk {what}")))?;
        let key = key.map(|key| key.public).filter(|key| key.fits(algorithm));
        let key = key.ok_or_else(|| malformed("jwk is not a public key for alg"))?;
        Ok(Self { jws, algorithm, key })
    }

    /// Checks all but the signature.
    ///
    /// # Errors
    /// `invalid_dpop_proof`.
    pub fn check(&self, request: Request<'_>, now: i64) -> Result<OneUse, OAuthError> {
        let claims = |what: &str| Err(refused(Cause::DpopClaims, what));
        if self.jws.text("htm") != Some(request.method) {
            return claims("htm must be the request's method");
        }
        if !self.jws.text("htu").is_some_and(|url| is_same(url, request.url)) {
            return claims(&format!("htu must be {}", request.url));
        }
        let token_hash = request.access_token.map(hash::sha256);
        if token_hash.is_some() && self.jws.text("ath") != token_hash.as_deref() {
            return claims("ath must be the SHA-256 of the access token, in base64url");
        }
        let jti = self.jws.text("jti").unwrap_or_default();
        let (Some(issued_at), false) = (self.jws.moment("iat"), jti.is_empty()) else {
            return claims("iat and jti are required");
        };
        let expires_at = issued_at.saturating_add(lifetime::DPOP_PROOF);
        if !self.jws.is_timely(now) || expires_at < now {
            let description = format!(
                "iat must be within {} s of now, and not ahead by more than {} s; it is {now} here",
                lifetime::DPOP_PROOF,
                lifetime::CLOCK_SKEW
            );
            return Err(refused(Cause::DpopTime, &description));
        }
        Ok(OneUse { id: hash::sha256(&format!("{}\n{jti}", self.key.thumbprint())), expires_at })
    }
}

/// Whether two addresses are the same but for query and fragment, as RFC 3986 §6.2.2 and §6.2.3 normalise them.
fn is_same(sent: &str, own: &str) -> bool {
    let read = |url: &str| {
        let mut url = Url::parse(url).ok()?;
        url.set_query(None);
        url.set_fragment(None);
        Some(url)
    };
    read(sent).is_some_and(|sent| read(own) == Some(sent))
}

/// A refusal that says what is wrong with the proof.
pub fn refused(cause: Cause, what: &str) -> OAuthError {
    OAuthError::new(cause, format!("DPoP: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_normalised_and_without_query() {
        let own = "https://login.example/token";
        for same in [
            own,
            "https://LOGIN.example/token",
            "HTTPS://login.example:443/token",
            "https://login.example/token?a=1#b",
            "https://login.example/x/../token",
        ] {
            assert!(is_same(same, own), "{same}");
        }
        for other in [
            "",
            "/token",
            "http://login.example/token",
            "https://login.example:8443/token",
            "https://login.example/token/",
            "https://login.example/userinfo",
            "https://a@login.example/token",
            "https://login.example.evil.example/token",
        ] {
            assert!(!is_same(other, own), "{other}");
        }
    }
}
