//! Mail, handed over for delivery.

use serde::{Deserialize, Serialize};

/// One message to one address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The tenant's sending address.
    pub from: String,
    /// The sender's name as people see it.
    pub from_name: String,
    /// The recipient's address: as SMTP writes it where it leaves, as typed in the outbox.
    pub to: String,
    /// The subject line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Mail as the development outbox lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentMail {
    /// The recipient's address.
    pub to: String,
    /// The subject line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// When it was handed over, in seconds since 1970.
    pub sent_at: i64,
}

/// The message was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailError(pub String);

/// Hands mail over: Cloudflare's `send_email` binding, or the outbox in development.
pub trait Mailer {
    /// Hands `mail` to the `EMAIL` binding; an error when none is bound or it refuses.
    async fn send_email(&self, mail: &Mail) -> Result<(), MailError>;

    /// Puts `mail` into the development outbox, in the background, 200 rows at most.
    fn put_in_outbox(&self, mail: &Mail);

    /// The development outbox, newest first; only what went to `to` if given.
    async fn outbox(&self, to: Option<&str>) -> Result<Vec<SentMail>, MailError>;
}
