//! Domains in ASCII (UTS 46), which survive the way to letters and back. A runtime may not look into A-labels when it
//! reads them (workerd's `URL` does not).

use super::typed;
use super::unicode::Unicode;
use super::writing::is_of_one_script;
use idna::punycode;

/// `domain` as A-labels in lower case; none if it is none, or could be read as another.
pub fn to_ascii(domain: &str, unicode: &impl Unicode) -> Option<String> {
    // What a parser would decode or leave out could be read as another domain.
    let told = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.') || !c.is_ascii();
    if !domain.chars().all(|c| told(c) && !typed::is_unseen(c)) {
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

/// A domain of A-labels as people write it: in its own letters where those of each label are of one script, so that none
/// passes for another domain (UTS 39 §5.2); else as it is.
pub fn shown(ascii: &str) -> String {
    let own = letters(ascii).filter(|domain| {
        let mut labels = domain.split('.').filter(|label| !label.is_ascii());
        // No domain has capitals once it is mapped.
        typed::lower(domain) == *domain && labels.all(is_of_one_script)
    });
    own.unwrap_or_else(|| ascii.to_owned())
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

#[cfg(test)]
mod tests {
    use super::shown;
    use crate::encode::unicode::{Tables, Unicode};

    #[test]
    fn a_domain_is_shown_in_its_own_letters_where_they_are_of_one_script() {
        for domain in [
            "müller.example",
            "straße.example",
            "łódź.example",
            "việt-nam2.example",
            "почта.рф",
            "мюллер.example",
            "εταιρεία.example",
            "例え.テスト",
            "日本語ー1.example",
            "한국漢字.example",
            "مثال.إختبار",
            "דוגמה.example",
            "उदाहरण.example",
            "ตัวอย่าง.example",
            "աբգ.example",
            "a.example",
        ] {
            assert_eq!(shown(&Tables.domain_to_ascii(domain).unwrap()), domain);
        }
        for other in [
            "pаypal.example",        // A Cyrillic `a` among Latin letters.
            "аррӏе.example",         // Cyrillic letters alone, each of which looks Latin.
            "ωpera.example",         // Greek and Latin
            "한국かな.example",      // Korean and Japanese
            "ab漢.example",          // Latin and Han
            "ɑpple.example",         // A letter of phonetics
            "müller.pаypal.example", // one label of two
            "♥.example",             // no letter
        ] {
            let ascii = Tables.domain_to_ascii(other).unwrap();
            assert_eq!(shown(&ascii), ascii, "{other}");
        }
        for ascii in ["xn--a.example", "xn--.example", "xn--Mller-kva.example", "XN--MLLER-KVA", ""]
        {
            assert_eq!(shown(ascii), ascii, "what is no domain stays as it is");
        }
    }
}
