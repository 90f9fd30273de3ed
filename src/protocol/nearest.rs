//! What was probably meant: for a developer who is told that something else is not known.

/// The most characters that are compared.
const LONGEST: usize = 256;

/// The one of `known` that the fewest changes of a character turn into `sent`.
pub fn nearest<'a>(known: impl IntoIterator<Item = &'a str>, sent: &str) -> Option<&'a str> {
    known.into_iter().min_by_key(|known| distance(known, sent))
}

/// How many characters, counted from 1, two texts begin alike, and one more.
pub fn differ_from(one: &str, other: &str) -> usize {
    1 + one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count()
}

/// The Levenshtein distance.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(LONGEST).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, a) in one.chars().take(LONGEST).enumerate() {
        let mut left = at + 1;
        let mut next = vec![left];
        for (b, above) in other.iter().zip(row.windows(2)) {
            let &[diagonal, above] = above else { break };
            left = (diagonal + usize::from(a != *b)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_the_one_with_the_fewest_changes() {
        let registered = ["https://app.example/callback", "http://localhost:3000/callback"];
        for (sent, expected) in [
            ("https://app.example/callback/", 0),
            ("https://localhost:3000/callback", 1),
            ("http://localhost/callback", 1),
        ] {
            assert_eq!(nearest(registered, sent), Some(registered[expected]), "{sent}");
        }
        assert_eq!(nearest([], "x"), None);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(differ_from("https://a", "https://b"), 9);
    }
}
