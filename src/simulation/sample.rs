//! Answers that pass, for a script to begin with.

use super::page::Field;
use super::script::Answer;
use crate::encode::unicode::Tables;
use crate::flow::{EmailDomains, Flow, Input, answer};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, ClassBytesRange, Hir, HirKind};

/// A password that nobody has.
const PASSWORD: &str = "correct horse battery";

/// What fits most fields of one line; the first that a field lets pass is taken.
const TEXTS: [&str; 9] = [
    "Sample",
    "+12025550123",
    "2000-01-01",
    "https://example.com/",
    "ann@example.com",
    "10",
    "1",
    "1000",
    "Sample text that is longer",
];

/// How often what may be repeated is, at least.
const REPETITIONS: [u32; 4] = [0, 1, 4, 8];

/// An answer to `field` that passes at `now`, as far as can be told.
pub fn answer(field: &Field, flow: &Flow, now: i64) -> Answer {
    let first = || field.options.first().map(|(value, _)| value.clone()).unwrap_or_default();
    match (field.name.as_str(), field.kind.as_str()) {
        ("email", _) => Answer::Text(email(&flow.email_domains)),
        ("code", _) => Answer::Text("{code}".to_owned()),
        ("password", _) => Answer::Text(PASSWORD.to_owned()),
        (name, "checkbox") if field.options.len() == 1 => Answer::Tick(name != "keep"),
        (_, "checkbox") => Answer::Several(vec![first()]),
        _ if !field.options.is_empty() => Answer::Text(first()),
        (name, _) => {
            let inputs = flow.pages.iter().flat_map(|page| &page.inputs);
            let input = inputs.into_iter().find(|input| input.attribute == name);
            Answer::Text(
                input.and_then(|input| text(input, now)).unwrap_or_else(|| field.value.concat()),
            )
        }
    }
}

/// An address that may sign up.
pub fn email(domains: &EmailDomains) -> String {
    let named = domains.allowed.iter().map(|rule| match rule.strip_prefix('*') {
        Some(below) => format!("ann@mail{below}"),
        None => format!("ann@{rule}"),
    });
    let usual = ["ann@example.com", "ann@example.org", "ann@example.net"].map(str::to_owned);
    let mut all = named.chain(usual).filter(|address| domains.let_in(address));
    all.next().unwrap_or_else(|| "ann@example.com".to_owned())
}

/// A line that answers `input` at `now`.
fn text(input: &Input, now: i64) -> Option<String> {
    let minimum = input.minimum.map(|minimum| minimum.to_string());
    let maximum = input.maximum.map(|maximum| maximum.to_string());
    let long =
        input.min_length.map(|length| "sample ".repeat(length).chars().take(length).collect());
    let short = Some("Sample".chars().take(input.max_length).collect());
    let pattern =
        input.pattern.as_ref().map(|pattern| matching(&pattern.source)).unwrap_or_default();
    let texts = TEXTS.map(str::to_owned);
    let all = pattern
        .into_iter()
        .chain(texts)
        .chain([minimum, maximum, long, short].into_iter().flatten())
        .chain(input.days(now).into_iter().flatten());
    let passes = |text: &String| match answer::read(input, &[text], None, &Tables) {
        Ok(Some(value)) => answer::judge_typed_day(input, Some(&value), now).is_ok(),
        _ => false,
    };
    all.into_iter().find(passes)
}

/// Texts that match `pattern`, in regex-lite's language, but for what lies in their length.
fn matching(pattern: &str) -> Vec<String> {
    let parsed = ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern);
    let Ok(hir) = parsed else { return Vec::new() };
    let text = |least| {
        let mut bytes = Vec::new();
        write(&hir, least, &mut bytes);
        String::from_utf8(bytes).ok()
    };
    REPETITIONS.into_iter().filter_map(text).collect()
}

fn write(hir: &Hir, least: u32, bytes: &mut Vec<u8>) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => bytes.extend_from_slice(&literal.0),
        HirKind::Class(class) => bytes.extend(one_of(class)),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            for _ in 0..repetition.min.max(least).min(most) {
                write(&repetition.sub, least, bytes);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, least, bytes),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, least, bytes)),
        HirKind::Alternation(ways) => {
            if let Some(way) = ways.first() {
                write(way, least, bytes);
            }
        }
    }
}

/// A letter, a digit, or whatever there is.
fn one_of(class: &Class) -> Option<u8> {
    let Class::Bytes(class) = class else { return None };
    let holds = |byte: &u8| class.iter().any(|range| (range.start()..=range.end()).contains(byte));
    let usual = *b"Aa1 -.";
    usual.into_iter().find(holds).or_else(|| class.ranges().first().map(ClassBytesRange::start))
}

#[cfg(test)]
mod tests {
    use super::matching;
    use regex_lite::Regex;

    #[test]
    fn a_pattern_is_matched_by_what_is_made_of_it() {
        for pattern in [
            "[A-Za-z]{2}[0-9]{6}",
            r"\d{4}-\d{2}",
            "(NO|SE)[^a-z]+x?",
            "[a-c]*é",
            r"^\w+$",
            r"a\.b",
        ] {
            let regex = Regex::new(&format!("^(?:{pattern})$")).unwrap();
            let made = matching(pattern);
            assert!(made.iter().any(|text| regex.is_match(text)), "{pattern}: {made:?}");
        }
        assert_eq!(matching("[A-Za-z]{2}[0-9]{6}")[0], "AA111111");
    }
}
