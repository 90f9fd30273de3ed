//! A JWT is good from its `nbf`, and not before it was issued (RFC 7519 §4.1.5, §4.1.6). Clocks differ: what is up to 10 s
//! ahead of ours is taken, what is more than 60 s ahead never (FAPI 2.0 Security Profile §5.3.2.1).

use super::lifetime::CLOCK_SKEW;

/// Whether a token with this `iat` and this `nbf`, in seconds since 1970, is from the future.
pub fn is_early(now: i64, issued_at: Option<i64>, not_before: Option<i64>) -> bool {
    let latest = now.saturating_add(CLOCK_SKEW);
    issued_at.max(not_before).is_some_and(|moment| moment > latest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_seconds_ahead_are_taken_and_more_is_not() {
        for (ahead, early) in [(-60, false), (0, false), (10, false), (11, true), (61, true)] {
            let moment = Some(1000 + ahead);
            assert_eq!(is_early(1000, moment, None), early, "iat {ahead}");
            assert_eq!(is_early(1000, None, moment), early, "nbf {ahead}");
            assert_eq!(is_early(1000, Some(900), moment), early, "iat in the past, nbf {ahead}");
            assert_eq!(is_early(1000, moment, Some(900)), early, "iat {ahead}, nbf in the past");
        }
        assert!(!is_early(1000, None, None));
        assert!(is_early(i64::MAX - 20, Some(i64::MAX), None));
    }
}
