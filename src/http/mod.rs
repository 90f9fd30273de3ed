//! Requests and responses as plain values.

mod address;
mod cookies;
mod form;
mod loopback;
mod request;
mod response;

pub use address::{NamedBy, check as check_address};
pub use cookies::{Cookie, cookie, cookies_with_prefix};
pub use form::{Form, Repeated};
pub use loopback::is_loopback;
pub use request::{Body, Headers, Method, Request};
pub use response::{Content, Response};
