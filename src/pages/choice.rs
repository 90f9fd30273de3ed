//! Fields to choose in: a list, buttons, boxes.

use super::field::{self, Need};
use super::{Problems, Words, links};
use maud::{Markup, html};

/// One of several answers to choose among.
#[derive(Debug, Clone)]
pub struct Offered<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What people read.
    pub label: &'a str,
    /// What the style sheet knows it by.
    pub class: Option<String>,
}

/// Answers by value and label, on which nothing rests.
pub fn plain<'a>(options: &[(&'a str, &'a str)]) -> Vec<Offered<'a>> {
    options.iter().map(|(value, label)| Offered { value, label, class: None }).collect()
}

/// A field with options.
#[derive(Clone, Copy)]
pub struct Choice<'a> {
    /// Its name; its first button or box has it as id.
    pub name: &'a str,
    /// What people read above it.
    pub label: &'a str,
    /// A sentence below the label.
    pub help: Option<&'a str>,
    /// Its options.
    pub options: &'a [Offered<'a>],
    /// The chosen values.
    pub chosen: &'a [String],
    /// What a browser may fill in.
    pub autocomplete: Option<&'static str>,
    /// What is asked of the person.
    pub need: Need,
}

impl Choice<'_> {
    fn is_chosen(&self, value: &str) -> bool {
        self.chosen.iter().any(|chosen| chosen == value)
    }
}

/// One option of a list, which begins with none chosen.
pub fn list(words: &Words, choice: &Choice, problems: &Problems) -> Markup {
    let error = problems.of(choice.name);
    html! {
        div.field {
            label for=(choice.name) { (choice.label) (field::optional(words, choice.need)) }
            (field::help(choice.name, choice.help))
            (field::wrong(words, choice.name, error))
            select id=(choice.name) name=(choice.name) autocomplete=[choice.autocomplete]
                aria-required=[(choice.need == Need::Required).then_some("true")]
                aria-invalid=[problems.concern(choice.name).then_some("true")]
                aria-describedby=[field::described_by(choice.name, choice.help.is_some(), problems)] {
                option value="" { (words.text("field.choose")) }
                @for Offered { value, label, class } in choice.options {
                    option value=(value) class=[class] selected[choice.is_chosen(value)] { (label) }
                }
            }
        }
    }
}

/// One option of several buttons.
pub fn radio(words: &Words, choice: &Choice, problems: &Problems) -> Markup {
    group(words, choice, problems, "radio")
}

/// Several options: boxes of one name.
pub fn boxes(words: &Words, choice: &Choice, problems: &Problems) -> Markup {
    group(words, choice, problems, "checkbox")
}

fn group(words: &Words, choice: &Choice, problems: &Problems, kind: &'static str) -> Markup {
    let error = problems.of(choice.name);
    let one = kind == "radio";
    html! {
        fieldset.field role=[one.then_some("radiogroup")]
            aria-required=[(one && choice.need == Need::Required).then_some("true")]
            aria-invalid=[(one && problems.concern(choice.name)).then_some("true")]
            aria-describedby=[field::described_by(choice.name, choice.help.is_some(), problems)] {
            legend { (choice.label) (field::optional(words, choice.need)) }
            (field::help(choice.name, choice.help))
            (field::wrong(words, choice.name, error))
            @for (at, Offered { value, label, class }) in choice.options.iter().enumerate() {
                @let id = if at == 0 { choice.name.to_owned() } else { format!("{}-{}", choice.name, at + 1) };
                div.tick {
                    input type=(kind) id=(id) name=(choice.name) value=(value) class=[class]
                        checked[choice.is_chosen(value)]
                        aria-invalid=[(!one && problems.concern(choice.name)).then_some("true")];
                    label for=(id) { (links::linked(label)) }
                }
            }
        }
    }
}

/// One box to tick.
#[derive(Clone)]
pub struct Tick<'a> {
    /// Its name and id.
    pub name: &'a str,
    /// What is sent when it is ticked.
    pub value: &'a str,
    /// What people read beside it.
    pub label: &'a Markup,
    /// A sentence below the label.
    pub help: Option<&'a str>,
    /// Whether it is ticked.
    pub ticked: bool,
    /// What the style sheet knows it by.
    pub class: Option<String>,
    /// What is asked of the person.
    pub need: Need,
}

/// One box to tick.
pub fn tick(words: &Words, tick: &Tick, problems: &Problems) -> Markup {
    let error = problems.of(tick.name);
    html! {
        div.field {
            (field::wrong(words, tick.name, error))
            div.tick {
                input type="checkbox" id=(tick.name) name=(tick.name) value=(tick.value) class=[&tick.class]
                    checked[tick.ticked]
                    aria-required=[(tick.need == Need::Required).then_some("true")]
                    aria-invalid=[problems.concern(tick.name).then_some("true")]
                    aria-describedby=[field::described_by(tick.name, tick.help.is_some(), problems)];
                label for=(tick.name) { (tick.label) (field::optional(words, tick.need)) }
            }
            (field::help(tick.name, tick.help))
        }
    }
}
