//! Plain encodings.

pub mod base64url;
pub mod domain;
pub mod email;
pub mod hash;
pub mod time;
pub mod unicode;
pub mod uuid;
