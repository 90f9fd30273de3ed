//! Mail, as text and as HTML. Nothing a person typed is in it, and no link acts.

pub mod code;
pub mod password_changed;
pub mod wrong_passwords;

mod frame;

/// A mail, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The subject line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Whether an address opens in a browser, so that a mail may show it.
fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}
