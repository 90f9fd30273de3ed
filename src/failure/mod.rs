//! Who must be told of a failure: the client application, the application through its callback, the
//! person, or us. A failure has three texts: the reason, which is logged; the code, which goes on the wire;
//! and the sentence, which the person reads in their own language.

mod kind;
mod person;

pub use self::kind::Kind;
pub use self::person::{PersonFailure, Retry};

use crate::config::Fault;
use crate::ports::{BatchError, KvError, MailError, SigningError};
use crate::protocol::{Callback, ErrorCode, OAuthError};

/// Why a request is not answered as it was asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The client application, as JSON (RFC 6749 §5.2).
    Client {
        /// What it is told.
        error: OAuthError,
        /// The status code.
        status: u16,
        /// What `WWW-Authenticate` says.
        challenge: Option<Challenge>,
    },
    /// The application, through the browser.
    Callback {
        /// Where it is told.
        callback: Box<Callback>,
        /// What.
        error: OAuthError,
    },
    /// The person, on a page.
    Person(Box<PersonFailure>),
    /// Us: the one who asked only learns that it was not their fault.
    Us(Ours),
}

/// What failed on our side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ours {
    /// What happened, for the log; it may work again soon.
    ForNow(String),
    /// What happened, for the log.
    Lasting(String),
    /// A row holds what this version does not know, in this column (`table.column`).
    Unreadable(&'static str),
}

/// How a client is told to authenticate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Challenge {
    /// With its secret (RFC 7617).
    Basic,
    /// With an access token; without one no error is named (RFC 6750 §3.1).
    Bearer,
    /// The same, bound to a key or not (RFC 9449 §7.2).
    BearerOrDpop,
    /// With another access token: the challenge says what was wrong with this one.
    BearerWithError,
    /// With an access token and proof of its key, by one of these algorithms (RFC 9449 §7.1).
    Dpop,
}

impl Failure {
    /// A page of this kind.
    pub fn person(kind: Kind) -> Self {
        Self::Person(Box::new(PersonFailure::new(kind)))
    }

    /// An error for the application, through the browser.
    pub fn callback(callback: &Callback, error: OAuthError) -> Self {
        Self::Callback { callback: Box::new(callback.clone()), error }
    }

    /// With a sentence of the flow's own.
    #[must_use]
    pub fn saying(mut self, sentence: String) -> Self {
        if let Self::Person(person) = &mut self {
            person.sentence = Some(sentence);
        }
        self
    }

    /// With a word for the log.
    #[must_use]
    pub fn because(mut self, reason: &'static str) -> Self {
        if let Self::Person(person) = &mut self {
            person.reason = reason;
        }
        self
    }

    /// With something that a developer wants to know.
    #[must_use]
    pub fn detail(mut self, name: &str, value: impl Into<String>) -> Self {
        if let Self::Person(person) = &mut self {
            person.details.push((name.to_owned(), value.into()));
        }
        self
    }

    /// With what came, what is registered, and what to change.
    #[must_use]
    pub fn explain(self, received: &str, registered: &str, change: &str) -> Self {
        let received: String = received.chars().take(300).collect();
        self.detail("received", received)
            .detail("registered", registered)
            .detail("to change", change)
    }

    /// With the faults of documents.
    #[must_use]
    pub fn faults(mut self, faults: &[Fault]) -> Self {
        for fault in faults {
            self = self.detail(&format!("{} {}", fault.document, fault.pointer), &fault.sentence);
        }
        self
    }

    /// With a way into the application that is another than its own address.
    #[must_use]
    pub fn home(mut self, href: &str) -> Self {
        if let Self::Person(person) = &mut self {
            person.home = Some(href.to_owned());
        }
        self
    }

    /// With a place to try again.
    #[must_use]
    pub fn retry(mut self, href: &str) -> Self {
        if let Self::Person(person) = &mut self {
            person.retry = Some(Retry::Link(href.to_owned()));
        }
        self
    }

    /// Whether it is a page of this kind.
    pub fn is(&self, kind: Kind) -> bool {
        matches!(self, Self::Person(person) if person.kind == kind)
    }

    /// What the client application is told: 400, or 401 for `invalid_client`.
    pub fn client(error: OAuthError) -> Self {
        let status = if error.cause.code() == ErrorCode::InvalidClient { 401 } else { 400 };
        Self::Client { error, status, challenge: None }
    }
}

impl From<BatchError> for Failure {
    fn from(error: BatchError) -> Self {
        match error {
            BatchError::Rejected(reason) => Self::Us(Ours::Lasting(reason)),
            BatchError::Unavailable(reason) => Self::Us(Ours::ForNow(reason)),
            BatchError::Unreadable(column) => Self::Us(Ours::Unreadable(column)),
            BatchError::Used(cause) => {
                let description = "it was used before, and each is good for one request";
                Self::client(OAuthError::new(cause, description))
            }
        }
    }
}

impl From<KvError> for Failure {
    fn from(error: KvError) -> Self {
        Self::Us(Ours::ForNow(error.0))
    }
}

impl From<SigningError> for Failure {
    fn from(error: SigningError) -> Self {
        Self::Us(Ours::Lasting(error.0))
    }
}

impl From<MailError> for Failure {
    fn from(error: MailError) -> Self {
        Self::Us(Ours::ForNow(error.0))
    }
}
