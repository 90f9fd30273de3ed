//! The pages' words in one language: a flow's own, then the tenant's own, then the shipped ones.

use crate::language::{Language, Overrides, plural, shipped_text};
use maud::{Markup, PreEscaped, Render};

/// The words of one language.
#[derive(Debug, Clone)]
pub struct Words {
    /// The language.
    pub language: Language,
    tenants: Option<Overrides>,
    flows: Option<Overrides>,
}

impl Words {
    /// The shipped words of `language`.
    pub const fn shipped(language: Language) -> Self {
        Self { language, tenants: None, flows: None }
    }

    /// With the tenant's own.
    #[must_use]
    pub fn of_tenant(self, own: Option<&Overrides>) -> Self {
        Self { tenants: own.cloned(), ..self }
    }

    /// With a flow's own, which go before the tenant's.
    #[must_use]
    pub fn of_flow(self, own: Option<&Overrides>) -> Self {
        Self { flows: own.cloned(), ..self }
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
        let mut own = [&self.flows, &self.tenants].into_iter().flatten();
        let own = own.find_map(|texts| texts.get(key)).map(String::as_str);
        own.or_else(|| shipped_text(self.language, key)).unwrap_or(key)
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    fn own(texts: &[(&str, &str)]) -> Overrides {
        Rc::new(texts.iter().map(|(key, text)| ((*key).into(), (*text).into())).collect())
    }

    #[test]
    fn a_flows_words_go_before_the_tenants_and_those_before_the_shipped_ones() {
        let tenants = own(&[("signIn.title", "Hello"), ("signUp.title", "Join")]);
        let flows = own(&[("signIn.title", "Welcome, supplier")]);
        let words = Words::shipped(Language::En);
        assert_eq!(words.text("signIn.title"), "Sign in");
        let words = words.of_tenant(Some(&tenants)).of_flow(Some(&flows));
        assert_eq!(words.text("signIn.title"), "Welcome, supplier");
        assert_eq!(words.text("signUp.title"), "Join");
        assert_eq!(words.text("code.title"), Words::shipped(Language::En).text("code.title"));
        assert_eq!(words.of_flow(None).text("signIn.title"), "Hello");
    }

    #[test]
    fn values_are_escaped_in_markup_and_never_filled_twice() {
        let own = own(&[("code.sent", "To {email} & {other}")]);
        let words = Words::shipped(Language::En).of_tenant(Some(&own));
        assert_eq!(words.fill("code.sent", &[("email", "{other}")]), "To {other} & {other}");
        assert_eq!(
            words.isolate("code.sent", &[("email", "<b>")]).into_string(),
            "To <bdi class=\"email\">&lt;b&gt;</bdi> &amp; {other}"
        );
    }
}
