//! What people are told of an answer that is none.

use super::Words;
use crate::encode::email;
use crate::flow::answer::Fault;
use crate::flow::{DataType, EmailDomains, Input, password};

/// What is wrong with the answer to `input`.
pub fn answer(words: &Words, input: &Input, fault: &Fault) -> String {
    let number = |key, name, number: &dyn ToString| words.fill(key, &[(name, &number.to_string())]);
    match fault {
        Fault::Required => words.text(required(input)).to_owned(),
        Fault::Pattern => pattern(words, input),
        Fault::TooShort(minimum) => number("field.tooShort", "minimum", minimum),
        Fault::TooLong(maximum) => number("field.tooLong", "maximum", maximum),
        Fault::NotANumber | Fault::OutOfRange(None, None) => {
            words.text("field.notANumber").to_owned()
        }
        Fault::OutOfRange(Some(minimum), Some(maximum)) => words.fill(
            "field.range",
            &[("minimum", &minimum.to_string()), ("maximum", &maximum.to_string())],
        ),
        Fault::OutOfRange(Some(minimum), None) => number("field.minimum", "minimum", minimum),
        Fault::OutOfRange(None, Some(maximum)) => number("field.maximum", "maximum", maximum),
        Fault::NotADate => words.text("field.notADate").to_owned(),
        Fault::TooEarly(day) => number("field.earliest", "day", day),
        Fault::TooLate(day) => number("field.latest", "day", day),
        Fault::NotAnOption => words.text("field.notAnOption").to_owned(),
        Fault::NotAnEmailAddress(fault) => email(words, fault),
        Fault::NotAUrl => words.text("field.notAUrl").to_owned(),
        Fault::NotAPhoneNumber => words.text("field.notAPhoneNumber").to_owned(),
        Fault::NoCallingCode => words.text("field.noCallingCode").to_owned(),
    }
}

/// What is wrong with an e-mail address.
pub fn email(words: &Words, fault: &email::Fault) -> String {
    match fault {
        email::Fault::Incomplete => words.text("email.invalid").to_owned(),
        email::Fault::Several => words.text("email.several").to_owned(),
        email::Fault::Blank => words.text("email.blank").to_owned(),
        email::Fault::Character(c) => {
            words.fill("email.character", &[("character", c.encode_utf8(&mut [0; 4]))])
        }
        email::Fault::NoDomain(domain) => words.fill("email.noDomain", &[("domain", domain)]),
        email::Fault::TooLong(most) => {
            words.fill("field.tooLong", &[("maximum", &most.to_string())])
        }
    }
}

/// What is wrong with a new password.
pub fn password(words: &Words, fault: password::Fault) -> String {
    let minimum = password::MINIMUM.to_string();
    match fault {
        password::Fault::Required => words.text("password.required").to_owned(),
        password::Fault::TooShort => words.fill("password.tooShort", &[("minimum", &minimum)]),
        password::Fault::TooLong => words.text("password.tooLong").to_owned(),
        password::Fault::Common => words.text("password.common").to_owned(),
    }
}

/// That addresses of a domain can't sign up: in the flow's own words, else in `ours`, and whom to turn to.
pub fn email_domain(words: &Words, domains: &EmailDomains, ours: String) -> String {
    let own = domains.message.as_ref().map(|message| message.in_language(words.tag()));
    let sentence = own.map_or(ours, str::to_owned);
    match &domains.contact {
        Some(contact) => {
            format!("{sentence} {}", words.fill("email.contact", &[("contact", contact)]))
        }
        None => sentence,
    }
}

/// That a code was refused, and when the newest was sent that still counts, if one does.
pub fn refused_code(words: &Words, minutes_ago: Option<i64>) -> String {
    match minutes_ago {
        None => words.text("code.refusedLong").to_owned(),
        Some(..1) => words.text("code.refusedNow").to_owned(),
        Some(minutes) => words.fill("code.refused", &[("minutes", &minutes.to_string())]),
    }
}

/// When a new code can be had. Hours are not counted out.
pub fn resend(words: &Words, minutes: i64) -> String {
    match minutes {
        ..=60 => words.fill("code.resendIn", &[("minutes", &minutes.to_string())]),
        _ => words.text("code.resendLater").to_owned(),
    }
}

/// That there were too many tries, and when the next one counts. Hours are not counted out.
pub fn throttled(words: &Words, seconds: i64) -> String {
    match (seconds + 59) / 60 {
        minutes @ 1..=60 => words.fill("throttled.minutes", &[("minutes", &minutes.to_string())]),
        _ => words.text("throttled.later").to_owned(),
    }
}

/// That no more guesses count, and what helps.
pub fn no_more_guesses(words: &Words) -> String {
    words.fill("signIn.spent", &[("forgot", words.text("signIn.forgot"))])
}

fn required(input: &Input) -> &'static str {
    match input.data_type {
        _ if !input.input_type.is_chosen() => "field.required",
        DataType::Boolean => "field.tickRequired",
        _ => "field.choiceRequired",
    }
}

/// The flow's own sentence, which can say what it expects, else ours.
fn pattern(words: &Words, input: &Input) -> String {
    let own = input.pattern.as_ref().and_then(|pattern| pattern.message.as_ref());
    let own = own.map(|message| message.in_language(words.tag()));
    own.unwrap_or_else(|| words.text("field.pattern")).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_told_in_minutes_up_to_an_hour() {
        let words = Words::shipped(crate::language::Language::En);
        let said = |seconds| throttled(&words, seconds);
        assert!(said(1).ends_with("in 1 minute."));
        assert!(said(61).ends_with("in 2 minutes."));
        assert!(said(7200).ends_with("later."));
        assert!(said(0).ends_with("later."));
    }
}
