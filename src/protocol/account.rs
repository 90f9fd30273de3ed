//! A person in the directory, as tokens tell of them.

use serde_json::{Map, Value};

/// An account.
#[derive(Debug, Clone, PartialEq)]
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
    pub email_verified: bool,
    /// Attribute → value.
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
