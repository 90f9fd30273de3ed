//! Who calls, where that is an application: what it proves (a secret, an assertion, a key), what it asks for, what it says of
//! itself, and how it hears that a session ended.

pub mod assertion;
pub mod authenticate;
pub mod authorization_request;
pub mod back_channel;
pub mod dpop;
pub mod for_programs;
pub mod front_channel;
pub mod keys;
pub mod metadata;
pub mod presented;
pub mod request_objects;
pub mod secret;
pub mod sector;
mod signed_request;
pub mod wrong_credentials;
