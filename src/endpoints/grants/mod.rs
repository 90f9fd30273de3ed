//! One file a grant: what is presented is redeemed in one round trip, and says what may be issued.

pub mod authorization_code;
pub mod refresh_token;

use crate::flow::Person;
use crate::protocol::Granted;

/// What a grant lets the token endpoint issue.
pub struct Issue {
    /// What it stands for.
    pub granted: Granted,
    /// Whose tokens they are.
    pub person: Person,
    /// The refresh token, where there is one.
    pub refresh_token: Option<String>,
}
