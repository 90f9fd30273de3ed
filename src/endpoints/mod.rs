//! One file an endpoint; `steps` one file a step of a flow, `grants` one file a grant.

mod about;
pub mod authorize;
mod begin_again;
pub mod demo;
pub mod discovery;
mod explain;
mod finish;
pub mod flow;
mod grants;
pub mod health;
pub mod home;
mod isolate;
pub mod jwks;
mod language;
pub mod logout;
mod mail;
pub mod outbox;
mod posted;
mod regions;
mod respond;
mod session_cookie;
mod site;
mod steps;
pub mod token;
mod transaction;
pub mod userinfo;
mod verified;
pub mod view;
mod walk;

pub use about::{About, about};
pub use isolate::Isolate;
pub use respond::callback;
pub use site::Site;
