//! The API that a request wants a token for.

use crate::protocol::Application;
use crate::protocol::resource::Wanted;
use crate::store::wanted_resource::WantedResource;

/// The API that must have been granted.
pub fn to_be_granted<'a>(
    application: &Application,
    wanted: &Wanted<'a>,
) -> Option<WantedResource<'a>> {
    match wanted {
        Wanted::Api(api) => {
            let scopes = serde_json::json!(application.delegated_scopes(api)).to_string();
            Some(WantedResource { identifier: &api.identifier, scopes })
        }
        Wanted::Any | Wanted::Issuer => None,
    }
}
