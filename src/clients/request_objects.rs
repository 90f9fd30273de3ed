//! What stands at a registered `request_uri` (OpenID Connect Core §6.2). Anybody can send one, so what stood there is kept for
//! a minute, by the whole of what was sent: a new fragment says that it is another (§6.2.3).

use crate::http::NamedBy;
use crate::ports::Platform;
use crate::protocol::{AuthorizationRequest, Cause, OAuthError};
use crate::request::fetched;
use crate::request::site::Site;
use std::rc::Rc;

/// The object at `uri`, which is not sent its fragment.
///
/// # Errors
/// `invalid_request_uri`, and why.
pub async fn at<P: Platform>(
    site: &Site<'_, P>,
    uri: &str,
    named_by: NamedBy,
) -> Result<Rc<str>, OAuthError> {
    let memory = &site.isolate.request_objects;
    if let Some(object) = memory.known(uri, site.now) {
        return Ok(object);
    }
    let url = without_fragment(uri);
    let accept = "application/oauth-authz-req+jwt, application/jwt";
    let told = match fetched::look(site, (url, named_by), accept, site.network()).await {
        Ok(answer) if answer.body.len() > AuthorizationRequest::LONGEST => {
            format!("it has more than {} bytes", AuthorizationRequest::LONGEST)
        }
        Ok(answer) => match String::from_utf8(answer.body) {
            Ok(object) => {
                let object = Rc::from(object.trim_ascii());
                memory.remember(uri, &object, site.now);
                return Ok(object);
            }
            Err(_) => "its answer is no text".to_owned(),
        },
        Err(nothing) => {
            if nothing.throttled.is_none() {
                site.log_failure(&format!("request_uri {url}: {}", nothing.reason), true);
            }
            nothing.told
        }
    };
    let description = format!("request_uri can't be read: {told}");
    Err(OAuthError::new(Cause::RequestUriUnreadable, description))
}

/// `uri` as it is asked, and compared with those that are registered.
pub fn without_fragment(uri: &str) -> &str {
    uri.split('#').next().unwrap_or_default()
}
