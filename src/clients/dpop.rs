//! Proof of possession (RFC 9449): the key that a request shows it has.

use crate::ports::Platform;
use crate::protocol::client_assertion::OneUse;
use crate::protocol::dpop::{Proof, Request, refused};
use crate::protocol::{Cause, OAuthError};
use crate::request::site::Site;

/// A key that the sender of a request has.
pub struct Possession {
    /// The key's thumbprint.
    pub jkt: String,
    /// The proof's one use.
    pub once: OneUse,
}

/// What the request's `DPoP` header proves, if it has one; `access_token` is the one that it presents.
///
/// # Errors
/// `invalid_dpop_proof`.
pub async fn proven<P: Platform>(
    site: &Site<'_, P>,
    access_token: Option<&str>,
) -> Result<Option<Possession>, OAuthError> {
    let mut headers = site.request.headers.all("dpop");
    let Some(header) = headers.next() else { return Ok(None) };
    if headers.next().is_some() {
        return Err(refused(Cause::DpopMalformed, "two were sent; one is allowed"));
    }
    let proof = Proof::read(header)?;
    let url = format!("{}{}", site.issuer(), site.request.path);
    let request = Request { method: site.request.method.name(), url: &url, access_token };
    let once = proof.check(request, site.now)?;
    let (message, signature) = (proof.jws.message.as_bytes(), &proof.jws.signature);
    let verified = site.platform.verify(proof.algorithm, &proof.key, message, signature).await;
    if verified != Ok(true) {
        return Err(refused(Cause::DpopSignature, "jwk did not make its signature"));
    }
    Ok(Some(Possession { jkt: proof.key.thumbprint(), once }))
}
