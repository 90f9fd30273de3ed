//! How mail leaves.

use super::server_url;
use crate::config::Mode;
use crate::config::fault::At;
use crate::config::raw::tenant::Mail as Raw;
use crate::encode::email::{EmailAddress, mailbox};
use crate::encode::gather::Gather;
use crate::flow::{MailApi, MailSettings};
use serde_json::Value;
use std::collections::BTreeMap;

/// The mail settings.
pub fn check(raw: Raw, mode: &Mode, at: &At<'_>) -> MailSettings {
    if let Some(from) = &raw.from
        && EmailAddress::parse_ascii(from).is_none_or(|parsed| mailbox(&parsed.address) != *from)
    {
        at.field("from").fault("must be an e-mail address and nothing more: sign-up@example.com");
    }
    MailSettings { from: raw.from.clone().unwrap_or_default(), api: api(raw, mode, at) }
}

fn api(raw: Raw, mode: &Mode, at: &At<'_>) -> Option<MailApi> {
    let Some(url) = raw.url else {
        if raw.headers.is_some() {
            at.field("headers").fault("is for a mail API; it needs /mail/url");
        }
        if raw.body.is_some() {
            at.field("body").fault("is for a mail API; it needs /mail/url");
        }
        return None;
    };
    server_url::check(&url, mode, &at.field("url"));
    let headers = raw.headers.unwrap_or_default();
    check_headers(&headers, mode, &at.field("headers"));
    let body = Value::Object(raw.body.unwrap_or_default().into_iter().gather());
    check_body(&body, &at.field("body"));
    Some(MailApi { url, headers, body })
}

fn check_headers(headers: &BTreeMap<String, String>, mode: &Mode, at: &At<'_>) {
    for (name, value) in headers {
        let at = &at.field(name);
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        {
            at.fault(format!("`{name}` is not a header's name: letters, digits and `-`"));
        }
        if !value.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            at.fault("must be printable ASCII on one line");
        }
        check_secrets(name, value, mode, at);
    }
}

/// A value's `{secret:NAME}`, and that a secret is not written out where only names belong.
fn check_secrets(name: &str, value: &str, mode: &Mode, at: &At<'_>) {
    let mut names = value.split("{secret:").skip(1);
    let well_formed = names.all(|rest| {
        rest.split_once('}').is_some_and(|(name, _)| super::client_secret::is_secret_name(name))
    });
    if !well_formed {
        at.fault("holds a `{secret:` that is not {secret:NAME}, NAME of A-Z, 0-9 and `_`");
    }
    let name = name.to_ascii_lowercase();
    let is_secret = ["auth", "key", "token", "secret"].iter().any(|word| name.contains(word));
    if is_secret && !value.contains("{secret:") && !mode.development {
        at.fault(
            "a secret written out is for development alone; name a Worker secret: {secret:NAME}",
        );
    }
}

fn check_body(body: &Value, at: &At<'_>) {
    let text = body.to_string();
    for (words, what) in [
        (&["{to}"][..], "{to}"),
        (&["{subject}"][..], "{subject}"),
        (&["{text}", "{html}"][..], "{text} or {html}"),
    ] {
        if !words.iter().any(|word| text.contains(word)) {
            at.fault(format!("holds no {what}, which a mail needs"));
        }
    }
}
