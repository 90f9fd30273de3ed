//! What can be wrong with an answer.

use crate::encode::email;

/// Why an answer is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is required.
    Required,
    /// It does not match the field's pattern.
    Pattern,
    /// It has fewer characters than this.
    TooShort(usize),
    /// It has more characters than this.
    TooLong(usize),
    /// It is no whole number.
    NotANumber,
    /// It is outside this range.
    OutOfRange(Option<i64>, Option<i64>),
    /// It is no day.
    NotADate,
    /// It is before this day.
    TooEarly(String),
    /// It is after this day.
    TooLate(String),
    /// It is none of the options.
    NotAnOption,
    /// It is no e-mail address.
    NotAnEmailAddress(email::Fault),
    /// It is not the address of a page.
    NotAUrl,
    /// It is no phone number.
    NotAPhoneNumber,
    /// It is a phone number without a calling code, of a country that is not known.
    NoCallingCode,
}
