//! This isolate's checked configuration.
