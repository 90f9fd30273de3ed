//! The platform's own applications. No document may take their ids, and no user flow can be attached to them.

/// Runs a user flow for who configures it.
pub const RUN_USER_FLOW: &str = "run-user-flow";

/// Every id.
pub const FIRST_PARTY: [&str; 3] = ["account", "admin", RUN_USER_FLOW];
