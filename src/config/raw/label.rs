//! A text in one or several languages.

use crate::encode::fitting::{fit, read_by_value};
use schemars::JsonSchema;
use serde_json::{Error, Value};
use std::collections::BTreeMap;

/// A text for every language, or an object with a text for each language: `{"en": "Country", "ar": "البلد"}`.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(untagged)]
pub enum Label {
    /// One text for every language.
    All(String),
    /// Language tag → text.
    ByLanguage(BTreeMap<String, String>),
}

impl Label {
    fn of(value: Value) -> Result<Self, Error> {
        match value {
            Value::String(text) => Ok(Self::All(text)),
            texts => fit(texts).map(Self::ByLanguage),
        }
    }
}

read_by_value!(Label);
