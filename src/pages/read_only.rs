//! A field that people see and can't change. What is typed stands in an input that takes nothing; what is chosen is told
//! in the words of its options.

use super::choice::Offered;
use super::{Words, field, links};
use maud::{Markup, html};

/// A chosen value that can't be changed.
#[derive(Clone, Copy)]
pub struct Chosen<'a> {
    /// Its field's name.
    pub name: &'a str,
    /// What people read above it.
    pub label: &'a str,
    /// A sentence below the label.
    pub help: Option<&'a str>,
    /// Its options.
    pub options: &'a [Offered<'a>],
    /// The chosen values.
    pub values: &'a [String],
}

/// The labels of what is chosen.
pub fn chosen(chosen: &Chosen) -> Markup {
    let label_of = |value: &'_ String| {
        let option = chosen.options.iter().find(|option| option.value == value);
        option.map_or_else(|| value.clone(), |option| option.label.to_owned())
    };
    told(chosen, &chosen.values.iter().map(label_of).collect::<Vec<_>>())
}

/// Whether a box is ticked.
pub fn ticked(words: &Words, chosen: &Chosen) -> Markup {
    let yes = chosen.values.iter().any(|value| value == "true");
    told(chosen, &[words.text(if yes { "field.yes" } else { "field.no" }).to_owned()])
}

fn told(chosen: &Chosen, labels: &[String]) -> Markup {
    html! {
        div.field.fixed role="group" aria-labelledby={ (chosen.name) "-label" } {
            p.label id={ (chosen.name) "-label" } { (links::linked(chosen.label)) }
            (field::help(chosen.name, chosen.help))
            div.value id=(chosen.name) { @for label in labels { p { (links::linked(label)) } } }
        }
    }
}
