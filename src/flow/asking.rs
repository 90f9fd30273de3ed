//! What one page asks for.

use super::{Input, Terms};
use crate::encode::gather::Gather;
use serde_json::{Map, Value};

/// What one page asks for.
#[derive(Debug, Clone, Default)]
pub struct Asking<'a> {
    /// The page's place in the flow.
    pub page: usize,
    /// Which of how many pages it is for a new person; none with an account, whose pages are only those that lack
    /// something.
    pub place: Option<(usize, usize)>,
    /// Its fields.
    pub inputs: Vec<&'a Input>,
    /// What they hold before anything is typed: attribute → value.
    pub values: Map<String, Value>,
    /// What is known of the person before: attribute → value.
    pub known: Map<String, Value>,
    /// The terms below them.
    pub terms: Vec<&'a Terms>,
    /// Whether it is the last that asks.
    pub last: bool,
    /// Whether the person may put it off.
    pub may_skip: bool,
}

impl<'a> Asking<'a> {
    /// What fields hold, attribute by attribute.
    pub fn values(
        inputs: &[&Input],
        holds: impl Fn(&Input) -> Option<Value>,
    ) -> Map<String, Value> {
        inputs.iter().filter_map(|input| Some((input.attribute.clone(), holds(input)?))).gather()
    }

    /// Its fields that people answer.
    pub fn editable(&self) -> impl Iterator<Item = &'a Input> {
        self.inputs.iter().copied().filter(|input| input.is_editable())
    }
}
