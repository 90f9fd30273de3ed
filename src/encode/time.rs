//! Times as text.

use chrono::{DateTime, Utc};

/// Seconds since 1970 as a moment.
pub fn moment(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

/// Seconds since 1970 as ISO 8601.
pub fn iso8601(seconds: i64) -> String {
    moment(seconds).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Whether `text` is a day that exists, `2026-11-22`.
pub fn is_day(text: &str) -> bool {
    text.len() == 10 && chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}
