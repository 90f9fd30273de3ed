//! Every page's samples: compared with golden files, and with what scripts and people rely on.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod golden;
mod promises;
mod samples;
#[path = "../support/woodgrove.rs"]
mod sample_tenant;
mod texts;
mod woodgrove;
