//! What a `client_id` says of its application: whether the tenant configured it, it registered itself, or the id is the address
//! where it describes itself.

/// The longest `client_id` that is a URL, in characters.
pub const LONGEST: usize = 256;

/// The ids of applications that registered themselves begin so; no document's does.
pub const REGISTERED: &str = "dyn-";

/// Whether an application of this id registered itself.
pub fn is_registered_id(client_id: &str) -> bool {
    client_id.starts_with(REGISTERED)
}

/// Whether `client_id` is a URL; ids of documents and registrations hold no colon.
pub fn is_url(client_id: &str) -> bool {
    client_id.len() <= LONGEST
        && (client_id.starts_with("https://") || client_id.starts_with("http://"))
}

/// Whether the application registered itself, or its `client_id` is the address of what it says of itself.
pub fn is_stranger(client_id: &str) -> bool {
    is_registered_id(client_id) || is_url(client_id)
}

/// Whether it has the form of an id that is no address: what has another can't be a document's name, and costs no look at KV.
pub fn is_plain(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    (1..=64).contains(&text.len()) && text.chars().all(allowed)
}
