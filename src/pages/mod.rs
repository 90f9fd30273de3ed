//! What people see: values in, markup out. Nothing here knows of requests, the store or endpoints.
//!
//! One file a page, named as its step; each has one `page(&Frame, &Values) -> Markup`.

pub mod account;
pub mod attributes;
pub mod check_session;
pub mod code;
mod conditions;
pub mod consent;
pub mod continue_as;
pub mod demo;
pub mod device;
pub mod device_confirm;
pub mod device_done;
pub mod exists;
pub mod faults;
pub mod finish;
pub mod form_post;
pub mod leave;
pub mod mail;
pub mod no_account;
pub mod outbox;
pub mod password;
pub mod problem;
pub mod reset;
pub mod return_to;
pub mod run_user_flow;
pub mod sentences;
pub mod setup;
pub mod sign_in;
pub mod sign_out;
pub mod sign_up;
pub mod signed_out;

mod application;
mod asset;
mod attribute_words;
mod brand;
mod choice;
mod company;
mod field;
mod frame;
mod language_menu;
mod layout;
mod links;
mod read_only;
mod words;

pub use brand::{Band, Brand, Logo};
pub use frame::{ApplicationLinks, Form, Frame, LanguageLink, Problems};
pub use words::Words;
