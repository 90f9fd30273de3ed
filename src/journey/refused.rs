//! The person can't go on, whatever they do: a page, and `access_denied` for the application.

use super::walk::Walk;
use crate::failure::{Failure, Kind};
use crate::flow::{Refusal, Step};
use crate::pages::sentences;
use crate::ports::Platform;
use crate::protocol::{Callback, Cause, OAuthError};

/// The page; its way on tells the application.
pub fn page<P: Platform>(walk: &Walk<'_, P>, refusal: Refusal) -> Failure {
    let reason = cause(refusal).name();
    walk.log("refused", "refused", reason);
    let kind = Kind::from(refusal);
    let failure = Failure::person(kind).because(reason);
    let failure = match refusal {
        Refusal::EmailDomain => {
            let words = &walk.view.words;
            let domains = &walk.flow.email_domains;
            failure.saying(sentences::email_domain(
                words,
                domains,
                words.text(kind.sentence()).to_owned(),
            ))
        }
        _ => failure,
    };
    failure.home(&format!("{}&for={reason}", walk.link(Step::Deny)))
}

/// Tells the application; `reason` is what the page said.
pub fn tell_application<P: Platform>(walk: &Walk<'_, P>, reason: &str) -> Failure {
    let told = [Refusal::AccountDisabled, Refusal::NoWayIn, Refusal::EmailDomain].map(cause);
    let cause =
        told.into_iter().find(|cause| cause.name() == reason).unwrap_or(Cause::SignUpClosed);
    let callback = Callback::of(&walk.transaction.request, walk.site.issuer());
    let description = "the person has no access and can't get it here";
    Failure::callback(&callback, OAuthError::new(cause, description))
}

/// What the application is told of a refusal.
pub fn cause(refusal: Refusal) -> Cause {
    match refusal {
        Refusal::SignUpClosed => Cause::SignUpClosed,
        Refusal::AccountDisabled => Cause::AccountDisabled,
        Refusal::NoWayIn => Cause::NoWayIn,
        Refusal::EmailDomain => Cause::EmailDomain,
    }
}
