//! Configuration: raw → check → checked. The checked types live where they are used.

mod settings;

pub use settings::{Settings, Variables};
