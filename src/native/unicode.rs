//! Unicode's tables as crates have them.

use super::NativePlatform;
use crate::encode::unicode::Tables;
use crate::ports::Unicode;

impl Unicode for NativePlatform {
    fn nfkc(&self, text: &str) -> String {
        Tables.nfkc(text)
    }

    fn domain_to_ascii(&self, domain: &str) -> Option<String> {
        Tables.domain_to_ascii(domain)
    }
}
