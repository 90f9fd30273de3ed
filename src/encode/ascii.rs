//! Text of protocols is ASCII: what Unicode calls a space is a character like any other there, so that no name or value
//! that a stranger chose is read as another (RFC 6265 §5.2, RFC 9110 §5.6.3).

/// Without the spaces and tabs at both ends, which are all that HTTP allows there.
pub fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// The words of a list that is delimited by spaces (RFC 6749 §3.3, OpenID Connect Core §3.1.2.1).
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{trim, words};

    #[test]
    fn only_the_space_delimits_and_only_space_and_tab_are_trimmed() {
        assert_eq!(trim(" \t a b\t "), "a b");
        assert_eq!(words(" a  b ").collect::<Vec<_>>(), ["a", "b"]);
        for other in ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{a0}', '\u{2000}', '\u{3000}'] {
            let text = format!("{other}a{other}b{other}");
            assert_eq!(trim(&text), text);
            assert_eq!(words(&text).collect::<Vec<_>>(), [text.as_str()]);
        }
    }
}
