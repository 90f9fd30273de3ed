//! Applications that nobody of the tenant's speaks for.

use super::client_document::is_url;
use super::registration::is_registered_id;

/// Whether the application registered itself, or its `client_id` is the address of what it says of itself.
pub fn is_stranger(client_id: &str) -> bool {
    is_registered_id(client_id) || is_url(client_id)
}
