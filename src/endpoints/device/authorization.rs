//! The device authorization endpoint (RFC 8628 §3.1): a device that can't show our pages gets a code for itself, and one that
//! its person types in a browser elsewhere. Whatever `/authorize` would refuse is refused here.

use super::hmacs;
use crate::clients::authenticate::{self, Client};
use crate::clients::authorization_request::{Entrance, read};
use crate::encode::hash;
use crate::failure::Failure;
use crate::http::{Form, Response};
use crate::ports::Platform;
use crate::protocol::{Cause, OAuthError, lifetime, user_code};
use crate::request::site::Site;
use crate::route::Route;
use crate::store::devices::{self, Asking};
use serde_json::json;

/// The parameters of an authorization request that a device may send.
const TAKEN: [&str; 9] = [
    "scope",
    "resource",
    "claims",
    "acr_values",
    "user_flow",
    "prompt",
    "max_age",
    "login_hint",
    "ui_locales",
];

/// Answers POST.
///
/// # Errors
/// RFC 8628 §3.1, RFC 6749 §5.2.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    authenticate::answer(site, async |client| authorize(site, client).await).await
}

async fn authorize<P: Platform>(site: &Site<'_, P>, client: &Client) -> Result<Response, Failure> {
    let application = &client.loaded.value.application;
    let device_code = site.random::<32>();
    let hash = hash::sha256(&device_code);
    let request = request(&client.form, &hash);
    let read = read(site, application, request, Entrance::Device).await;
    let asked = read.map_err(|refused| refused.for_program(application))?;
    let code = user_code::of_random(&site.platform.random_bytes::<64>()).unwrap_or_default();
    let user_codes = hmacs(site, &code);
    let network = site.network();
    let asking = Asking {
        hash: &hash,
        user_code: user_codes.first().map_or("", String::as_str),
        client_id: client.id(),
        secret: client.secret.as_deref(),
        request: &asked.parameters.encode(),
        sender: client.sender(network.as_deref()),
        now: site.now,
    };
    let kept = devices::keep(&client.database(site), &asking).await?;
    if !kept.map_err(authenticate::throttled)? {
        let error = OAuthError::new(Cause::ClientDisabled, "the application is switched off");
        return Err(Failure::client(error));
    }
    let (shown, page) = (user_code::grouped(&code), Route::Device.url(site.issuer()));
    let told = json!({
        "device_code": device_code,
        "user_code": shown,
        "verification_uri": page,
        "verification_uri_complete": format!("{page}?user_code={shown}"),
        "expires_in": lifetime::DEVICE_CODE,
        "interval": lifetime::DEVICE_PAUSE,
    });
    Ok(Response::json(200, &told))
}

/// The request that the person's browser will make. The device code answers its challenge, as a verifier does, and its hash
/// says which device it is for.
fn request(sent: &Form, hash: &str) -> Form {
    let mut all = sent.clone();
    all.0.retain(|(name, _)| TAKEN.contains(&name.as_str()));
    let ours = [
        ("response_type", "code"),
        ("code_challenge", hash),
        ("code_challenge_method", "S256"),
        ("state", hash),
    ];
    all.0.extend(ours.map(|(name, value)| (name.to_owned(), value.to_owned())));
    all
}
