//! Documents as they are written. Every field is an `Option`, so that a document with faults can still be read
//! for more of them; which fields are required is in the schemas, which are generated from these types.
//! The comments on the fields are the descriptions that editors show.

pub mod api;
pub mod app;
pub mod branding;
pub mod flow;
pub mod label;
pub mod registration;
pub mod tenant;

pub use branding::Branding;
pub use label::Label;
