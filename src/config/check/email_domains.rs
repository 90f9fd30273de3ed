//! Domains of e-mail addresses that a flow allows or denies.

use super::{label, unique};
use crate::config::fault::Faults;
use crate::config::raw::flow::EmailDomains as Raw;
use crate::encode::email::EmailAddress;
use crate::flow::EmailDomains;

const MOST: usize = 500;

/// The domains of a flow; any, if the field is left out.
pub fn check(raw: Option<Raw>, faults: &mut Faults) -> EmailDomains {
    let Some(raw) = raw else { return EmailDomains::default() };
    let contact = raw.contact.inspect(|contact| check_contact(contact, faults));
    EmailDomains {
        allowed: rules(raw.allowed, "/emailDomains/allowed", faults),
        denied: rules(raw.denied, "/emailDomains/denied", faults),
        message: label::optional(raw.message, "/emailDomains/message", faults),
        contact,
    }
}

fn rules(raw: Option<Vec<String>>, pointer: &str, faults: &mut Faults) -> Vec<String> {
    let Some(raw) = raw else { return Vec::new() };
    if raw.is_empty() {
        faults.add_to_whole(pointer, "is empty; leave it out instead");
    }
    if raw.len() > MOST {
        faults.add(pointer, format!("has {} domains; allowed: {MOST}", raw.len()));
    }
    let rules: Vec<String> = raw.iter().map(|rule| rule.to_ascii_lowercase()).collect();
    unique::list(&rules, pointer, faults);
    for (index, rule) in rules.iter().enumerate().filter(|(_, rule)| !is_rule(rule)) {
        faults.add(
            format!("{pointer}/{index}"),
            format!("`{rule}` is no domain; allowed: contoso.com, or *.contoso.com for every domain below it, in ASCII (xn--…)"),
        );
    }
    rules
}

/// A domain that an address may have, written as addresses are kept.
fn is_rule(rule: &str) -> bool {
    let domain = rule.strip_prefix("*.").unwrap_or(rule);
    let address = format!("a@{domain}");
    EmailAddress::parse_ascii(&address).is_some_and(|parsed| parsed.key == address)
}

fn check_contact(contact: &str, faults: &mut Faults) {
    let link = contact.starts_with("https://") && url::Url::parse(contact).is_ok();
    if !link && EmailAddress::parse_ascii(contact).is_none_or(|address| address.address != contact)
    {
        faults.add(
            "/emailDomains/contact",
            "must be an e-mail address or an https link, a host in other letters as xn--…",
        );
    }
}
