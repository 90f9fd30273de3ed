//! What every page is given beside its own values.

use super::{Brand, Words};
use crate::language::Language;

/// What surrounds a page.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The texts, in the person's language.
    pub words: &'a Words,
    /// The company's name.
    pub tenant: &'a str,
    /// The company's look.
    pub brand: &'a Brand,
    /// The application's name, where one is known.
    pub application: Option<&'a str>,
    /// What the application says of itself.
    pub links: &'a ApplicationLinks,
    /// Where sent mail can be read. Development only; pages that wait for a mail link to it.
    pub outbox: Option<&'a str>,
    /// Whether the run of a user flow that the page belongs to is a test.
    pub test_run: bool,
    /// The page in other languages, the present one among them; none where there is no choice.
    pub languages: &'a [LanguageLink],
    /// The nonce of this answer's Content-Security-Policy.
    pub nonce: Option<&'a str>,
}

impl<'a> Frame<'a> {
    /// Where the person is, as they would name it: the application, else the company.
    pub fn place(&self) -> &'a str {
        self.application.unwrap_or(self.tenant)
    }
}

/// The addresses that an application gives of itself, in the page's language.
#[derive(Debug, Clone, Default)]
pub struct ApplicationLinks {
    /// Its logo, on this issuer.
    pub logo: Option<String>,
    /// What becomes of people's data.
    pub policy: Option<String>,
    /// Its terms of use.
    pub terms: Option<String>,
}

/// The same page in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageLink {
    /// The language.
    pub language: Language,
    /// The page's address that chooses it.
    pub href: String,
}

/// A page's main form.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// Where it is posted.
    pub action: &'a str,
    /// Proof that this page was shown to this browser: the hidden field `token`.
    pub token: &'a str,
    /// Whether to tell, 25 minutes after the page was shown, that it ends, with a button for more time.
    pub ends_soon: bool,
}

impl<'a> Form<'a> {
    /// The form of a flow's step: where it goes, and its token.
    pub fn of_step((action, token): &'a (String, String)) -> Self {
        Self { action, token, ends_soon: true }
    }
}

/// What is wrong with the answers given; none by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    /// What is wrong as a whole; with fields alone, a general sentence stands here.
    pub summary: Option<String>,
    /// Names of the fields that the summary is about, in the page's order.
    pub about: Vec<&'static str>,
    /// Field name → sentence, in the page's order.
    pub fields: Vec<(String, String)>,
}

impl Problems {
    /// One sentence about the whole form.
    pub fn whole(sentence: impl Into<String>) -> Self {
        Self { summary: Some(sentence.into()), ..Self::default() }
    }

    /// With the names of the fields that the sentence about the whole form is about.
    #[must_use]
    pub fn about(mut self, fields: &[&'static str]) -> Self {
        self.about = fields.to_vec();
        self
    }

    /// One sentence about one field.
    pub fn field(name: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { fields: vec![(name.into(), sentence.into())], ..Self::default() }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.summary.is_none() && self.fields.is_empty()
    }

    /// Whether something is wrong with the field `name`.
    pub fn concern(&self, name: &str) -> bool {
        self.about.contains(&name) || self.of(name).is_some()
    }

    /// What is wrong with the field `name` alone.
    pub fn of(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, sentence)| sentence.as_str())
    }
}
