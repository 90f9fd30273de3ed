//! An API that a token is asked for (RFC 8707 §2.2), and whether it was granted.

/// An API that a token is asked for.
#[derive(Debug, Clone)]
pub struct WantedResource<'a> {
    /// Its identifier.
    pub identifier: &'a str,
    /// Its scopes by name, as a JSON array: one that was granted stands for it.
    pub scopes: String,
}

/// That the API asked for, if one is, was granted to a row of `codes` or `grants`.
macro_rules! within_resource {
    ($row:literal) => {
        concat!(
            "(:resource IS NULL OR EXISTS (SELECT 1 FROM json_each(",
            $row,
            ".details, '$.r') WHERE value = :resource) OR EXISTS (SELECT 1 FROM json_each(",
            $row,
            ".scopes) WHERE value IN (SELECT value FROM json_each(:resource_scopes))))"
        )
    };
}
pub(super) use within_resource;
