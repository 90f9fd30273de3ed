//! E-mail addresses. Canonicalised first, then validated (ASVS 1.1.1, CVE-2019-19844): taken out of what surrounds it where
//! it was copied, the domain as A-labels by UTS 46, the ASCII local part lower-cased for comparison. Nothing folds the
//! local part otherwise, which is the host's to read (RFC 5321 §2.3.11). Refused, each with its reason: a local part that
//! is not ASCII, more than one address, quotes, `%`, blanks and what is not seen, address literals, and a domain's label
//! that does not survive the round trip.

use super::domain::{self, is_domain};
use super::typed::is_unseen;
use super::unicode::Unicode;

/// An address that mail can be sent to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress {
    /// As typed, trimmed, with an ASCII domain: where mail goes, and the claim `email`.
    pub address: String,
    /// For comparison: unique without regard to case.
    pub key: String,
}

/// Why a text is no address that this issuer takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It has no `@`, or nothing on one side of it.
    Incomplete,
    /// It is more than one.
    Several,
    /// There is a blank in it, or something that is not seen.
    Blank,
    /// Before the `@` stands a character that is not taken there.
    Character(char),
    /// What stands behind the `@` is no domain.
    NoDomain(String),
    /// It has more characters than this, the most with its domain.
    TooLong(usize),
}

/// The most bytes that may stand before the `@` (RFC 5321 §4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

impl EmailAddress {
    /// The most bytes an address may have (RFC 5321 §4.5.3.1.3, the brackets left out).
    pub const LONGEST: usize = 254;

    /// Reads what a person typed or pasted: full-width `＠` and dots, `<ann@people.example>` with or without a name in
    /// front, and a comma or full stop behind are taken for what they are.
    ///
    /// # Errors
    /// Why it is no address that this issuer takes.
    pub fn parse(typed: &str, unicode: &impl Unicode) -> Result<Self, Fault> {
        let pasted = outside(typed);
        if pasted.len() > 4 * Self::LONGEST {
            return Err(Fault::TooLong(Self::LONGEST));
        }
        let one = without_name(pasted)?;
        let (local, domain) = one.split_once(is_at).ok_or(Fault::Incomplete)?;
        if domain.contains(is_at) {
            return Err(Fault::Several);
        }
        if local.is_empty() || domain.is_empty() {
            return Err(Fault::Incomplete);
        }
        if one.chars().any(is_unseen) {
            return Err(Fault::Blank);
        }
        if let Some(other) = local.chars().find(|c| !may_be_local(*c)) {
            return Err(Fault::Character(other));
        }
        let ascii = domain::to_ascii(domain, unicode).filter(|ascii| is_domain(ascii));
        let ascii = ascii.ok_or_else(|| Fault::NoDomain(domain.to_owned()))?;
        let most = (LONGEST_LOCAL + 1 + domain.chars().count()).min(Self::LONGEST);
        Self::parse_ascii(&format!("{local}@{ascii}")).ok_or(Fault::TooLong(most))
    }

    /// Reads an address whose domain is ASCII already.
    pub fn parse_ascii(address: &str) -> Option<Self> {
        let (local, domain) = address.split_once('@')?;
        let local_ok =
            !local.is_empty() && local.len() <= LONGEST_LOCAL && local.chars().all(may_be_local);
        let domain = domain.to_ascii_lowercase();
        let address = format!("{local}@{domain}");
        (local_ok && is_domain(&domain) && address.len() <= Self::LONGEST)
            .then(|| Self { key: address.to_ascii_lowercase(), address })
    }
}

/// An address as SMTP writes it: a local part that begins or ends with a dot, or has two in a row, must be quoted
/// (RFC 5321 §4.1.2, RFC 5322 §3.4.1). Nothing that an address here may hold is escaped there.
pub fn mailbox(address: &str) -> String {
    match address.split_once('@') {
        Some((local, domain)) if local.split('.').any(str::is_empty) => {
            format!("\"{local}\"@{domain}")
        }
        _ => address.to_owned(),
    }
}

/// An address as people read it: its domain in its own letters, where nothing else looks like it.
pub fn shown(address: &str) -> String {
    match address.split_once('@') {
        Some((local, domain)) => format!("{local}@{}", domain::shown(domain)),
        None => address.to_owned(),
    }
}

/// The commercial at, as also input methods for Chinese and Japanese write it.
fn is_at(c: char) -> bool {
    matches!(c, '@' | '＠' | '﹫')
}

/// What a local part may hold: a Dot-string's characters but `%`, which routed mail once, and dots wherever they stand, as
/// carriers gave them out and HTML takes them.
fn may_be_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || ".!#$&'*+-/=?^_`{|}~".contains(c)
}

/// Without what is copied along around an address: blanks, what is not seen, and the mark that parts it from the next.
fn outside(typed: &str) -> &str {
    let mark = |c: char| is_unseen(c) || matches!(c, ',' | ';' | '，' | '；' | '、');
    let stop = |c: char| mark(c) || matches!(c, '.' | '．' | '。' | '｡' | '>');
    typed.trim_start_matches(mark).trim_end_matches(stop)
}

/// The address in angle brackets, without the name in front. A name that holds another address is one too many, but many
/// programs write the same twice.
fn without_name(pasted: &str) -> Result<&str, Fault> {
    let Some((name, address)) = pasted.rsplit_once('<') else { return Ok(pasted) };
    let address = outside(address);
    let name = name.trim_matches(|c| is_unseen(c) || matches!(c, '"' | '\''));
    let another = name.contains(is_at) && name != address;
    if another || name.contains(['<', '>']) { Err(Fault::Several) } else { Ok(address) }
}

#[cfg(test)]
mod tests {
    use super::{EmailAddress, Fault, mailbox, shown};
    use crate::encode::unicode::Tables;

    fn parse(typed: &str) -> Option<EmailAddress> {
        EmailAddress::parse(typed, &Tables).ok()
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
    fn an_address_is_taken_out_of_what_was_copied_with_it() {
        for typed in [
            "ann@bu\u{308}cher.example",
            "ann＠bücher．example",
            "ann﹫bücher。example",
            "ann@ｂücher.example",
            "ann@bücher.example,",
            "ann@bücher.example; ",
            "ann@bücher.example.",
            "<ann@bücher.example>",
            " Ann Lee <ann@bücher.example>",
            "\"Lee, Ann\" <ann@bücher.example>;",
            "Ann Lee<ann＠bücher.example>",
            "ann@bücher.example <ann@bücher.example>",
            "'ann@bücher.example' <ann@bücher.example>",
            "ann@bücher.example>",
        ] {
            let address = parse(typed).map(|parsed| parsed.address);
            assert_eq!(address.as_deref(), Some("ann@xn--bcher-kva.example"), "{typed:?}");
        }
        assert_eq!(parse("a@ﬁ.example").unwrap().address, "a@fi.example", "as browsers read it");
    }

    #[test]
    fn a_local_part_has_its_dots_where_its_host_put_them_and_mail_quotes_them() {
        for (local, quoted) in [
            ("ab..cd", "\"ab..cd\""),
            ("abcd.", "\"abcd.\""),
            (".abcd", "\".abcd\""),
            ("a.b+c", "a.b+c"),
        ] {
            let address = parse(&format!("{local}@carrier.example")).unwrap().address;
            assert_eq!(address, format!("{local}@carrier.example"));
            assert_eq!(mailbox(&address), format!("{quoted}@carrier.example"));
        }
    }

    #[test]
    fn what_is_no_address_or_could_be_read_as_another_is_refused_with_its_reason() {
        use Fault::{Blank, Character, Incomplete, Several};
        let no_domain = |domain: &str| Fault::NoDomain(domain.to_owned());
        for (typed, reason) in [
            ("", Incomplete),
            ("a", Incomplete),
            ("a@", Incomplete),
            ("@b.example", Incomplete),
            ("<>", Incomplete),
            ("a@b", no_domain("b")),
            ("a@b@c.example", Several),
            ("a@b.example, c@d.example", Several),
            ("A <a@b.example>, C <c@d.example>", Several),
            ("a@b.example, C <c@d.example>", Several),
            ("\"a@bank.example\" <eve@evil.example>", Several),
            ("a b@c.example", Blank),
            ("a@ c.example", Blank),
            ("a\u{0}@c.example", Blank),
            ("a@exam\u{ad}ple.com", Blank),
            ("a@exam\u{200b}ple.com", Blank),
            ("a,b@c.example", Character(',')),
            ("\"a\"@c.example", Character('"')),
            ("a%b@c.example", Character('%')),
            ("jörg@c.example", Character('ö')),
            ("ａ@c.example", Character('ａ')),
            ("a．b@c.example", Character('．')),
            ("a@[127.0.0.1]", no_domain("[127.0.0.1]")),
            ("a@127.0.0.1", no_domain("127.0.0.1")),
            ("a@127.0.0.0x1", no_domain("127.0.0.0x1")),
            ("a@127.0.0.0x", no_domain("127.0.0.0x")),
            ("a@xn--a.example", no_domain("xn--a.example")),
            ("a@xn--a-.example", no_domain("xn--a-.example")),
            ("a@xn--.example", no_domain("xn--.example")),
            ("a@℀.example", no_domain("℀.example")),
            ("a@a／b.example", no_domain("a／b.example")),
            ("a@c..example", no_domain("c..example")),
            ("a@-c.example", no_domain("-c.example")),
            ("a@ex%61mple.com", no_domain("ex%61mple.com")),
            ("a@c_d.example", no_domain("c_d.example")),
        ] {
            assert_eq!(EmailAddress::parse(typed, &Tables), Err(reason), "{typed:?}");
        }
        let long = |local: usize| {
            EmailAddress::parse(&format!("{}@c.example", "a".repeat(local)), &Tables)
        };
        assert!(long(64).is_ok());
        assert_eq!(long(65), Err(Fault::TooLong(74)), "64, the `@` and 9");
        assert_eq!(long(2000), Err(Fault::TooLong(254)));
    }

    #[test]
    fn an_address_is_shown_with_its_domains_own_letters() {
        assert_eq!(shown("Max@xn--mller-kva.example"), "Max@müller.example");
        for same in ["max@people.example", "xn--mller-kva", "", "max@xn--a.example"] {
            assert_eq!(shown(same), same);
        }
    }
}
