//! `String.prototype.normalize`, and hosts as `URL` writes them.

use super::Edge;
use crate::ports::Unicode;
use js_sys::JsString;
use web_sys::Url;

impl Unicode for Edge {
    fn nfkc(&self, text: &str) -> String {
        JsString::from(text).normalize("NFKC").into()
    }

    fn domain_to_ascii(&self, domain: &str) -> Option<String> {
        Url::new(&format!("https://{domain}")).ok().map(|url| url.hostname())
    }
}
