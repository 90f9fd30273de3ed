//! Domains in ASCII (UTS 46), which survive the way to letters and back. A runtime may not look into A-labels when it
//! reads them (workerd's `URL` does not).

use super::unicode::Unicode;
use idna::punycode;

/// `domain` as A-labels in lower case; none if it is none, or could be read as another.
pub fn to_ascii(domain: &str, unicode: &impl Unicode) -> Option<String> {
    // What a parser would decode or leave out could be read as another domain.
    let told = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.') || !c.is_ascii();
    if !domain.chars().all(|c| told(c) && !is_invisible(c)) {
        return None;
    }
    let ascii = if domain.is_ascii() {
        domain.to_ascii_lowercase()
    } else {
        unicode.domain_to_ascii(domain)?
    };
    let letters = letters(&ascii)?;
    let survives = letters == ascii || unicode.domain_to_ascii(&letters)? == ascii;
    survives.then_some(ascii)
}

/// A domain with its A-labels decoded; none if one can't be, or need not be one.
fn letters(ascii: &str) -> Option<String> {
    let labels = ascii.split('.').map(|label| match label.strip_prefix("xn--") {
        Some(encoded) => punycode::decode_to_string(encoded).filter(|label| !label.is_ascii()),
        None => Some(label.to_owned()),
    });
    Some(labels.collect::<Option<Vec<_>>>()?.join("."))
}

/// Whether it is a domain of more than one label, in ASCII and lower case, that mail can be sent to.
pub fn is_domain(ascii: &str) -> bool {
    let labels_ok = ascii.split('.').all(|label| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    labels_ok
        && ascii.contains('.')
        && ascii.len() <= 253
        && !ends_in_number(ascii)
        && letters(ascii).is_some()
}

/// Whether browsers read it as an IPv4 address (WHATWG URL, "ends in a number").
fn ends_in_number(domain: &str) -> bool {
    let last = domain.rsplit('.').next().unwrap_or_default();
    last.strip_prefix("0x").map_or_else(
        || last.bytes().all(|byte| byte.is_ascii_digit()),
        |hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()),
    )
}

/// Characters that UTS 46 leaves out of a domain: soft hyphen, joiners, marks of direction, variation selectors.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}
