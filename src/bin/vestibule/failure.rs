//! Why a command ends without its work done.

/// Why a command did not do its work.
pub enum Failure {
    /// It was called wrongly: what is wrong, and what is allowed.
    Usage(String),
    /// It was called rightly and failed.
    Other(String),
}
