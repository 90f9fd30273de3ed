//! The endpoints: a file or a folder for each address, or for some that belong together.

pub mod account;
pub mod authorize;
pub mod check_session;
pub mod company;
pub mod development;
pub mod device;
pub mod discovery;
pub mod health;
pub mod introspect;
pub mod jwks;
pub mod logout;
pub mod par;
pub mod register;
pub mod registration;
pub mod resource_metadata;
pub mod revoke;
pub mod run_user_flow;
pub mod token;
pub mod userinfo;
