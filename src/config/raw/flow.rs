//! A document `flow/{id}`.

use super::{Branding, Label};
use crate::encode::fitting::{fit, read_by_value};
use crate::flow::{AccountType, InputType};
use crate::protocol::proofs::{EMAIL_ONE_TIME_PASSCODE, EMAIL_PASSWORD};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Error, Value};
use std::collections::BTreeMap;

/// A user flow: how people sign up and sign in to the applications that name it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Flow {
    /// Where editors find this schema.
    #[serde(rename = "$schema")]
    #[expect(dead_code, reason = "it is for editors")]
    pub schema: Option<String>,
    /// Its name, for administrators and on pages that speak of it.
    #[schemars(required)]
    pub display_name: Option<Label>,
    /// What kind of account it makes.
    #[schemars(required)]
    pub account_type: Option<AccountType>,
    /// Where people prove who they are.
    #[schemars(required)]
    pub identity_providers: Option<Vec<IdentityProvider>>,
    /// Whether new accounts are made. `open` if left out.
    pub sign_up: Option<SignUp>,
    /// Whose addresses may sign up, by their domain. Anybody's if left out.
    pub email_domains: Option<EmailDomains>,
    /// What is asked at sign-up, page by page. Nothing if left out.
    pub pages: Option<Vec<Page>>,
    /// Terms to agree to, on the last page.
    pub terms: Option<Vec<Terms>>,
    /// What becomes of accounts that completed the flow before it asked for what it asks today: a newly required
    /// attribute, new terms. `ask` if left out.
    pub existing_accounts: Option<ExistingAccounts>,
    /// Its own words in place of those of its pages and mails: language tag → key → text. The keys are those of
    /// `assets/locales/en.json`. They go before the tenant's own.
    pub strings: Option<BTreeMap<String, BTreeMap<String, String>>>,
    /// How its pages look, over what the tenant says.
    pub branding: Option<Branding>,
}

/// What becomes of accounts that completed the flow before it asked for what it asks today.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(untagged)]
pub enum ExistingAccounts {
    /// They are asked at their next sign-in, and may put it off until a day.
    Skippable(Skippable),
    /// A word.
    Plain(AskOrLeave),
}

impl ExistingAccounts {
    fn of(value: Value) -> Result<Self, Error> {
        match value {
            Value::String(_) => fit(value).map(Self::Plain),
            _ => fit(value).map(Self::Skippable),
        }
    }
}

read_by_value!(ExistingAccounts);

/// Until when the page can be put off.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Skippable {
    /// The first day on which it can't be put off any more (ISO 8601, UTC): `2027-01-31`.
    #[schemars(required)]
    pub skippable_until: Option<String>,
}

/// Whether existing accounts are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AskOrLeave {
    /// At their next sign-in.
    Ask,
    /// Never.
    Leave,
}

/// Where people prove who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum IdentityProvider {
    /// E-mail address and password; the address is proven by a mailed code at sign-up.
    EmailPassword,
    /// A code sent by e-mail each time, without a password.
    EmailOneTimePasscode,
}

impl IdentityProvider {
    /// Its id.
    pub fn id(self) -> &'static str {
        match self {
            Self::EmailPassword => EMAIL_PASSWORD,
            Self::EmailOneTimePasscode => EMAIL_ONE_TIME_PASSCODE,
        }
    }
}

/// Whether new accounts are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SignUp {
    /// People may sign up.
    Open,
    /// Only people who have an account may sign in.
    Closed,
}

/// Domains of e-mail addresses.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EmailDomains {
    /// Only these: `contoso.com`, or `*.contoso.com` for every domain below it.
    pub allowed: Option<Vec<String>>,
    /// Not these, allowed or not.
    pub denied: Option<Vec<String>>,
    /// What to tell who is refused; the shipped sentence if left out.
    pub message: Option<Label>,
    /// Whom they may turn to: an e-mail address or an https link.
    pub contact: Option<String>,
}

/// A page that asks for attributes.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Page {
    /// Its heading; the shipped one if left out.
    pub title: Option<Label>,
    /// A sentence below the heading.
    pub description: Option<Label>,
    /// Its fields, in order.
    #[schemars(required)]
    pub inputs: Option<Vec<Input>>,
}

/// A field that asks for an attribute.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Input {
    /// The attribute's id: a built-in one, or a custom one of the tenant. Once in a flow. Not `email`, which every
    /// flow asks for.
    #[schemars(required)]
    pub attribute: Option<String>,
    /// The field's label; the attribute's name if left out.
    pub label: Option<Label>,
    /// A sentence below the label.
    pub help: Option<Label>,
    /// How it is shown; it must fit the attribute's type.
    #[schemars(required)]
    #[serde(rename = "inputType")]
    pub shown_as: Option<InputType>,
    /// An example inside the empty field; for input types that people type into. Say what matters in `help`: the example
    /// goes away with the first letter.
    pub placeholder: Option<Label>,
    /// Whether it must be answered. `false` if left out.
    pub required: Option<bool>,
    /// What the field holds before it is answered: an answer to the field itself. Where people can't answer, this is
    /// what a new account gets, and one that completes the flow for the first time and has no value.
    pub default: Option<Answer>,
    /// Whether the field is on no page, whatever is sent for it. `false` if left out.
    pub hidden: Option<bool>,
    /// Whether people can change what the field holds; if not, it is shown where it holds something. `true` if left out.
    pub editable: Option<bool>,
    /// Whether the account keeps the answer. If not, people are asked when they complete the flow for the first time, and
    /// the answer reaches the tokens of that sign-up alone, as an application's `claims` say. `true` if left out.
    pub write_to_directory: Option<bool>,
    /// When the field is asked; always if left out.
    pub show_if: Option<ShowIf>,
    /// What a whole answer must match, in the language of Rust's regex-lite; for `text`, `multilineText`, `email`, `url`
    /// and `phone`. Say it in `label`, `help` or `patternMessage` too. An answer is judged as it is kept: a phone number
    /// by `\+47\d{8}`, an address of a page by `https://github\.com/.+`.
    pub pattern: Option<String>,
    /// What to tell who does not match `pattern`; the shipped sentence if left out.
    pub pattern_message: Option<Label>,
    /// The shortest text, in characters; for input types that take a `pattern`.
    pub min_length: Option<u32>,
    /// The longest text, in characters; for input types that take a `pattern`. The attribute's own limit if left out, and
    /// at most.
    pub max_length: Option<u32>,
    /// The smallest number, for `number`; the first day, for `date`: `2026-11-22`, `today`, or so long from today (UTC) in
    /// days, months or years, `today+30d`, `today-6m`, `today-18y`. A birthdate's is `1850-01-01` if left out, that of other
    /// days `1000-01-01`.
    pub minimum: Option<Bound>,
    /// The largest number, for `number`; the last day, for `date`, as in `minimum`. A birthdate's is `today` if left out, that
    /// of other days `9999-12-31`.
    pub maximum: Option<Bound>,
    /// The choices; for `list`, `radio` and `multipleChoice`, which need them.
    pub options: Option<Vec<ChoiceOption>>,
}

/// When a field is asked. Otherwise it is neither required nor kept, whatever is sent for it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ShowIf {
    /// The attribute of another field, on the same page or an earlier one, which must be asked itself.
    #[schemars(required)]
    pub attribute: Option<String>,
    /// Its answer, or several of which one will do: options' values, or `true` or `false` for a box. Any answer if left
    /// out.
    pub is: Option<Answer>,
}

/// An answer.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(untagged)]
pub enum Answer {
    /// Of a box to tick.
    Ticked(bool),
    /// A whole number.
    Number(i64),
    /// A text, a day, or an option's value.
    Text(String),
    /// Options' values.
    Several(Vec<String>),
}

impl Answer {
    fn of(value: Value) -> Result<Self, Error> {
        match value {
            Value::Bool(ticked) => Ok(Self::Ticked(ticked)),
            Value::String(text) => Ok(Self::Text(text)),
            Value::Number(_) => fit(value).map(Self::Number),
            _ => fit(value).map(Self::Several),
        }
    }
}

read_by_value!(Answer);

/// How far an answer may go.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(untagged)]
pub enum Bound {
    /// Of numbers.
    Number(i64),
    /// Of days.
    Day(String),
}

impl Bound {
    fn of(value: Value) -> Result<Self, Error> {
        match value {
            Value::String(day) => Ok(Self::Day(day)),
            _ => fit(value).map(Self::Number),
        }
    }
}

read_by_value!(Bound);

/// One choice.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChoiceOption {
    /// What people read.
    #[schemars(required)]
    pub label: Option<Label>,
    /// What is kept, and put into tokens.
    #[schemars(required)]
    pub value: Option<String>,
}

/// Terms to agree to: a box on the last page.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Terms {
    /// Which terms they are, once in a flow; acceptance is kept under this id.
    #[schemars(required)]
    pub id: Option<String>,
    /// Their version; a new one is asked anew.
    #[schemars(required)]
    pub version: Option<String>,
    /// The sentence beside the box; `[text](https://…)` is a link.
    #[schemars(required)]
    pub label: Option<Label>,
    /// Whether one can go on only with it ticked. `true` if left out.
    pub required: Option<bool>,
}
