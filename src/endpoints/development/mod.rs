//! What there is in development alone: the outbox and the demo.

pub mod demo;
pub mod outbox;
