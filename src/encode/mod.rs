//! Plain encodings.

pub mod ascii;
pub mod base64url;
pub mod domain;
pub mod email;
pub mod fitting;
pub mod gather;
pub mod hash;
pub mod time;
pub mod typed;
pub mod unicode;
pub mod uuid;
pub mod words;
pub mod writing;
