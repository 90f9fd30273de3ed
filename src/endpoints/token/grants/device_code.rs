//! The device code grant (RFC 8628 §3.4): a device asks until its person is through, and gets one set of tokens.

use super::authorization_code::{Code, take};
use crate::clients::authenticate::required;
use crate::encode::hash;
use crate::endpoints::token::issue::OfPerson;
use crate::endpoints::token::request::TokenRequest;
use crate::failure::Failure;
use crate::ports::Platform;
use crate::route::Route;

/// Redeems `device_code`.
///
/// # Errors
/// `authorization_pending` and `slow_down` until the person is through; then why there are no tokens, if there are none.
pub async fn redeem<P: Platform>(request: &TokenRequest<'_, P>) -> Result<OfPerson, Failure> {
    let hash = hash::sha256(required(request.form, "device_code")?);
    let code = Code {
        hash: &hash,
        redirect_uri: &Route::DeviceCallback.url(request.site.issuer()),
        challenge: Some(&hash),
        of_device: true,
    };
    take(request, &code).await
}
