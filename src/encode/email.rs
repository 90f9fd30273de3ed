//! E-mail addresses. Canonicalised first, then validated (ASVS 1.1.1, CVE-2019-19844): trimmed of spaces and unseen
//! marks, the ASCII local part lower-cased for comparison, the domain as A-labels by UTS 46. Refused: a local part
//! that is not ASCII, anything NFKC would change, more than one `@`, quotes, commas, angle brackets, `%`,
//! controls, address literals, trailing dots, and a label that does not survive the round trip.

use super::domain::{self, is_domain, is_invisible};
use super::typed;
use super::unicode::Unicode;

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
    pub fn parse(typed: &str, unicode: &impl Unicode) -> Option<Self> {
        let typed = typed.trim_matches(|c: char| typed::is_space(c) || is_invisible(c));
        if typed.len() > Self::LONGEST || (!typed.is_ascii() && unicode.nfkc(typed) != typed) {
            return None;
        }
        let (local, domain) = typed.split_once('@')?;
        Self::parse_ascii(&format!("{local}@{}", domain::to_ascii(domain, unicode)?))
    }

    /// Reads an address whose domain is ASCII already.
    pub fn parse_ascii(address: &str) -> Option<Self> {
        let (local, domain) = address.split_once('@')?;
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".!#$&'*+-/=?^_`{|}~".contains(&byte));
        let domain = domain.to_ascii_lowercase();
        let address = format!("{local}@{domain}");
        (local_ok && is_domain(&domain) && address.len() <= Self::LONGEST)
            .then(|| Self { key: address.to_ascii_lowercase(), address })
    }
}

#[cfg(test)]
mod tests {
    use super::EmailAddress;
    use crate::encode::unicode::Tables;

    fn parse(typed: &str) -> Option<EmailAddress> {
        EmailAddress::parse(typed, &Tables)
    }

    #[test]
    fn an_address_is_mailed_as_typed_and_compared_without_case() {
        let parsed = parse("  Ann.Lee+x@Bücher.Example ").unwrap();
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
            let key = parse(typed).map(|parsed| parsed.key);
            assert_eq!(key.as_deref(), Some("ann@xn--bcher-kva.example"), "{typed:?}");
        }
        let key = |typed| parse(typed).unwrap().key;
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
            "a@127.0.0.0x1",
            "a@127.0.0.0x",
            "a@xn--a.example",
            "a@xn--a-.example",
            "a@xn--.example",
            "a@xn--BCHER-kva.example\u{301}",
            "a@℀.example",
            "a@a／b.example",
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
            assert_eq!(parse(typed).is_some(), expected, "{typed:?}");
        }
    }
}
