//! What takes Unicode's tables. Every JavaScript engine has them, so that the Worker need not.

/// Knows Unicode.
pub trait Unicode {
    /// `text` in normalization form KC (UAX 15).
    fn nfkc(&self, text: &str) -> String;

    /// A domain as A-labels in lower case (UTS 46); none if it is no domain. It need not look into A-labels.
    fn domain_to_ascii(&self, domain: &str) -> Option<String>;
}

/// The tables themselves. They map domains, and do not judge their direction (RFC 5893).
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug, Clone, Copy)]
pub struct Tables;

#[cfg(not(target_arch = "wasm32"))]
impl Unicode for Tables {
    fn nfkc(&self, text: &str) -> String {
        icu_normalizer::ComposingNormalizerBorrowed::new_nfkc().normalize(text).into_owned()
    }

    fn domain_to_ascii(&self, domain: &str) -> Option<String> {
        let uts46 = icu_normalizer::uts46::Uts46MapperBorrowed::new();
        let text: String = uts46.map_normalize(domain.chars()).collect();
        let labels = text.split('.').map(|label| match label {
            ascii if ascii.is_ascii() => Some(ascii.to_owned()),
            disallowed if disallowed.contains(char::REPLACEMENT_CHARACTER) => None,
            other => Some(format!("xn--{}", idna::punycode::encode_str(other)?)),
        });
        Some(labels.collect::<Option<Vec<_>>>()?.join("."))
    }
}
