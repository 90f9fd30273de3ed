//! The person can't go on, whatever they do: a page, and `access_denied` for the application.

use crate::endpoints::respond;
use crate::endpoints::walk::Walk;
use crate::failure::Failure;
use crate::flow::Refusal;
use crate::http::Response;
use crate::pages::problem::Kind;
use crate::ports::Platform;
use crate::protocol::{Callback, ErrorCode, OAuthError};

/// The page; its way on tells the application.
pub fn page<P: Platform>(walk: &Walk<'_, P>, refusal: Refusal) -> Failure {
    let reason = match refusal {
        Refusal::SignUpClosed => "sign-up-closed",
        Refusal::AccountDisabled => "account-disabled",
        Refusal::NoWayIn => "no-way-in",
    };
    walk.log("refused", "refused", reason);
    let name = walk.view.application.as_deref().unwrap_or_default();
    Failure::person(Kind::from(refusal)).home(name, &walk.link("deny")).detail("reason", reason)
}

/// Tells the application.
pub fn tell_application<P: Platform>(walk: &Walk<'_, P>) -> Response {
    let callback = Callback::of(&walk.transaction.request, walk.site.issuer());
    let description = "the person has no access and can't get it here";
    let error = OAuthError::new(ErrorCode::AccessDenied, description);
    respond::callback(walk.site, &walk.view, &callback, &callback.error(&error))
}
