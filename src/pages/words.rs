//! The pages' words in one language: shipped texts, and the tenant's own in their place.

use super::plural;
use maud::{Markup, PreEscaped, Render};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

type Texts = BTreeMap<&'static str, Cow<'static, str>>;

static ENGLISH: LazyLock<Texts> =
    LazyLock::new(|| parse(include_str!("../../assets/locales/en.json")));
static ARABIC: LazyLock<Texts> =
    LazyLock::new(|| parse(include_str!("../../assets/locales/ar.json")));

/// The languages shipped, English first.
const SHIPPED: [&str; 2] = ["en", "ar"];

/// The words of one language. Cheap to make: the shipped texts are read once an isolate.
#[derive(Debug, Clone)]
pub struct Words {
    /// The language's tag.
    pub language: String,
    overrides: BTreeMap<String, String>,
    texts: &'static Texts,
}

impl Words {
    /// The words of `language` (in English if it is not shipped), `overrides` going first.
    pub fn load(language: &str, overrides: &BTreeMap<String, String>) -> Self {
        let texts: &'static Texts = if base(language) == "ar" { &ARABIC } else { &ENGLISH };
        Self { language: language.to_owned(), overrides: overrides.clone(), texts }
    }

    /// The text at `key`; the key itself if there is none, which a test rules out for our own.
    pub fn text(&self, key: &'static str) -> &str {
        self.find(key).unwrap_or(key)
    }

    /// The text at `key` with `{name}` replaced, and `{name:one|many}` by the form that the number asks for.
    pub fn fill(&self, key: &'static str, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        for part in plural::parts(self.text(key)) {
            match plural::resolve(part, &self.language, values) {
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
            match plural::resolve(part, &self.language, values) {
                Ok((name, value)) => {
                    maud::html! { bdi class=(name) { (value) } }.render_to(&mut filled);
                }
                Err(literal) => literal.render_to(&mut filled),
            }
        }
        PreEscaped(filled)
    }

    /// `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        match base(&self.language) {
            "ar" | "dv" | "fa" | "he" | "ps" | "ur" | "yi" => "rtl",
            _ => "ltr",
        }
    }

    fn find(&self, key: &str) -> Option<&str> {
        let shipped = || self.texts.get(key).or_else(|| ENGLISH.get(key)).map(Cow::as_ref);
        self.overrides.get(key).map(String::as_str).or_else(shipped)
    }
}

/// The shipped texts of `language`, if it is shipped: key → text.
pub fn shipped(language: &str) -> Option<impl Iterator<Item = (&'static str, &'static str)>> {
    let texts: &'static Texts = match language {
        "en" => &ENGLISH,
        "ar" => &ARABIC,
        _ => return None,
    };
    Some(texts.iter().map(|(key, text)| (*key, text.as_ref())))
}

/// The shipped language for a person who wants `wanted` (most wanted first: `ui_locales`, then
/// `Accept-Language`), else for `default`, else English.
pub fn negotiate(wanted: &[&str], default: &str) -> &'static str {
    let known = |tag: &str| SHIPPED.into_iter().find(|shipped| *shipped == base(tag));
    wanted.iter().find_map(|tag| known(tag)).or_else(|| known(default)).unwrap_or("en")
}

/// The language of a tag without script and region, in lower case where it is shipped.
fn base(tag: &str) -> &str {
    let language = tag.split(['-', '_']).next().unwrap_or(tag).trim();
    SHIPPED.into_iter().find(|shipped| shipped.eq_ignore_ascii_case(language)).unwrap_or(language)
}

/// The shipped files are ours and a test reads them; one that can't be read holds no texts.
fn parse(json: &'static str) -> Texts {
    serde_json::from_str(json).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_picked_by_wish_then_default_then_english() {
        assert_eq!(negotiate(&["de", "ar-EG", "en"], "en"), "ar");
        assert_eq!(negotiate(&["EN-gb"], "ar"), "en");
        assert_eq!(negotiate(&["de", "*"], "ar"), "ar");
        assert_eq!(negotiate(&[], "de"), "en");
    }

    #[test]
    fn the_tenants_own_words_go_first() {
        let own = BTreeMap::from([("signIn.title".to_owned(), "Hello".to_owned())]);
        assert_eq!(Words::load("ar", &own).text("signIn.title"), "Hello");
        assert_eq!(Words::load("en", &BTreeMap::new()).text("signIn.title"), "Sign in");
        assert_eq!(Words::load("ar-EG", &BTreeMap::new()).direction(), "rtl");
    }

    #[test]
    fn values_are_escaped_in_markup_and_never_filled_twice() {
        let own = BTreeMap::from([("code.sent".to_owned(), "To {email} & {other}".to_owned())]);
        let words = Words::load("en", &own);
        assert_eq!(words.fill("code.sent", &[("email", "{other}")]), "To {other} & {other}");
        assert_eq!(
            words.isolate("code.sent", &[("email", "<b>")]).into_string(),
            "To <bdi class=\"email\">&lt;b&gt;</bdi> &amp; {other}"
        );
    }
}
