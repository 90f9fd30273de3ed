//! This isolate's checked configuration: loaded from KV, cached, refreshed, or the last good one.
//!
//! Fresh for 30 s; until 60 s served stale and refreshed in the background; older is awaited. On a KV failure
//! stale serves for a day. What fails its check is replaced by what last checked (`store::config_history`).

mod cache;
mod images;
mod load;
mod look;
mod registrations;
mod served;
mod set;
mod texts;
mod types;
mod versions;

pub use cache::{Cache, Cached};
pub use images::{Image, Images, image_fault};
pub use load::{load_application, load_directory};
pub use look::Look;
pub use registrations::{load_described, load_registered};
pub use served::{LoadFailure, Loaded, confirm, history_scope};
pub use set::{Directory, Registered};
pub use texts::Texts;
pub use types::{KnownTypes, Types};
pub use versions::Versions;
