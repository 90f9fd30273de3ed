//! Domains of e-mail addresses that a flow allows or denies.

use super::{label, unique};
use crate::config::fault::At;
use crate::config::raw::flow::EmailDomains as Raw;
use crate::encode::email::EmailAddress;
use crate::flow::EmailDomains;

const MOST: usize = 500;

/// The domains of a flow; any, if the field is left out.
pub fn check(raw: Option<Raw>, at: &At<'_>) -> EmailDomains {
    let Some(raw) = raw else { return EmailDomains::default() };
    let contact = raw.contact.inspect(|contact| check_contact(contact, &at.field("contact")));
    EmailDomains {
        allowed: rules(raw.allowed, &at.field("allowed")),
        denied: rules(raw.denied, &at.field("denied")),
        message: label::optional(raw.message, &at.field("message")),
        contact,
    }
}

fn rules(raw: Option<Vec<String>>, at: &At<'_>) -> Vec<String> {
    let Some(raw) = raw else { return Vec::new() };
    if raw.is_empty() {
        at.fault_of_whole("is empty; leave it out instead");
    }
    if raw.len() > MOST {
        at.fault(format!("has {} domains; allowed: {MOST}", raw.len()));
    }
    let rules: Vec<String> = raw.iter().map(|rule| rule.to_ascii_lowercase()).collect();
    unique::list(&rules, at);
    for (index, rule) in rules.iter().enumerate().filter(|(_, rule)| !is_rule(rule)) {
        at.item(index).fault(
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

fn check_contact(contact: &str, at: &At<'_>) {
    let link = contact.starts_with("https://") && url::Url::parse(contact).is_ok();
    if !link && EmailAddress::parse_ascii(contact).is_none_or(|address| address.address != contact)
    {
        at.fault("must be an e-mail address or an https link, a host in other letters as xn--…");
    }
}
