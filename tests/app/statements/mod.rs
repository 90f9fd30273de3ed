//! Tables that grew.

pub mod rows;
