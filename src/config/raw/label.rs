//! A text in one or several languages.

use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A text for every language, or an object with a text for each language: `{"en": "Country", "ar": "البلد"}`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Label {
    /// One text for every language.
    All(String),
    /// Language tag → text.
    ByLanguage(BTreeMap<String, String>),
}
