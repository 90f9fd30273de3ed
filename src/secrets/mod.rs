//! The master keys and what is derived from them: one sub-key a purpose, by HKDF-SHA-256.
//!
//! Whatever is sealed or keyed names its master key; old keys open but do not seal.

pub mod hs256;
mod master;
mod seal;

pub use master::{MasterKeys, Purpose};
pub use seal::{open, seal};
