//! Links in a label, written `[text](https://…)`.

use maud::{Markup, html};

/// `text` with its links, which open in a new tab so that nothing typed is lost. Only http, https and mailto
/// make a link; everything else stays text.
pub fn linked(text: &str) -> Markup {
    let mut rest = text;
    let mut pieces = Vec::new();
    while let Some((before, link, after)) = next_link(rest) {
        pieces.push(html! { (before) (link) });
        rest = after;
    }
    html! { @for piece in &pieces { (piece) } (rest) }
}

/// The text before the first link, the link, and the text after it.
fn next_link(text: &str) -> Option<(&str, Markup, &str)> {
    for (start, _) in text.match_indices('[') {
        let (before, tail) = text.split_at(start);
        let (label, target) = tail.get(1..)?.split_once("](")?;
        let (address, after) = target.split_once(')')?;
        if !label.is_empty() && !label.contains(['[', ']']) && is_safe(address) {
            return Some((before, anchor(label, address), after));
        }
    }
    None
}

fn anchor(label: &str, address: &str) -> Markup {
    html! { a href=(address) target="_blank" rel="noopener noreferrer" { (label) } }
}

fn is_safe(address: &str) -> bool {
    let plain = !address.chars().any(|c| c.is_whitespace() || c.is_control());
    let lower = address.to_ascii_lowercase();
    plain && ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REST: &str = r#"target="_blank" rel="noopener noreferrer""#;

    #[test]
    fn links_become_anchors() {
        assert_eq!(
            linked("I accept [these](https://a.example/?a=1&b) & [those](MAILTO:a@b).")
                .into_string(),
            format!(
                "I accept <a href=\"https://a.example/?a=1&amp;b\" {REST}>these</a> &amp; \
                 <a href=\"MAILTO:a@b\" {REST}>those</a>."
            )
        );
        assert_eq!(
            linked("[x] [y](http://c.example)").into_string(),
            format!("[x] <a href=\"http://c.example\" {REST}>y</a>")
        );
    }

    #[test]
    fn everything_else_stays_text() {
        for text in [
            "[a](javascript:alert(1))",
            "[a](data:text/html,x)",
            "[a](/local)",
            "[a](https://x",
            "[a] (https://x)",
            "[](https://x)",
            "[a](https://x y)",
            "[[[",
            "](",
            "",
        ] {
            assert_eq!(linked(text).into_string(), text);
        }
        assert_eq!(linked("<b>[").into_string(), "&lt;b&gt;[");
    }
}
