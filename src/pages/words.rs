//! The pages' words in one language: shipped texts, and the tenant's own in their place.

use super::plural;
use crate::language::Language;
use maud::{Markup, PreEscaped, Render};
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

/// Texts in the order of [`KEYS`].
type Texts = Vec<&'static str>;

/// The locale files, as `build.rs` joins them.
const LOCALES: &str = include_str!(concat!(env!("OUT_DIR"), "/locales.txt"));

/// Every key, sorted.
static KEYS: LazyLock<Vec<&str>> =
    LazyLock::new(|| LOCALES.split("\n\n").next().unwrap_or_default().split('\n').collect());

/// The texts of `language`, read when an isolate first needs them.
fn texts(language: Language) -> &'static [&'static str] {
    static READ: [OnceLock<Texts>; Language::ALL.len()] =
        [const { OnceLock::new() }; Language::ALL.len()];
    let read_once = |texts: &'static OnceLock<Texts>| texts.get_or_init(|| read(language.tag()));
    READ.get(language as usize).map(read_once).map_or(&[], Vec::as_slice)
}

fn read(tag: &str) -> Texts {
    let mut blocks = LOCALES.split("\n\n").map(|block| block.split('\n'));
    let texts = blocks.find_map(|mut block| (block.next() == Some(tag)).then_some(block));
    texts.into_iter().flatten().collect()
}

fn find(language: Language, key: &str) -> Option<&'static str> {
    let at = KEYS.binary_search(&key).ok()?;
    texts(language).get(at).copied()
}

/// The words of one language.
#[derive(Debug, Clone)]
pub struct Words {
    /// The language.
    pub language: Language,
    overrides: BTreeMap<String, String>,
}

impl Words {
    /// The words of `language`, `overrides` going first.
    pub fn load(language: Language, overrides: &BTreeMap<String, String>) -> Self {
        Self { language, overrides: overrides.clone() }
    }

    /// The language's tag.
    pub const fn tag(&self) -> &'static str {
        self.language.tag()
    }

    /// `ltr` or `rtl`.
    pub const fn direction(&self) -> &'static str {
        self.language.direction()
    }

    /// The text at `key`; the key itself if there is none, which a test rules out for our own.
    pub fn text(&self, key: &'static str) -> &str {
        let own = self.overrides.get(key).map(String::as_str);
        own.or_else(|| find(self.language, key)).unwrap_or(key)
    }

    /// The text at `key` with `{name}` replaced, and `{name:one|many}` by the form that the number asks for.
    pub fn fill(&self, key: &'static str, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        for part in plural::parts(self.text(key)) {
            match plural::resolve(part, self.language, values) {
                Ok((_, value)) => filled.push_str(&value),
                Err(literal) => filled.push_str(literal),
            }
        }
        filled
    }

    /// As [`Words::fill`], as markup: each value stands in a `<bdi>`, so that a name or an address keeps its own
    /// direction within the sentence.
    pub fn isolate(&self, key: &'static str, values: &[(&str, &str)]) -> Markup {
        let mut filled = String::new();
        for part in plural::parts(self.text(key)) {
            match plural::resolve(part, self.language, values) {
                Ok((name, value)) => {
                    maud::html! { bdi class=(name) { (value) } }.render_to(&mut filled);
                }
                Err(literal) => literal.render_to(&mut filled),
            }
        }
        PreEscaped(filled)
    }
}

/// The shipped texts of `language`: key → text.
pub fn shipped(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    KEYS.iter().copied().zip(texts(language).iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tenants_own_words_go_first() {
        let own = BTreeMap::from([("signIn.title".to_owned(), "Hello".to_owned())]);
        assert_eq!(Words::load(Language::Ar, &own).text("signIn.title"), "Hello");
        assert_eq!(Words::load(Language::En, &BTreeMap::new()).text("signIn.title"), "Sign in");
    }

    #[test]
    fn values_are_escaped_in_markup_and_never_filled_twice() {
        let own = BTreeMap::from([("code.sent".to_owned(), "To {email} & {other}".to_owned())]);
        let words = Words::load(Language::En, &own);
        assert_eq!(words.fill("code.sent", &[("email", "{other}")]), "To {other} & {other}");
        assert_eq!(
            words.isolate("code.sent", &[("email", "<b>")]).into_string(),
            "To <bdi class=\"email\">&lt;b&gt;</bdi> &amp; {other}"
        );
    }
}
