//! A person in the directory, as tokens tell of them.

use serde::Deserialize;
use serde_json::{Map, Value};

/// An account.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Account {
    /// Its id, never reused.
    pub oid: String,
    /// `member` or `guest`.
    pub user_type: String,
    /// Who vouches for it, as Entra writes issuers.
    pub idp: String,
    /// Its address, as typed.
    pub email: Option<String>,
    /// Whether the address was proven.
    #[serde(deserialize_with = "flag")]
    pub email_verified: bool,
    /// Attribute → value.
    #[serde(deserialize_with = "object")]
    pub attributes: Map<String, Value>,
    /// When anything of it last changed, in seconds since 1970.
    pub updated_at: i64,
}

impl Account {
    /// A text attribute that is not empty.
    pub fn text(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute)?.as_str().filter(|text| !text.is_empty())
    }
}

/// SQL's 0 and 1.
pub fn flag<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(i64::deserialize(deserializer)? != 0)
}

/// A JSON object kept as text; nothing is the empty object.
pub fn object<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Map<String, Value>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map_or(Ok(Map::new()), |text| {
        serde_json::from_str(&text).map_err(serde::de::Error::custom)
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::Account;
    use serde_json::json;

    /// A guest with two attributes.
    pub(crate) fn account() -> Account {
        Account {
            oid: "11111111-1111-4111-8111-111111111111".into(),
            user_type: "guest".into(),
            idp: "mail".into(),
            email: Some("Ann@partner.example".into()),
            email_verified: true,
            attributes: json!({"givenName": "Ann", "surname": "Lee", "businessName": "Lee & Co",
                "city": "Oslo", "interests": ["a", "b"], "nickname": ""})
            .as_object()
            .unwrap()
            .clone(),
            updated_at: 7,
        }
    }
}
