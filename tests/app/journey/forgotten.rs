//! What was typed and is asked for again (WCAG 2.2 §3.3.7).

use crate::browser::Page;
use crate::markup::unescape;
use crate::steps::Fields;
use regex_lite::Regex;

/// Whether a page asks for `name`.
pub fn asks(page: &Page, name: &str) -> bool {
    page.html.contains(&format!("id=\"{name}\""))
}

/// What a page asks for although it was `typed`, if anything is.
pub fn forgotten(page: &Page, typed: &Fields) -> Option<String> {
    let lost = |(name, value): &&(&str, String)| shown(page, name).is_some_and(|now| now != *value);
    typed.iter().find(lost).map(|(name, value)| format!("{name}, which was {value},"))
}

/// What stands in a field for a line of text.
fn shown(page: &Page, name: &str) -> Option<String> {
    let input = Regex::new(&format!(r#"<input [^>]*id="{name}"[^>]*>"#)).unwrap();
    let input = input.find(&page.html)?.as_str();
    let lines = ["type=\"text\"", "type=\"email\"", "type=\"tel\""];
    if name == "code" || !lines.iter().any(|line| input.contains(line)) {
        return None;
    }
    let value = Regex::new(r#" value="([^"]*)""#).unwrap();
    Some(value.captures(input).map(|found| unescape(&found[1])).unwrap_or_default())
}
