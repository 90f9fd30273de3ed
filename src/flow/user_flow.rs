//! A user flow: how people sign up and sign in, once its document is checked.

use super::condition::Condition;
use super::day::Day;
use super::email_domains::EmailDomains;
use super::identity_providers::IdentityProviders;
use super::input_type::InputType;
use super::tenant::{AttributeDefinition, DataType};
use crate::branding::Branding;
use crate::encode::words::words;
use crate::language::{Label, Language, Overrides};
use regex_lite::Regex;
use serde_json::Value;
use std::collections::BTreeMap;

words! {
    /// What kind of account a flow makes.
    pub enum AccountType {
        /// Someone of another company: a partner.
        Guest = "guest",
        /// Someone of the company, or its customer.
        Member = "member",
    }
}

/// Whether people see a field, and can change what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// They answer it.
    Editable,
    /// They see what it holds.
    ReadOnly,
    /// It is on no page.
    Hidden,
}

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceOption {
    /// What people read.
    pub label: Label,
    /// What is kept.
    pub value: String,
}

/// A pattern that a whole value must match, in regex-lite's language.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As written in the document.
    pub source: String,
    /// Compiled, anchored at both ends.
    pub regex: Regex,
    /// What to tell who does not match it; the shipped sentence if none.
    pub message: Option<Label>,
}

/// A field that asks for an attribute.
#[derive(Debug, Clone)]
pub struct Input {
    /// The attribute's id, which is the field's name too.
    pub attribute: String,
    /// What the attribute's values are.
    pub data_type: DataType,
    /// The field's label; without one, the attribute's name.
    pub label: Option<Label>,
    /// A sentence below the label.
    pub help: Option<Label>,
    /// An example inside the empty field.
    pub placeholder: Option<Label>,
    /// How it is shown.
    pub input_type: InputType,
    /// Who may answer it.
    pub access: Access,
    /// When it is asked; always if none.
    pub show_if: Option<Condition>,
    /// Whether it must be answered.
    pub required: bool,
    /// Whether the account keeps the answer; if not, it reaches the tokens of that sign-up alone.
    pub write_to_directory: bool,
    /// What it holds before it is answered; where nobody can answer it, what a new account gets.
    pub default: Option<Value>,
    /// What a whole value must match.
    pub pattern: Option<Pattern>,
    /// The shortest text, in characters.
    pub min_length: Option<usize>,
    /// The longest text, in characters; the attribute's own limit at most.
    pub max_length: usize,
    /// The smallest number.
    pub minimum: Option<i64>,
    /// The largest number.
    pub maximum: Option<i64>,
    /// The first day that can be typed.
    pub earliest: Option<Day>,
    /// The last day that can be typed.
    pub latest: Option<Day>,
    /// The choices of a list, radio buttons or multiple choice.
    pub options: Vec<ChoiceOption>,
}

impl Input {
    /// A field without any words, rules or options of its own.
    pub fn new(attribute: &AttributeDefinition, input_type: InputType) -> Self {
        Self {
            attribute: attribute.id.clone(),
            data_type: attribute.data_type,
            label: None,
            help: None,
            placeholder: None,
            input_type,
            access: Access::Editable,
            show_if: None,
            write_to_directory: true,
            required: false,
            default: None,
            pattern: None,
            min_length: None,
            max_length: attribute.max_length,
            minimum: None,
            maximum: None,
            earliest: None,
            latest: None,
            options: Vec::new(),
        }
    }

    /// Whether people with an account that completed the flow must have answered it.
    pub fn is_demanded(&self) -> bool {
        self.required && self.is_editable() && self.write_to_directory
    }

    /// Whether `value` is one of its options.
    pub fn has_option(&self, value: &str) -> bool {
        self.options.iter().any(|option| option.value == value)
    }

    /// The first and the last day that it takes at `now`.
    pub fn days(&self, now: i64) -> [Option<String>; 2] {
        [&self.earliest, &self.latest].map(|day| day.as_ref().map(|day| day.at(now)))
    }

    /// Whether people answer it.
    pub fn is_editable(&self) -> bool {
        self.access == Access::Editable
    }
}

/// A page that asks for attributes.
#[derive(Debug, Clone, Default)]
pub struct AttributePage {
    /// Its heading; the shipped one if none.
    pub title: Option<Label>,
    /// A sentence below.
    pub description: Option<Label>,
    /// Its fields, in order.
    pub inputs: Vec<Input>,
}

/// Terms to agree to: a box whose label holds links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Which terms they are; acceptance is kept under this id. The field's name is `terms-{id}`.
    pub id: String,
    /// Their version; a new one is asked anew.
    pub version: String,
    /// The sentence beside the box; `[text](https://…)` is a link.
    pub label: Label,
    /// Whether one can go on without.
    pub required: bool,
}

/// What becomes of accounts that completed the flow before it asked for what it asks today.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ExistingAccounts {
    /// They are asked at their next sign-in.
    #[default]
    Ask,
    /// They are asked, and may put it off before this day (ISO 8601, UTC).
    SkippableUntil(String),
    /// They are left alone.
    Leave,
}

/// A checked user flow.
#[derive(Debug, Clone)]
pub struct Flow {
    /// Its id.
    pub id: String,
    /// A hash of its document: runs, enrolments and logs name it.
    pub version: String,
    /// Its name for administrators, and on pages that speak of it.
    pub display_name: Label,
    /// What kind of account it makes.
    pub account_type: AccountType,
    /// Where people may prove who they are.
    pub identity_providers: IdentityProviders,
    /// Whether new accounts are made.
    pub sign_up_open: bool,
    /// Whose addresses may sign up.
    pub email_domains: EmailDomains,
    /// What is asked, page by page.
    pub pages: Vec<AttributePage>,
    /// Terms, asked on the last page.
    pub terms: Vec<Terms>,
    /// What becomes of accounts that completed it earlier.
    pub existing_accounts: ExistingAccounts,
    /// Its own words in place of those of its pages and mails.
    pub strings: BTreeMap<Language, Overrides>,
    /// How its pages look, over what the tenant says.
    pub branding: Branding,
}

impl Flow {
    /// The fields of a page.
    pub fn inputs(&self, page: usize) -> impl Iterator<Item = &Input> {
        self.pages.get(page).into_iter().flat_map(|page| &page.inputs)
    }

    /// The field that asks for an attribute.
    pub fn input(&self, attribute: &str) -> Option<&Input> {
        let mut inputs = self.pages.iter().flat_map(|page| &page.inputs);
        inputs.find(|input| input.attribute == attribute)
    }
}
