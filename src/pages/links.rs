//! Links and emphasis in texts, written `[text](https://…)`, `**bold**`, `*italic*`, `++underlined++`.

use crate::encode::typed;
use maud::{Markup, html};

/// `text` with its links, which open in a new tab so that nothing typed is lost. Only http, https and mailto
/// make a link; everything else stays text.
pub fn linked(text: &str) -> Markup {
    let mut rest = text;
    let mut pieces = Vec::new();
    while let Some((before, link, after)) = next_link(rest) {
        pieces.push(html! { (before) (link.anchor()) });
        rest = after;
    }
    html! { @for piece in &pieces { (piece) } (rest) }
}

/// `text` with the words of its links alone.
pub fn unlinked(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, link, after)) = next_link(rest) {
        plain.extend([before, link.label]);
        rest = after;
    }
    plain + rest
}

/// `text` with its links, its emphasis and its line breaks.
pub fn marked(text: &str) -> Markup {
    html! {
        @for (at, line) in text.lines().enumerate() {
            @if at > 0 { br; }
            (emphasized(line))
        }
    }
}

/// The first mark that is closed, what is in it, and the rest; without one, text with links.
fn emphasized(text: &str) -> Markup {
    for (at, _) in text.char_indices() {
        let (before, rest) = text.split_at(at);
        if let Some((_, link, after)) = rest
            .starts_with('[')
            .then(|| next_link(rest))
            .flatten()
            .filter(|(between, ..)| between.is_empty())
        {
            return html! { (before) (link.anchor()) (emphasized(after)) };
        }
        for mark in ["**", "++", "*"] {
            let inner = rest.strip_prefix(mark).and_then(|rest| rest.split_once(mark));
            if let Some((inner, after)) = inner.filter(|(inner, _)| is_enclosed(inner)) {
                return html! { (before) (emphasis(mark, inner)) (emphasized(after)) };
            }
        }
    }
    html! { (text) }
}

/// Whether marks stand close to what they enclose: `2 * 3 * 4` emphasizes nothing.
fn is_enclosed(inner: &str) -> bool {
    !inner.is_empty() && typed::trim(inner) == inner
}

fn emphasis(mark: &str, inner: &str) -> Markup {
    let inner = emphasized(inner);
    match mark {
        "**" => html! { strong { (inner) } },
        "++" => html! { u { (inner) } },
        _ => html! { em { (inner) } },
    }
}

/// A link in a text.
struct Link<'a> {
    label: &'a str,
    address: &'a str,
}

impl Link<'_> {
    fn anchor(&self) -> Markup {
        anchor(self.label, self.address)
    }
}

/// The text before the first link, the link, and the text after it.
fn next_link(text: &str) -> Option<(&str, Link<'_>, &str)> {
    for (start, _) in text.match_indices('[') {
        let (before, tail) = text.split_at(start);
        let (label, target) = tail.get(1..)?.split_once("](")?;
        let (address, after) = target.split_once(')')?;
        if !label.is_empty() && !label.contains(['[', ']']) && is_safe(address) {
            return Some((before, Link { label, address }, after));
        }
    }
    None
}

/// A link that opens in a new tab.
pub fn anchor(label: &str, address: &str) -> Markup {
    html! { a href=(address) target="_blank" rel="noopener noreferrer" { (label) } }
}

fn is_safe(address: &str) -> bool {
    let plain = !address.chars().any(|c| typed::is_space(c) || c.is_control());
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
    fn a_sentence_about_a_field_has_the_words_of_its_links_alone() {
        let text = "I read [this](https://a.example) and [that](https://b.example).";
        assert_eq!(unlinked(text), "I read this and that.");
        assert_eq!(unlinked("[a](javascript:x)"), "[a](javascript:x)");
    }

    #[test]
    fn marks_emphasize_what_they_enclose_and_nest() {
        for (text, markup) in [
            ("**a** *b* ++c++", "<strong>a</strong> <em>b</em> <u>c</u>"),
            ("**a *b***\nc", "<strong>a *b</strong>*<br>c"),
            ("**a ++b++ c**", "<strong>a <u>b</u> c</strong>"),
            ("2 * 3 ** 4 ++ 5", "2 * 3 ** 4 ++ 5"),
            ("a++ ****", "a++ ****"),
            ("**<b>**&", "<strong>&lt;b&gt;</strong>&amp;"),
            ("**[a](javascript:x)**", "<strong>[a](javascript:x)</strong>"),
        ] {
            assert_eq!(marked(text).into_string(), markup, "{text}");
        }
        assert_eq!(
            marked("see **[a](https://a.example)** [b](https://b.example/*)").into_string(),
            format!(
                "see <strong><a href=\"https://a.example\" {REST}>a</a></strong> \
                 <a href=\"https://b.example/*\" {REST}>b</a>"
            )
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
