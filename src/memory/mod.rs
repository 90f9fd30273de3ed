//! What an isolate remembers between requests: parsed documents, opened keys, copies of what stood at addresses of others, counts
//! of what came too often. All of it can be made again, all of it is bounded, and nothing here knows of a request.

pub mod client_documents;
pub mod faulty_sets;
pub mod fetched;
pub mod isolate;
pub mod key_sets;
pub mod places;
pub mod regions;
pub mod remembered;
pub mod request_objects;
pub mod traced;
pub mod wrong_credentials;
