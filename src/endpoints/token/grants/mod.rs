//! One file a grant: what is presented is redeemed in one round trip, and says what may be issued.

pub mod authorization_code;
pub mod client_credentials;
pub mod device_code;
pub mod refresh_token;

use crate::flow::Person;
use crate::protocol::resource::Wanted;
use crate::protocol::{Application, Granted, Target};
use crate::store::wanted_resource::WantedResource;

/// What a grant lets the token endpoint issue.
pub struct Issue {
    /// What it stands for.
    pub granted: Granted,
    /// Whose tokens they are.
    pub person: Person,
    /// What the access token is for.
    pub target: Target,
    /// The refresh token, where there is one.
    pub refresh_token: Option<String>,
}

/// The API that must have been granted.
fn to_be_granted<'a>(application: &Application, wanted: &Wanted<'a>) -> Option<WantedResource<'a>> {
    match wanted {
        Wanted::Api(api) => {
            let scopes = serde_json::json!(application.delegated_scopes(api)).to_string();
            Some(WantedResource { identifier: &api.identifier, scopes })
        }
        Wanted::Any | Wanted::Issuer => None,
    }
}
