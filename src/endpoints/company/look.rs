//! The style sheet of a company's look.

use crate::failure::Failure;
use crate::http::Response;
use crate::ports::Platform;
use crate::request::for_people;
use crate::request::site::Site;

/// Answers GET for a style sheet: for good where its hash is the one asked for; an older page gets the newest, once.
///
/// # Errors
/// A page, when there is no such application.
pub async fn sheet<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    let query = site.request.query_form();
    let look = match query.first("client_id") {
        "" => for_people::directory(site).await?.value.look.clone(),
        client_id => {
            let loaded = for_people::application(site, client_id).await?;
            match loaded.value.look(Some(query.first("flow"))) {
                Some((_, look)) => look.clone(),
                None => loaded.value.directory.look.clone(),
            }
        }
    };
    let response = Response::css(&look.sheet);
    Ok(if query.first("v") == look.version {
        response.with_header("cache-control", "public, max-age=31536000, immutable")
    } else {
        response
    })
}
