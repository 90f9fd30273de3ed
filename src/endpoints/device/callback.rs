//! Where the user flow of a device comes back to: the code that was written for the person becomes the device's.

use super::{callback_uri, done, refuse};
use crate::encode::hash;
use crate::failure::Failure;
use crate::http::Response;
use crate::pages::device_done;
use crate::ports::Platform;
use crate::request::for_people;
use crate::request::site::Site;
use crate::request::view::View;
use crate::store::devices;

/// Answers GET.
///
/// # Errors
/// A page.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    let query = site.request.query_form();
    let (code, device) = (query.first("code"), query.first("state"));
    if code.is_empty() {
        devices::deny(site.platform, device, site.now).await?;
        let directory = for_people::directory(site).await?;
        let view = View::of_directory(site, &directory.value, None);
        let values = device_done::Done { approved: false };
        return Ok(view.page(200, device_done::page(&view.frame(None), &values)));
    }
    let (code, redirect_uri) = (hash::sha256(code), callback_uri(site));
    let request_id = site.correlation;
    match devices::approve(site.platform, &code, device, &redirect_uri, request_id, site.now)
        .await?
    {
        Some(client_id) => done(site, &client_id, true).await,
        None => refuse(site, "").await,
    }
}
