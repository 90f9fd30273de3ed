//! Days as documents name them.

use crate::encode::time;

/// A day that a document names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Day {
    /// `2026-11-22`.
    On(String),
    /// So long from today, in UTC: `today`, `today-18y`, `today+6m`, `today+30d`.
    FromToday {
        /// Months, those of years included.
        months: i32,
        /// Days.
        days: i32,
    },
}

impl Day {
    /// Reads what a document says; none if it is no day.
    pub fn parse(text: &str) -> Option<Self> {
        if time::is_day(text) {
            return Some(Self::On(text.to_owned()));
        }
        let offset = text.strip_prefix("today")?;
        if offset.is_empty() {
            return Some(Self::FromToday { months: 0, days: 0 });
        }
        let sign = match offset.get(..1)? {
            "+" => 1,
            "-" => -1,
            _ => return None,
        };
        let (count, unit) = offset.get(1..)?.split_at_checked(offset.len().checked_sub(2)?)?;
        let digits =
            (1..=4).contains(&count.len()) && count.bytes().all(|byte| byte.is_ascii_digit());
        let count = sign * count.parse::<i32>().ok().filter(|_| digits)?;
        match unit {
            "d" => Some(Self::FromToday { months: 0, days: count }),
            "m" => Some(Self::FromToday { months: count, days: 0 }),
            // A year has four digits.
            "y" if count.abs() < 1000 => Some(Self::FromToday { months: 12 * count, days: 0 }),
            _ => None,
        }
    }

    /// The day as it is at `now`, `2026-11-22`.
    pub fn at(&self, now: i64) -> String {
        match self {
            Self::On(day) => day.clone(),
            Self::FromToday { months, days } => time::day_from(now, *months, *days),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    /// 2026-11-22.
    const NOW: i64 = 1_795_305_600;

    #[test]
    fn a_document_names_a_day_or_how_far_from_today_it_is() {
        for (text, day) in [
            ("1850-01-01", "1850-01-01"),
            ("today", "2026-11-22"),
            ("today-18y", "2008-11-22"),
            ("today+30d", "2026-12-22"),
            ("today-1d", "2026-11-21"),
            ("today+2m", "2027-01-22"),
            ("today-11m", "2025-12-22"),
            ("today+999y", "3025-11-22"),
            ("today-9999d", "1999-07-08"),
        ] {
            assert_eq!(Day::parse(text).map(|day| day.at(NOW)).as_deref(), Some(day), "{text}");
        }
        // On the last day of a February that the other year has not, it is the day before.
        let leap_day = NOW + 464 * 86_400;
        assert_eq!(Day::parse("today").unwrap().at(leap_day), "2028-02-29");
        assert_eq!(Day::parse("today-18y").unwrap().at(leap_day), "2010-02-28");
        for text in [
            "",
            "2026-02-30",
            "26-01-01",
            "tomorrow",
            "today ",
            "today-",
            "today18y",
            "today-18",
            "today-18w",
            "today--1d",
            "today-1000y",
            "today+10000d",
            "today-é",
            "today-1yé",
            "Today",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
