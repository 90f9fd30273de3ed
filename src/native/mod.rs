//! The ports for tests and the command line: `SQLite` in memory, maps, able to fail on order. Above them a whole
//! deployment, and a browser without scripts.

mod account;
mod background;
mod browser;
mod clock;
mod database;
mod deployment;
mod executor;
mod fetch;
mod kv;
mod log;
mod mail;
mod markup;
mod platform;
mod ports;
mod randomness;
mod regions;
mod signing;
mod sqlite;
mod worker_secrets;

pub use account::AccountRows;
pub use background::NativeBackground;
pub use browser::{Cookies, get, keep_cookies, post, submit, with_cookies};
pub use clock::NativeClock;
pub use database::{Fault, NativeDatabase};
pub use deployment::Deployment;
pub use executor::{block_on, together};
pub use fetch::NativeOutbound;
pub use kv::NativeKv;
pub use log::NativeLog;
pub use mail::NativeMail;
pub use markup::{Element, Markup};
pub use platform::{Counts, NativePlatform};
pub use randomness::NativeRandomness;
pub use signing::NativeSigning;
pub use worker_secrets::NativeSecrets;
