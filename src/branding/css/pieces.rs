//! The pieces of CSS: names, numbers, colours, signs; and where each stands.

/// A piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A word: a letter, then letters, digits and hyphens.
    Word(&'a str),
    /// A number and its unit, which may be empty.
    Number(&'a str, &'a str),
    /// What follows a `#`.
    Hash(&'a str),
    /// White space or a comment.
    Space,
    /// Any other character.
    Sign(char),
}

/// The pieces of `text`, each with the byte it begins at. A comment that is not closed goes on to the end.
pub fn pieces(text: &str) -> Vec<(usize, Piece<'_>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (length, piece) = next(rest);
        found.push((at, piece));
        at += length;
    }
    found
}

/// The first piece of `rest`, which is not empty, and its length.
fn next(rest: &str) -> (usize, Piece<'_>) {
    if rest.starts_with("/*") {
        let end = rest.get(2..).and_then(|inner| inner.find("*/")).map(|end| end + 4);
        return (end.unwrap_or(rest.len()), Piece::Space);
    }
    let first = rest.chars().next().unwrap_or(' ');
    if first.is_ascii_whitespace() {
        return (length(rest, |c| c.is_ascii_whitespace()), Piece::Space);
    }
    let word = |text: &str| length(text, |c| c.is_ascii_alphanumeric() || c == '-');
    if first.is_ascii_alphabetic() {
        let length = word(rest);
        return (length, Piece::Word(rest.get(..length).unwrap_or_default()));
    }
    if first == '#' {
        let length = 1 + word(rest.get(1..).unwrap_or_default());
        return (length, Piece::Hash(rest.get(1..length).unwrap_or_default()));
    }
    let sign = usize::from(first == '-');
    let digits = length(rest.get(sign..).unwrap_or_default(), |c| c.is_ascii_digit() || c == '.');
    if digits > 0 && rest.get(sign..sign + digits) != Some(".") {
        let (number, after) = rest.split_at(sign + digits);
        let unit = length(after, |c| c.is_ascii_alphabetic() || c == '%');
        let unit = after.get(..unit).unwrap_or_default();
        return (number.len() + unit.len(), Piece::Number(number, unit));
    }
    (first.len_utf8(), Piece::Sign(first))
}

fn length(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn a_text_falls_into_its_pieces_and_none_is_lost() {
        let text = ".a-b{margin:-1.5rem 0;/* x */color:#fFf}é/*";
        let found: Vec<_> = pieces(text).into_iter().map(|(_, piece)| piece).collect();
        assert_eq!(
            found,
            [
                Piece::Sign('.'),
                Piece::Word("a-b"),
                Piece::Sign('{'),
                Piece::Word("margin"),
                Piece::Sign(':'),
                Piece::Number("-1.5", "rem"),
                Piece::Space,
                Piece::Number("0", ""),
                Piece::Sign(';'),
                Piece::Space,
                Piece::Word("color"),
                Piece::Sign(':'),
                Piece::Hash("fFf"),
                Piece::Sign('}'),
                Piece::Sign('é'),
                Piece::Space,
            ]
        );
    }
}
