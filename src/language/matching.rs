//! A wish is met by a language of the same name and script (BCP 47, RFC 4647 §3.4), whatever the region: `pt-PT` by
//! `pt-BR`, `zh-CN` by `zh-Hans`. Another script serves only those of whose wishes nothing else is left.

use super::Language;
use crate::encode::ascii;

/// The language for a person who wants `wanted`, most wanted first; `default` if none of `offered` is among them.
pub fn choose(wanted: &[&str], offered: &[Language], default: Language) -> Language {
    let wanted: Vec<Wish> = wanted.iter().map(|tag| Wish::read(tag)).collect();
    let first = |fits: fn(&Wish, &Wish) -> bool| {
        wanted.iter().find_map(|wish| {
            offered.iter().copied().find(|language| fits(wish, &Wish::read(language.tag())))
        })
    };
    first(Wish::is_read_as).or_else(|| first(Wish::is_spoken_as)).unwrap_or(default)
}

/// A language tag, as far as it matters: language and script in lower case.
struct Wish {
    language: String,
    script: Option<String>,
}

impl Wish {
    fn read(tag: &str) -> Self {
        let tag = ascii::trim(tag).to_ascii_lowercase();
        let mut subtags = tag.split(['-', '_']);
        let language = match subtags.next().unwrap_or_default() {
            "iw" => "he",
            language => language,
        };
        let rest: Vec<&str> = subtags.take_while(|subtag| subtag.len() > 1).collect();
        let script = rest.iter().find(|subtag| subtag.len() == 4 && is_alphabetic(subtag)).copied();
        let script = script.or_else(|| (language == "zh").then(|| chinese_script(&rest)));
        Self { language: language.to_owned(), script: script.map(str::to_owned) }
    }

    fn is_read_as(&self, offered: &Self) -> bool {
        let other_script = match (&self.script, &offered.script) {
            (Some(one), Some(other)) => one != other,
            _ => false,
        };
        self.is_spoken_as(offered) && !other_script
    }

    fn is_spoken_as(&self, offered: &Self) -> bool {
        self.language == offered.language
    }
}

/// How Chinese is written where a tag names the region alone.
fn chinese_script(subtags: &[&str]) -> &'static str {
    let traditional = subtags.iter().any(|subtag| matches!(*subtag, "tw" | "hk" | "mo"));
    if traditional { "hant" } else { "hans" }
}

fn is_alphabetic(subtag: &str) -> bool {
    subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_is_met_by_language_and_script() {
        for (wanted, expected) in [
            (&["pt-BR"][..], "pt-BR"),
            (&["pt"], "pt-BR"),
            (&["pt-PT"], "pt-BR"),
            (&["PT_br"], "pt-BR"),
            (&["EN-gb"], "en"),
            (&["de-CH-1996"], "de"),
            (&["es-419"], "es"),
            (&["ar-EG"], "ar"),
            (&["fr-Latn-CA"], "fr"),
            (&["iw"], "he"),
            (&["iw-IL"], "he"),
            (&["zh"], "zh-Hans"),
            (&["zh-CN"], "zh-Hans"),
            (&["zh-SG"], "zh-Hans"),
            (&["zh-Hans-HK"], "zh-Hans"),
            (&["zh-TW", "fr"], "fr"),
            (&["zh-Hant-CN", "fr"], "fr"),
            (&["zh-HK", "sv"], "zh-Hans"),
            (&["nb", "nl"], "nl"),
            (&["en-x-tw"], "en"),
            (&["de", "ar"], "de"),
            (&["*"], "it"),
            (&[""], "it"),
            (&["english"], "it"),
            (&[], "it"),
        ] {
            assert_eq!(choose(wanted, Language::ALL, Language::It).tag(), expected, "{wanted:?}");
        }
    }

    #[test]
    fn a_language_that_is_not_offered_meets_no_wish() {
        let offered = [Language::En, Language::Ar];
        assert_eq!(choose(&["de", "ar-EG", "en"], &offered, Language::En), Language::Ar);
        assert_eq!(choose(&["de"], &offered, Language::Ar), Language::Ar);
    }
}
