//! Answers that are texts: as people type them, and as they are kept.

use super::Fault;
use crate::encode::email::{self, EmailAddress};
use crate::encode::unicode::Unicode;
use crate::encode::{domain, typed};
use crate::flow::{Input, InputType, countries, phone};
use url::Url;

/// What was typed without its control characters, a tab being a blank. Several lines stay apart, divided by `\n`; a field
/// of one line leaves out line breaks, as browsers do.
pub fn clean(input_type: InputType, typed: &str) -> String {
    let several = input_type == InputType::MultilineText;
    let typed =
        if several { typed.replace("\r\n", "\n").replace('\r', "\n") } else { typed.to_owned() };
    let typed = typed.replace('\t', " ");
    typed.chars().filter(|c| !c.is_control() || (several && *c == '\n')).collect()
}

/// What is kept of a text typed by a person in `country` (ISO 3166-1 alpha-2), if that is known.
///
/// # Errors
/// Why it is not what the field asks for.
pub fn read(
    input_type: InputType,
    text: &str,
    country: Option<&str>,
    unicode: &impl Unicode,
) -> Result<String, Fault> {
    match input_type {
        InputType::Phone => phone::read(text, country).map_err(|fault| match fault {
            phone::Fault::NotANumber => Fault::NotAPhoneNumber,
            phone::Fault::UnknownCountry => Fault::NoCallingCode,
        }),
        InputType::Email => EmailAddress::parse(text, unicode)
            .map(|email| email.address)
            .map_err(Fault::NotAnEmailAddress),
        InputType::Url => typed_address(text, unicode).map(String::from).ok_or(Fault::NotAUrl),
        _ => Ok(text.to_owned()),
    }
}

/// Whether a text that is kept answers `input`.
///
/// # Errors
/// Why it does not.
pub fn judge(input: &Input, text: &str) -> Result<(), Fault> {
    if typed::is_blank(text) {
        return Err(Fault::Required);
    }
    match input.input_type {
        InputType::Country if countries::is_code(text) => return Ok(()),
        InputType::Country => return Err(Fault::NotAnOption),
        InputType::Phone if !phone::is_e164(text) => return Err(Fault::NotAPhoneNumber),
        InputType::Email if EmailAddress::parse_ascii(text).is_none() => {
            return Err(Fault::NotAnEmailAddress(email::Fault::Incomplete));
        }
        InputType::Url if web_address(text).is_none() => return Err(Fault::NotAUrl),
        _ => {}
    }
    let length = text.chars().count();
    if !input.options.is_empty() {
        return if input.has_option(text) { Ok(()) } else { Err(Fault::NotAnOption) };
    }
    if length > input.max_length {
        return Err(Fault::TooLong(input.max_length));
    }
    if let Some(minimum) = input.min_length.filter(|minimum| length < *minimum) {
        return Err(Fault::TooShort(minimum));
    }
    match &input.pattern {
        Some(pattern) if !pattern.regex.is_match(text) => Err(Fault::Pattern),
        _ => Ok(()),
    }
}

/// The address of a page whose host may be typed in any letters.
fn typed_address(text: &str, unicode: &impl Unicode) -> Option<Url> {
    let Some((scheme, rest)) = text.split_once("://") else { return web_address(text) };
    let host = rest.split(['/', '?', '#', ':', '\\']).next().unwrap_or_default();
    if host.is_ascii() {
        return web_address(text);
    }
    let rest = rest.strip_prefix(host)?;
    web_address(&format!("{scheme}://{}{rest}", domain::to_ascii(host, unicode)?))
}

/// The absolute address of a page: nothing that a browser would run.
fn web_address(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| matches!(url.scheme(), "https" | "http"))
}
