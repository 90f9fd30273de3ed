//! Conditions of fields: each names a field that people answer before it or beside it, and answers that this field takes.

use super::default::{allowed, value};
use crate::config::fault::At;
use crate::config::raw::flow::{Answer, Flow as Raw, ShowIf};
use crate::flow::{AttributePage, Condition, DataType, Input, answer};
use serde_json::{Value, json};

/// The most different conditions on one page; the style sheet has rules for so many.
const MOST: usize = 16;

/// A field of the document, and its condition.
pub struct Field {
    page: usize,
    index: usize,
    attribute: String,
    condition: Option<Condition>,
    /// Whether the condition's `is` is a list.
    several: bool,
}

impl Field {
    fn at<'f>(&self, document: &At<'f>) -> At<'f> {
        document.field("pages").item(self.page).field("inputs").item(self.index)
    }

    fn is(&self, other: &Self) -> bool {
        (self.page, self.index) == (other.page, other.index)
    }

    fn decides(&self) -> Option<&str> {
        self.condition.as_ref().map(|condition| condition.attribute.as_str())
    }
}

/// The document's fields, as far as they can be told apart.
pub fn fields(raw: &Raw) -> Vec<Field> {
    let pages = raw.pages.iter().flatten().enumerate();
    let inputs = pages.flat_map(|(page, raw)| {
        raw.inputs.iter().flatten().enumerate().map(move |(index, input)| (page, index, input))
    });
    let field = |(page, index, input): (usize, usize, &crate::config::raw::flow::Input)| {
        let is = input.show_if.as_ref().and_then(|show_if| show_if.is.as_ref());
        Some(Field {
            page,
            index,
            attribute: input.attribute.clone()?,
            condition: input.show_if.clone().and_then(read),
            several: matches!(is, Some(Answer::Several(_))),
        })
    };
    inputs.filter_map(field).collect()
}

/// What a condition says.
pub fn read(raw: ShowIf) -> Option<Condition> {
    let is = match raw.is.map(value) {
        Some(Value::Array(values)) => values,
        Some(value) => vec![value],
        None => Vec::new(),
    };
    Some(Condition { attribute: raw.attribute?, is })
}

/// Checks which fields the conditions name, and how many a page has.
pub fn check_names(fields: &[Field], at: &At<'_>) {
    for field in fields {
        let Some(decides) = field.decides() else { continue };
        let at = &field.at(at).field("showIf").field("attribute");
        match fields.iter().find(|other| other.attribute == decides) {
            _ if decides == field.attribute => at.fault("names the field itself"),
            Some(named) if named.page > field.page => {
                at.fault(format!("`{decides}` is asked on a later page"));
            }
            Some(_) => check_cycle(field, fields, at),
            None => at.fault(not_asked(decides, field, fields)),
        }
    }
    for page in 0..fields.last().map_or(0, |last| last.page + 1) {
        let mut different: Vec<&Condition> = Vec::new();
        let of_page = fields.iter().filter(|field| field.page == page);
        for condition in of_page.filter_map(|field| field.condition.as_ref()) {
            if !different.contains(&condition) {
                different.push(condition);
            }
        }
        if different.len() > MOST {
            let count = different.len();
            at.field("pages")
                .item(page)
                .field("inputs")
                .fault(format!("holds {count} different showIf; allowed: up to {MOST}"));
        }
    }
}

fn not_asked(decides: &str, field: &Field, fields: &[Field]) -> String {
    let may = |other: &&Field| other.page <= field.page && other.attribute != field.attribute;
    let may: Vec<_> = fields.iter().filter(may).map(|other| other.attribute.as_str()).collect();
    format!("`{decides}` is not asked in this flow; allowed: {}", may.join(", "))
}

/// A cycle is told once, at the first of its fields.
fn check_cycle(first: &Field, fields: &[Field], at: &At<'_>) {
    let mut way: Vec<&Field> = Vec::new();
    let mut next = Some(first);
    while let Some(field) = next.filter(|field| !way.iter().any(|one| one.is(field))) {
        way.push(field);
        next = fields.iter().find(|other| Some(other.attribute.as_str()) == field.decides());
    }
    let leads_back = next.is_some_and(|field| field.is(first));
    let place = |field: &Field| fields.iter().position(|one| one.is(field));
    if leads_back && way.iter().all(|field| place(field) >= place(first)) {
        let names: Vec<_> = way.iter().map(|field| field.attribute.as_str()).collect();
        let (names, again) = (names.join(" → "), &first.attribute);
        at.fault(format!("is a cycle: {names} → {again}; none of them would ever be asked"));
    }
}

/// Checks that the conditions name answers to the fields that decide.
pub fn check_answers(fields: &[Field], pages: &[AttributePage], at: &At<'_>) {
    let asked = |attribute: &str| {
        pages.iter().flat_map(|page| &page.inputs).find(|input| input.attribute == attribute)
    };
    for field in fields {
        let (Some(condition), Some(decides)) = (&field.condition, field.decides().and_then(asked))
        else {
            continue;
        };
        let at = field.at(at).field("showIf").field("is");
        for (index, is) in condition.is.iter().enumerate().filter(|(_, is)| !answers(decides, is)) {
            let at = if field.several { at.item(index) } else { at.clone() };
            let (decides, allowed) = (&decides.attribute, allowed(decides));
            at.fault(format!("{is} is no answer to {decides}; allowed: {allowed}"));
        }
    }
}

fn answers(decides: &Input, is: &Value) -> bool {
    match decides.data_type {
        DataType::StringCollection => answer::judge(decides, &json!([is])).is_ok(),
        _ => answer::judge(decides, is).is_ok(),
    }
}
