//! What the flow asks of a person: attributes, and terms on the last page.

use super::attribute_words;
use super::choice::{self, Choice, Offered, Tick};
use super::conditions::Conditions;
use super::field::{self, Line, Need};
use super::layout::{self, Step};
use super::read_only::{self, Chosen};
use super::{Form, Frame, Problems, Words, links};
use crate::flow::{AttributePage, ChoiceOption, Input, InputType, Terms};
use maud::{Markup, html};
use std::collections::BTreeMap;

pub use super::attribute_words::{label, name};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Attributes<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// The page of the flow: its title and description.
    pub page: &'a AttributePage,
    /// Which of how many pages it is, where that is known.
    pub place: Option<(usize, usize)>,
    /// The inputs to ask, each with its label (see [`label`]).
    pub inputs: Vec<(&'a Input, String)>,
    /// Field name → values, as typed or known; terms by `terms-{id}`.
    pub values: &'a BTreeMap<String, Vec<String>>,
    /// Every country's code and name, in the order of a list, where one is asked for.
    pub countries: &'a [(String, String)],
    /// The terms to ask.
    pub terms: Vec<&'a Terms>,
    /// Whether nothing more is asked after this.
    pub last: bool,
    /// Whether the person may put it off.
    pub may_skip: bool,
    /// When the page is shown: `today` may decide on the days that a field takes.
    pub now: i64,
    /// What is wrong.
    pub problems: Problems,
}

/// The page.
pub fn page(frame: &Frame, values: &Attributes) -> Markup {
    let words = frame.words;
    let language = words.tag();
    let title = title(words, values);
    let application = [("application", frame.place())];
    let lead = match &values.page.description {
        _ if asks_terms_alone(values) => words.isolate("attributes.newTerms.lead", &application),
        Some(description) => links::linked(description.in_language(language)),
        None => words.isolate("attributes.lead", &application),
    };
    let conditions = Conditions::of(values.inputs.iter().map(|(input, _)| *input).collect());
    let button = words.text(if values.last { "attributes.finish" } else { "form.continue" });
    layout::document(
        frame,
        &Step::new("attributes", &title, &values.problems),
        &html! {
            (layout::heading(&title, &lead))
            (layout::summary_with(frame, &values.problems, |field| label_of(values, field)))
            (layout::form(frame, &values.form, &html! {
                @for (input, label) in &values.inputs {
                    @if input.show_if.is_some() { (conditional(words, input, label, values, &conditions)) }
                    @else { (field(words, input, label, values, &conditions)) }
                }
                @for terms in &values.terms { (accept(words, terms, values)) }
                button type="submit" { (button) }
                @if values.may_skip {
                    button type="submit" class="secondary" name="action" value="skip" formnovalidate {
                        (words.text("attributes.skip"))
                    }
                }
            }))
        },
    )
}

/// Whether no detail is asked: what the flow's page says of those is not about this. Words that it has for terms alone are.
fn asks_terms_alone(values: &Attributes) -> bool {
    let AttributePage { title, inputs, .. } = values.page;
    let has_own_words = title.is_some() && inputs.is_empty();
    values.inputs.is_empty() && !values.terms.is_empty() && !has_own_words
}

/// The page's own title; else one that differs from page to page (WCAG 2.2, 2.4.2).
fn title(words: &Words, values: &Attributes) -> String {
    match (&values.page.title, values.place) {
        _ if asks_terms_alone(values) => words.text("attributes.newTerms.title").to_owned(),
        (Some(own), _) => own.in_language(words.tag()).to_owned(),
        (None, Some((page, pages))) if pages > 1 => words.fill(
            "attributes.titleOf",
            &[("page", &page.to_string()), ("pages", &pages.to_string())],
        ),
        (None, _) => words.text("attributes.title").to_owned(),
    }
}

/// What a sentence about a field begins with: a colon follows, so that a question mark would be one mark too many.
fn label_of(values: &Attributes, field: &str) -> Option<String> {
    let named = values.inputs.iter().find(|(input, _)| input.attribute == field);
    let marks = ['?', '؟', '？', ':', '：', ' ', '\u{a0}', '\u{202f}'];
    named.map(|(_, label)| links::unlinked(label).trim_end_matches(marks).to_owned())
}

/// A field that is asked as another decides. Where the style sheet can't tell, that the field was on the page can be
/// told by what is sent for it.
fn conditional(
    words: &Words,
    input: &Input,
    label: &str,
    page: &Attributes,
    conditions: &Conditions,
) -> Markup {
    let class = conditions.of_field(input);
    let sends_nothing = matches!(
        input.input_type,
        InputType::Checkbox | InputType::Radio | InputType::MultipleChoice
    );
    html! {
        div class=[&class] {
            (field(words, input, label, page, conditions))
            @if class.is_none() && sends_nothing && input.is_editable() {
                input type="hidden" name=(input.attribute) value="";
            }
        }
    }
}

fn field(
    words: &Words,
    input: &Input,
    label: &str,
    page: &Attributes,
    conditions: &Conditions,
) -> Markup {
    let language = words.tag();
    let chosen = page.values.get(&input.attribute).map_or(&[][..], Vec::as_slice);
    let options = options(words, input, page, conditions);
    let help = input.help.as_ref().map(|help| help.in_language(language));
    if !input.is_editable() && input.input_type.is_chosen() {
        let name = &input.attribute;
        let fixed = Chosen { name, label, help, options: &options, values: chosen };
        return match input.input_type {
            InputType::Checkbox => read_only::ticked(words, &fixed),
            _ => read_only::chosen(&fixed),
        };
    }
    let choice = Choice {
        name: &input.attribute,
        label,
        help,
        options: &options,
        chosen,
        autocomplete: autofill(input),
        need: need(input.required),
    };
    let days = input.days(page.now);
    let line = || {
        let [min, max] = days.each_ref().map(Option::as_deref);
        Line { min, max, ..line(words, input, label, help, chosen) }
    };
    match input.input_type {
        InputType::List | InputType::Country => choice::list(words, &choice, &page.problems),
        InputType::Radio => choice::radio(words, &choice, &page.problems),
        InputType::MultipleChoice => choice::boxes(words, &choice, &page.problems),
        InputType::Checkbox => {
            let tick = Tick {
                name: &input.attribute,
                value: "true",
                label: &links::linked(label),
                help,
                ticked: chosen.iter().any(|value| value == "true"),
                class: conditions.of_answer(&input.attribute, &true.into()),
                need: need(input.required),
            };
            choice::tick(words, &tick, &page.problems)
        }
        InputType::MultilineText => field::lines(words, &line(), &page.problems),
        InputType::Text
        | InputType::Email
        | InputType::Url
        | InputType::Phone
        | InputType::Number
        | InputType::Date => field::line(words, &line(), &page.problems),
    }
}

/// What there is to choose among.
fn options<'a>(
    words: &Words,
    input: &'a Input,
    page: &'a Attributes,
    conditions: &Conditions,
) -> Vec<Offered<'a>> {
    let offered = |value: &'a str, label: &'a str| {
        let class = conditions.of_answer(&input.attribute, &value.into());
        Offered { value, label, class }
    };
    if input.input_type == InputType::Country {
        return page.countries.iter().map(|(code, name)| offered(code, name)).collect();
    }
    let label = |option: &'a ChoiceOption| option.label.in_language(words.tag());
    input.options.iter().map(|option| offered(&option.value, label(option))).collect()
}

/// What a browser may fill in: what the attribute is, else what the field takes.
fn autofill(input: &Input) -> Option<&'static str> {
    attribute_words::autofill(&input.attribute).or(match input.input_type {
        InputType::Country => Some("country"),
        InputType::Phone => Some("tel"),
        InputType::Email => Some("email"),
        InputType::Url => Some("url"),
        _ => None,
    })
}

fn line<'a>(
    words: &Words,
    input: &'a Input,
    label: &'a str,
    help: Option<&'a str>,
    values: &'a [String],
) -> Line<'a> {
    let (kind, inputmode) = match input.input_type {
        InputType::Phone => ("tel", None),
        InputType::Email => ("text", field::EMAIL),
        InputType::Url => ("url", Some("url")),
        InputType::Date => ("date", None),
        // A phone's digits-only keyboard may lack the minus sign.
        InputType::Number if input.minimum.is_some_and(|minimum| minimum >= 0) => {
            ("text", Some("numeric"))
        }
        _ => ("text", None),
    };
    Line {
        name: &input.attribute,
        kind,
        label,
        help,
        value: values.first().map_or("", String::as_str),
        placeholder: input.placeholder.as_ref().map(|label| label.in_language(words.tag())),
        autocomplete: autofill(input),
        inputmode,
        need: if input.is_editable() { need(input.required) } else { Need::Nothing },
        latin: matches!(
            input.input_type,
            InputType::Phone | InputType::Email | InputType::Url | InputType::Number
        ),
        ..Line::default()
    }
}

fn accept(words: &Words, terms: &Terms, page: &Attributes) -> Markup {
    let name = format!("terms-{}", terms.id);
    let given = page.values.get(&name).and_then(|values| values.first());
    let tick = Tick {
        name: &name,
        value: &terms.version,
        label: &links::linked(terms.label.in_language(words.tag())),
        help: None,
        ticked: given.is_some_and(|version| *version == terms.version),
        class: None,
        need: need(terms.required),
    };
    choice::tick(words, &tick, &page.problems)
}

fn need(required: bool) -> Need {
    if required { Need::Required } else { Need::Optional }
}
