//! An account, as it stands in the directory.

use crate::native::{AccountRows, NativePlatform};
use serde_json::{Map, Value, json};

/// The account that a grant is for.
///
/// # Errors
/// When it can't be read.
pub fn of_grant(
    platform: &NativePlatform,
    grant: &str,
) -> Result<Option<Map<String, Value>>, String> {
    let Some(rows) = AccountRows::of_grant(platform, grant)? else { return Ok(None) };
    let mut account = rows.account;
    let attributes =
        rows.attributes.into_iter().map(|row| (text(&row, "name"), parsed(&row, "value")));
    account.insert("attributes".to_owned(), attributes.collect::<Map<_, _>>().into());
    let terms = rows.terms.into_iter().map(|row| (text(&row, "terms"), json!(row.get("version"))));
    account.insert("terms".to_owned(), terms.collect::<Map<_, _>>().into());
    account.insert("identities".to_owned(), json!(rows.identities));
    account.insert("enrolments".to_owned(), json!(rows.enrolments));
    Ok(Some(account))
}

fn text(row: &Map<String, Value>, column: &str) -> String {
    row.get(column).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn parsed(row: &Map<String, Value>, column: &str) -> Value {
    serde_json::from_str(&text(row, column)).unwrap_or_default()
}
