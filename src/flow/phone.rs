//! A phone number is kept as E.164 writes it: `+`, the calling code, the number, at most 15 digits (ITU-T E.164 §6).
//! People write it as they like: with spaces and brackets, with digits of their script, with `00` in front, or as it is
//! dialled within their country, if that country is known.

use super::calling_codes as codes;
use crate::encode::typed;

/// Why a text is no phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nobody has such a number.
    NotANumber,
    /// It is written as within a country, and which one is not known.
    UnknownCountry,
}

/// The number that `typed` stands for, of a person in `country` (ISO 3166-1 alpha-2), as E.164.
///
/// # Errors
/// Why it is none.
pub fn read(typed: &str, country: Option<&str>) -> Result<String, Fault> {
    let typed = dialled(typed).ok_or(Fault::NotANumber)?;
    let number = if let Some(number) = typed.strip_prefix('+').or_else(|| typed.strip_prefix("00"))
    {
        international(number)
    } else if typed.len() < 4 {
        None
    } else {
        let code = country.and_then(codes::of_country).ok_or(Fault::UnknownCountry)?;
        national(code, &typed)
    };
    number.ok_or(Fault::NotANumber)
}

/// Whether `text` is a number as [`read`] gives it.
pub fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').and_then(international).is_some_and(|number| number == text)
}

/// The digits, and the `+` in front of them; none if there is anything else than what people put between digits.
fn dialled(typed: &str) -> Option<String> {
    let text = typed::in_ascii_digits(typed).replace('\u{ff0b}', "+");
    let text: String = text.chars().filter(|c| !is_between_digits(*c)).collect();
    let number = text.strip_prefix('+').unwrap_or(&text);
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(text)
}

/// Spaces, dashes, dots, brackets, slashes, and marks that are not seen.
fn is_between_digits(c: char) -> bool {
    typed::is_unseen(c)
        || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{ff0d}')
        || matches!(
            c,
            '.' | '\u{b7}'
                | '\u{2022}'
                | '\u{ff0e}'
                | '('
                | ')'
                | '\u{ff08}'
                | '\u{ff09}'
                | '/'
                | '\u{ff0f}'
        )
}

/// The number of `digits` that begin with a calling code. A trunk prefix behind it, as in `+44 (0)20`, is left out where
/// it can't be a part of the number.
fn international(digits: &str) -> Option<String> {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let code = codes::leading(digits)?;
    let number = digits.strip_prefix(code)?;
    let lengths = codes::lengths(code);
    let rest = codes::trunk_prefixes(code)
        .filter(|prefix| prefix.starts_with('0') || !lengths.contains(&number.len()))
        .find_map(|prefix| number.strip_prefix(prefix));
    e164(code, rest.unwrap_or(number))
}

/// The number of `digits` as they are dialled within the countries of `code`. Some leave out the `+` alone, which shows
/// where it is known how long a number is.
fn national(code: &str, digits: &str) -> Option<String> {
    let lengths = codes::lengths(code);
    let rest = codes::trunk_prefixes(code).find_map(|prefix| {
        digits.strip_prefix(prefix).filter(|rest| lengths.contains(&rest.len()))
    });
    e164(code, rest.unwrap_or(digits)).or_else(|| e164(code, digits.strip_prefix(code)?))
}

fn e164(code: &str, number: &str) -> Option<String> {
    let possible = codes::lengths(code).contains(&number.len())
        && (codes::keeps_zero(code) || !number.starts_with('0'));
    possible.then(|| format!("+{code}{number}"))
}

#[cfg(test)]
mod tests;
