//! What one request carries, whoever sends it: issuer, settings and memory (`site`), a page's view and brand, its language, posted
//! forms and where they came from, cookies, page tokens, the key that signs, and the answer's way back to the application.

pub mod administrators;
pub mod brand;
pub mod browser_secret;
pub mod browser_state;
pub mod explain;
pub mod for_people;
pub mod fetched;
pub mod image_address;
pub mod known_applications;
pub mod language;
pub mod limits;
pub mod mail;
pub mod ours;
pub mod page_token;
pub mod posted;
pub mod respond;
pub mod session_cookie;
pub mod signer;
pub mod site;
pub mod stand_in;
pub mod verified;
pub mod view;
