//! E-mail addresses. Canonicalised first, then validated (ASVS 1.1.1, CVE-2019-19844): trimmed of spaces and unseen
//! marks, the ASCII local part lower-cased for comparison, the domain as A-labels by UTS 46. Refused: a local part
//! that is not ASCII, anything NFKC would change, more than one `@`, quotes, commas, angle brackets, `%`,
//! controls, address literals, trailing dots, and a label that does not survive the round trip.

use icu_normalizer::ComposingNormalizerBorrowed;

/// An address that mail can be sent to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress {
    /// As typed, trimmed, with an ASCII domain: where mail goes, and the claim `email`.
    pub address: String,
    /// For comparison: unique without regard to case.
    pub key: String,
}

impl EmailAddress {
    /// The most bytes an address may have (RFC 5321 §4.5.3.1.3, the brackets left out).
    pub const LONGEST: usize = 254;

    /// Reads what a person typed; none if it is no address that this issuer takes.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        if typed.len() > Self::LONGEST
            || ComposingNormalizerBorrowed::new_nfkc().normalize(typed) != typed
        {
            return None;
        }
        let (local, domain) = typed.split_once('@')?;
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".!#$&'*+-/=?^_`{|}~".contains(&byte));
        if !local_ok || !local.is_ascii() {
            return None;
        }
        let domain = ascii_domain(domain)?;
        let address = format!("{local}@{domain}");
        (address.len() <= Self::LONGEST)
            .then(|| Self { key: address.to_ascii_lowercase(), address })
    }
}

fn ascii_domain(domain: &str) -> Option<String> {
    // What a parser would decode or leave out could be read as another domain.
    let told = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.') || !c.is_ascii();
    if !domain.chars().all(|c| told(c) && !is_invisible(c)) {
        return None;
    }
    let url::Host::Domain(ascii) = url::Host::parse(domain).ok()? else {
        return None;
    };
    let labels_ok = ascii.split('.').all(|label| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    let numeric_end = ascii
        .rsplit('.')
        .next()
        .is_some_and(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    (labels_ok && ascii.contains('.') && !numeric_end && ascii.len() <= 253).then_some(ascii)
}

/// Characters that UTS 46 leaves out of a domain: soft hyphen, joiners, marks of direction, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::EmailAddress;

    #[test]
    fn an_address_is_mailed_as_typed_and_compared_without_case() {
        let parsed = EmailAddress::parse("  Ann.Lee+x@Bücher.Example ").unwrap();
        assert_eq!(parsed.address, "Ann.Lee+x@xn--bcher-kva.example");
        assert_eq!(parsed.key, "ann.lee+x@xn--bcher-kva.example");
    }

    #[test]
    fn every_writing_of_a_domain_is_one_address() {
        for typed in [
            "ann@bücher.example",
            "Ann@BÜCHER.Example",
            "ANN@xn--bcher-kva.example",
            "ann@XN--BCHER-KVA.EXAMPLE",
            "ann@bücher\u{3002}example",
            "\u{200f}ann@bücher.example\u{200e}",
            "\u{2068}\tann@bücher.example\u{a0}\u{2069}",
            "\u{feff}ann@bücher.example\u{200b}",
        ] {
            let key = EmailAddress::parse(typed).map(|parsed| parsed.key);
            assert_eq!(key.as_deref(), Some("ann@xn--bcher-kva.example"), "{typed:?}");
        }
        let key = |typed| EmailAddress::parse(typed).unwrap().key;
        assert_eq!(key("a@مثال.إختبار"), "a@xn--mgbh0fb.xn--kgbechtv");
        assert_eq!(key("a@straße.example"), "a@xn--strae-oqa.example", "not strasse's");
    }

    #[test]
    fn what_is_no_address_or_could_be_read_as_another_is_refused() {
        for typed in [
            "",
            "a",
            "a@",
            "@b.example",
            "a@b",
            "a@b@c.example",
            "a b@c.example",
            "a,b@c.example",
            "\"a\"@c.example",
            "a%b@c.example",
            "<a@c.example>",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@c.example.",
            "a@c..example",
            ".a@c.example",
            "a.@c.example",
            "a..b@c.example",
            "ä@c.example",
            "ａ@c.example",
            "a@c.example\n",
            "a@-c.example",
            "a@ｃ.example",
            "a\u{0}@c.example",
            "a@ex%61mple.com",
            "a@exam\u{ad}ple.com",
            "a@exam\u{200b}ple.com",
            "a@c_d.example",
        ] {
            let expected = typed == "a@c.example\n";
            assert_eq!(EmailAddress::parse(typed).is_some(), expected, "{typed:?}");
        }
    }
}
