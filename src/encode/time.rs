//! Times as text.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

/// Seconds since 1970 as a moment.
pub fn moment(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

/// Seconds since 1970 as ISO 8601.
pub fn iso8601(seconds: i64) -> String {
    let moment = moment(seconds);
    let (hour, minute, second) = (moment.hour(), moment.minute(), moment.second());
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", day(seconds))
}

/// Seconds since 1970 as headers have them (RFC 9110 §5.6.7): `Sun, 22 Nov 2026 00:00:00 GMT`.
pub fn http_date(seconds: i64) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let moment = moment(seconds);
    let (weekday, day, year) = (moment.weekday(), moment.day(), moment.year());
    let month = MONTHS.get(moment.month0() as usize).unwrap_or(&"");
    let (hour, minute, second) = (moment.hour(), moment.minute(), moment.second());
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

/// The day that holds this second, in UTC: `2026-11-22`.
pub fn day(seconds: i64) -> String {
    let moment = moment(seconds);
    format!("{:04}-{:02}-{:02}", moment.year(), moment.month(), moment.day())
}

/// The day that is so many days and then so many months from the one that holds this second. Where its month has no such
/// day, it is the month's last.
pub fn day_from(seconds: i64, months: i32, days: i32) -> String {
    let from = moment(seconds.saturating_add(i64::from(days) * 86_400));
    let month = from.year() * 12 + i32::try_from(from.month0()).unwrap_or_default() + months;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12).unsigned_abs() + 1);
    let exists = |day: &u32| NaiveDate::from_ymd_opt(year, month, *day).is_some();
    let day = (1..=from.day()).rev().find(exists).unwrap_or(1);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Whether `text` is a day that exists, `2026-11-22`.
pub fn is_day(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut number = |length: usize| {
        let part = parts.next()?;
        let digits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(4), number(2), number(2)) else {
        return false;
    };
    let year = i32::try_from(year).unwrap_or_default();
    parts.next().is_none() && NaiveDate::from_ymd_opt(year, month, day).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_iso_8601_and_a_day_that_exists_is_one() {
        assert_eq!(iso8601(1_795_305_600), "2026-11-22T00:00:00Z");
        assert_eq!(day(1_795_305_599), "2026-11-21");
        assert_eq!(http_date(1_795_305_600), "Sun, 22 Nov 2026 00:00:00 GMT");
        assert!(is_day("2028-02-29"));
        for text in
            ["2026-02-29", "2026-2-09", "2026-02-09-", "26-02-09", "", "2026-13-01", "+026-01-01"]
        {
            assert!(!is_day(text), "{text}");
        }
    }
}
