//! Plain encodings.

pub mod base64url;
pub mod email;
pub mod hash;
pub mod time;
pub mod uuid;
