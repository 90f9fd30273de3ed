//! Texts that documents give in one or several languages.

use std::collections::BTreeMap;

/// A text in one or several languages: language tag → text. The key `""` holds a text for all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label(pub BTreeMap<String, String>);

impl Label {
    /// The text in `language`, else for all, else in English, else any.
    pub fn in_language(&self, language: &str) -> &str {
        let base = language.split('-').next().unwrap_or(language);
        [language, base, "", "en"]
            .iter()
            .find_map(|key| self.0.get(*key))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::Label;
    use std::collections::BTreeMap;

    #[test]
    fn a_label_falls_back_from_region_to_language_to_english() {
        let label =
            Label(BTreeMap::from([("en".into(), "Name".into()), ("ar".into(), "الاسم".into())]));
        assert_eq!(label.in_language("ar-EG"), "الاسم");
        assert_eq!(label.in_language("fr"), "Name");
    }
}
