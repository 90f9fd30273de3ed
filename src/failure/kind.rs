//! The errors that a person may be told of: one line a kind.

use crate::flow::Refusal;

/// A kind, its status, its code, and the keys of its heading and its sentence in `assets/locales`.
macro_rules! kinds {
    ($($(#[$doc:meta])+ $kind:ident $status:literal $code:literal $title:literal $sentence:literal)+) => {
        /// What went wrong, as the person is told.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind {
            $($(#[$doc])+ $kind,)+
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The code, stable, as it is shown and logged.
            pub fn code(self) -> &'static str {
                match self { $(Self::$kind => $code),+ }
            }

            /// The HTTP status code.
            pub fn status(self) -> u16 {
                match self { $(Self::$kind => $status),+ }
            }

            /// The key of its heading.
            pub fn title(self) -> &'static str {
                match self { $(Self::$kind => $title),+ }
            }

            /// The key of the sentence that says what it means and what helps.
            pub fn sentence(self) -> &'static str {
                match self { $(Self::$kind => $sentence),+ }
            }
        }
    };
}

kinds! {
    /// No application has that `client_id`.
    UnknownApplication 400 "unknown_application" "problem.unknownApplication.title" "problem.unknownApplication.sentence"
    /// Nothing can be made of the document that the `client_id` is the address of.
    ClientDocument 400 "client_id_metadata_refused" "problem.clientDocument.title" "problem.clientDocument.sentence"
    /// The redirect URI is not registered.
    RedirectUri 400 "redirect_uri_not_registered" "problem.redirectUri.title" "problem.redirectUri.sentence"
    /// The request can't be understood.
    BadRequest 400 "bad_request" "problem.badRequest.title" "problem.badRequest.sentence"
    /// The transaction ran out, or its cookie is gone.
    Gone 400 "transaction_gone" "problem.gone.title" "problem.gone.sentence"
    /// The transaction has been finished.
    Finished 400 "transaction_finished" "problem.finished.title" "problem.finished.sentence"
    /// The browser refuses cookies.
    Cookies 400 "cookies_refused" "problem.cookies.title" "problem.cookies.sentence"
    /// The request came from another site, or without its token.
    Forbidden 403 "forbidden" "problem.forbidden.title" "problem.forbidden.sentence"
    /// The page is for administrators.
    AdministratorsOnly 403 "administrators_only" "problem.administratorsOnly.title" "problem.administratorsOnly.sentence"
    /// There is no such page.
    NotFound 404 "not_found" "problem.notFound.title" "problem.notFound.sentence"
    /// The page does not answer that method.
    Method 405 "method_not_allowed" "problem.method.title" "problem.method.sentence"
    /// The request is too large.
    TooLarge 413 "too_large" "problem.tooLarge.title" "problem.tooLarge.sentence"
    /// The account has no access to the application, and can't get it here.
    NoAccess 403 "access_denied" "problem.noAccess.title" "problem.noAccess.sentence"
    /// Application or user flow is switched off.
    Disabled 403 "disabled" "problem.disabled.title" "problem.disabled.sentence"
    /// The account is switched off.
    AccountDisabled 403 "account_disabled" "problem.accountDisabled.title" "problem.accountDisabled.sentence"
    /// The account signs in in a way that the flow does not offer.
    NoWayIn 403 "no_way_in" "problem.noWayIn.title" "problem.noWayIn.sentence"
    /// Addresses of the person's domain may not sign up.
    EmailDomain 403 "email_domain_refused" "problem.emailDomain.title" "problem.emailDomain.sentence"
    /// A fault of ours.
    Server 500 "server_error" "problem.server.title" "problem.server.sentence"
    /// Something that we need does not answer.
    Unavailable 503 "temporarily_unavailable" "problem.unavailable.title" "problem.unavailable.sentence"
    /// The deployment has no valid configuration.
    NotConfigured 503 "not_configured" "problem.notConfigured.title" "problem.notConfigured.sentence"
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
