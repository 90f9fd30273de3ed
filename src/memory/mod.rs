//! What an isolate remembers between requests: parsed documents, opened keys, copies of what stood at addresses of others, counts
//! of what came too often. All of it can be made again, all of it is bounded, and nothing here knows of a request.

pub mod client_documents;
pub mod fetched;
pub mod isolate;
pub mod regions;
pub mod remembered;
