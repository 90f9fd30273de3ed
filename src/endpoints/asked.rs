//! What an application asks for, wherever it says so: in the query, or in a request that it pushed. Then what else
//! stands in the query counts for nothing (RFC 9126 §4, RFC 9101 §6.3).

use super::site::Site;
use crate::documents::Registered;
use crate::failure::Failure;
use crate::http::Form;
use crate::pages::problem::Kind;
use crate::ports::Platform;
use crate::protocol::{Callback, OAuthError, Pushed, pushed};
use crate::store::pushed_requests;

/// The parameters that count.
pub struct Asked {
    /// All of them.
    pub parameters: Form,
    /// The pushed request that they are of.
    pub pushed: Option<Pushed>,
}

/// Finds them.
///
/// # Errors
/// The callback, where the query itself names a registered one; otherwise a page.
pub async fn find<P: Platform>(
    site: &Site<'_, P>,
    registered: &Registered,
    query: Form,
) -> Result<Asked, Failure> {
    let Some(id) = pushed::id(query.first("request_uri")) else {
        return Ok(Asked { parameters: query, pushed: None });
    };
    let client_id = &registered.application.client_id;
    match pushed_requests::open(site.platform, &id, client_id, site.now).await? {
        Ok(parameters) => Ok(Asked {
            parameters: Form::parse(parameters.as_bytes()),
            pushed: Some(Pushed { id, opening: site.random::<16>() }),
        }),
        Err(cause) => {
            let description = "request_uri is not that of a request to go on with; push it again";
            Err(refuse(site, registered, &query, OAuthError::new(cause, description)))
        }
    }
}

fn refuse<P: Platform>(
    site: &Site<'_, P>,
    registered: &Registered,
    query: &Form,
    error: OAuthError,
) -> Failure {
    match Callback::check(&registered.application, query, site.issuer()) {
        Ok((callback, _)) => Failure::callback(&callback, error),
        Err(_) => Failure::person(Kind::BadRequest).because(error.cause.name()).explain(
            &format!("request_uri={}", query.first("request_uri")),
            "a pushed request goes on for 90 seconds, until a code is written for it",
            &error.description(site.correlation),
        ),
    }
}
