//! Rust as words and signs: enough to see which paths a source names. Comments are left out, and texts are empty.

use regex_lite::Regex;

/// The words and signs of `source`. `::` and `=>` are one sign each; a text is `""`.
pub fn tokens(source: &str) -> Vec<String> {
    let token = Regex::new(concat!(
        r"(?s)(?<comment>//[^\n]*|/\*.*?\*/)",
        r####"|(?<text>b?r###".*?"###|b?r##".*?"##|b?r#".*?"#|b?r".*?"|b?"(?:\\.|[^"\\])*"|b?'(?:\\[^u]|\\u\{\w+\}|[^'\\])')"####,
        r"|(?<lifetime>'\w+)",
        r"|(?<sign>\w+|::|=>|[^\s\w])",
    ))
    .unwrap();
    let mut found = Vec::new();
    for token in token.captures_iter(source) {
        if token.name("text").is_some() {
            found.push("\"\"".to_owned());
        } else if let Some(sign) = token.name("sign") {
            found.push(sign.as_str().to_owned());
        }
    }
    found
}

/// Whether a token is a name or a keyword.
pub fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
}

/// Where the bracket at `open` closes.
pub fn end_of(tokens: &[String], open: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len()
}
