//! The errors that a person may be told of, each with its heading and sentence.

use super::Words;
use crate::flow::Refusal;

/// What went wrong, as the person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// No application has that `client_id`.
    UnknownApplication,
    /// Nothing can be made of the document that the `client_id` is the address of.
    ClientDocument,
    /// The redirect URI is not registered.
    RedirectUri,
    /// The request can't be understood.
    BadRequest,
    /// The transaction ran out, or its cookie is gone.
    Gone,
    /// The transaction has been finished.
    Finished,
    /// The browser refuses cookies.
    Cookies,
    /// The request came from another site, or without its token.
    Forbidden,
    /// The page is for administrators.
    AdministratorsOnly,
    /// There is no such page.
    NotFound,
    /// The page does not answer that method.
    Method,
    /// The request is too large.
    TooLarge,
    /// The account has no access to the application, and can't get it here.
    NoAccess,
    /// Application or user flow is switched off.
    Disabled,
    /// The account is switched off.
    AccountDisabled,
    /// The account signs in in a way that the flow does not offer.
    NoWayIn,
    /// Addresses of the person's domain may not sign up.
    EmailDomain,
    /// A fault of ours.
    Server,
    /// Something that we need does not answer.
    Unavailable,
    /// The deployment has no valid configuration.
    NotConfigured,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 20] = [
        Self::UnknownApplication,
        Self::ClientDocument,
        Self::RedirectUri,
        Self::BadRequest,
        Self::Gone,
        Self::Finished,
        Self::Cookies,
        Self::Forbidden,
        Self::AdministratorsOnly,
        Self::NotFound,
        Self::Method,
        Self::TooLarge,
        Self::NoAccess,
        Self::Disabled,
        Self::AccountDisabled,
        Self::NoWayIn,
        Self::EmailDomain,
        Self::Server,
        Self::Unavailable,
        Self::NotConfigured,
    ];

    /// The code, stable, as it is shown and logged.
    pub fn code(self) -> &'static str {
        self.status_and_code().1
    }

    /// The HTTP status code.
    pub fn status(self) -> u16 {
        self.status_and_code().0
    }

    /// The heading.
    pub fn title(self, words: &Words) -> String {
        words.text(self.keys().0).to_owned()
    }

    /// What it means and what helps.
    pub fn sentence(self, words: &Words) -> String {
        words.text(self.keys().1).to_owned()
    }

    fn status_and_code(self) -> (u16, &'static str) {
        match self {
            Self::UnknownApplication => (400, "unknown_application"),
            Self::ClientDocument => (400, "client_id_metadata_refused"),
            Self::RedirectUri => (400, "redirect_uri_not_registered"),
            Self::BadRequest => (400, "bad_request"),
            Self::Gone => (400, "transaction_gone"),
            Self::Finished => (400, "transaction_finished"),
            Self::Cookies => (400, "cookies_refused"),
            Self::Forbidden => (403, "forbidden"),
            Self::AdministratorsOnly => (403, "administrators_only"),
            Self::NotFound => (404, "not_found"),
            Self::Method => (405, "method_not_allowed"),
            Self::TooLarge => (413, "too_large"),
            Self::NoAccess => (403, "access_denied"),
            Self::Disabled => (403, "disabled"),
            Self::AccountDisabled => (403, "account_disabled"),
            Self::NoWayIn => (403, "no_way_in"),
            Self::EmailDomain => (403, "email_domain_refused"),
            Self::Server => (500, "server_error"),
            Self::Unavailable => (503, "temporarily_unavailable"),
            Self::NotConfigured => (503, "not_configured"),
        }
    }

    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::UnknownApplication => {
                ("problem.unknownApplication.title", "problem.unknownApplication.sentence")
            }
            Self::ClientDocument => {
                ("problem.clientDocument.title", "problem.clientDocument.sentence")
            }
            Self::RedirectUri => ("problem.redirectUri.title", "problem.redirectUri.sentence"),
            Self::BadRequest => ("problem.badRequest.title", "problem.badRequest.sentence"),
            Self::Gone => ("problem.gone.title", "problem.gone.sentence"),
            Self::Finished => ("problem.finished.title", "problem.finished.sentence"),
            Self::Cookies => ("problem.cookies.title", "problem.cookies.sentence"),
            Self::Forbidden => ("problem.forbidden.title", "problem.forbidden.sentence"),
            Self::AdministratorsOnly => {
                ("problem.administratorsOnly.title", "problem.administratorsOnly.sentence")
            }
            Self::NotFound => ("problem.notFound.title", "problem.notFound.sentence"),
            Self::Method => ("problem.method.title", "problem.method.sentence"),
            Self::TooLarge => ("problem.tooLarge.title", "problem.tooLarge.sentence"),
            Self::NoAccess => ("problem.noAccess.title", "problem.noAccess.sentence"),
            Self::Disabled => ("problem.disabled.title", "problem.disabled.sentence"),
            Self::AccountDisabled => {
                ("problem.accountDisabled.title", "problem.accountDisabled.sentence")
            }
            Self::NoWayIn => ("problem.noWayIn.title", "problem.noWayIn.sentence"),
            Self::EmailDomain => ("problem.emailDomain.title", "problem.emailDomain.sentence"),
            Self::Server => ("problem.server.title", "problem.server.sentence"),
            Self::Unavailable => ("problem.unavailable.title", "problem.unavailable.sentence"),
            Self::NotConfigured => {
                ("problem.notConfigured.title", "problem.notConfigured.sentence")
            }
        }
    }
}

impl From<Refusal> for Kind {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::SignUpClosed => Self::NoAccess,
            Refusal::AccountDisabled => Self::AccountDisabled,
            Refusal::NoWayIn => Self::NoWayIn,
            Refusal::EmailDomain => Self::EmailDomain,
        }
    }
}
