//! What a company shows of itself: its look, images, logo, and the bare host.

pub mod home;
pub mod image;
pub mod logo;
pub mod look;
