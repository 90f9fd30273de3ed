//! How an authorization response travels (OAuth 2.0 Multiple Response Types §2.1, Form Post §2).

use serde::{Deserialize, Serialize};

/// A response mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResponseMode {
    /// In the query of a redirect: the default.
    #[serde(rename = "query")]
    Query,
    /// In the fragment of a redirect, which no server sees.
    #[serde(rename = "fragment")]
    Fragment,
    /// In a form that the browser posts.
    #[serde(rename = "form_post")]
    FormPost,
}

impl ResponseMode {
    /// Every mode, the default first.
    pub const ALL: [Self; 3] = [Self::Query, Self::Fragment, Self::FormPost];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Fragment => "fragment",
            Self::FormPost => "form_post",
        }
    }

    /// The mode of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }
}
