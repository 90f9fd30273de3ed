//! `prompt` (OpenID Connect Core §3.1.2.1; Initiating User Registration via OpenID Connect §4 for `create`)
//! and `max_age`. An unknown or contradictory value is an error, not ignored.

use super::{Cause, OAuthError};
use crate::encode::ascii;
use serde::{Deserialize, Serialize};

/// What the application wants the person to be asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is one value of the parameter")]
pub struct Prompt {
    /// No page at all.
    pub none: bool,
    /// Sign in again.
    pub login: bool,
    /// Ask for consent again.
    pub consent: bool,
    /// Choose whom to go on as.
    pub select_account: bool,
    /// Open at sign-up.
    pub create: bool,
}

impl Prompt {
    /// Every value, as discovery lists them.
    pub const NAMES: [&'static str; 5] = ["none", "login", "consent", "select_account", "create"];

    /// Reads the parameter.
    ///
    /// # Errors
    /// `invalid_request` for an unknown value, or `none` with another.
    pub fn parse(text: Option<&str>) -> Result<Self, OAuthError> {
        let mut prompt = Self::default();
        for value in ascii::words(text.unwrap_or_default()) {
            match value {
                "none" => prompt.none = true,
                "login" => prompt.login = true,
                "consent" => prompt.consent = true,
                "select_account" => prompt.select_account = true,
                "create" => prompt.create = true,
                _ => {
                    let allowed = Self::NAMES.join(", ");
                    let description = format!("prompt may hold: {allowed}");
                    return Err(OAuthError::new(Cause::Prompt, description));
                }
            }
        }
        if prompt.none && prompt.asks_for_a_page() {
            let description = "prompt none can't be combined with another";
            return Err(OAuthError::new(Cause::PromptNone, description));
        }
        Ok(prompt)
    }

    /// Whether a page is wanted even from a person who is signed in.
    pub fn asks_for_a_page(self) -> bool {
        self.login || self.consent || self.select_account || self.create
    }
}

/// Reads `max_age`: whole seconds since the person last proved who they are.
///
/// # Errors
/// `invalid_request` when it is not a number.
pub fn max_age(text: Option<&str>) -> Result<Option<i64>, OAuthError> {
    text.map(|text| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits
            .then(|| text.parse().unwrap_or(i64::from(u32::MAX)).min(i64::from(u32::MAX)))
            .ok_or_else(|| OAuthError::new(Cause::MaxAge, "max_age must be a number of seconds"))
    })
    .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_and_contradictory_prompts_are_errors() {
        assert!(Prompt::parse(Some("login consent")).unwrap().login);
        assert!(Prompt::parse(Some("none")).unwrap().none);
        assert!(Prompt::parse(Some("none login")).is_err());
        assert!(Prompt::parse(Some("Login")).is_err());
        assert_eq!(max_age(Some("0")), Ok(Some(0)));
        assert!(max_age(Some("-1")).is_err() && max_age(Some("1.5")).is_err());
        assert_eq!(max_age(Some("99999999999999999999")), Ok(Some(i64::from(u32::MAX))));
    }
}
