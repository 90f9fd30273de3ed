//! The languages that pages and mails are shipped in, and which of them a person gets.

mod label;
mod matching;
pub mod plural;
mod texts;

pub use label::Label;
pub use matching::choose;
pub use texts::{Overrides, shipped, shipped_text};

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Error};

macro_rules! languages {
    ($($variant:ident $tag:literal $name:literal),+ $(,)?) => {
        /// A language that pages and mails are shipped in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
        pub enum Language {
            $(
                #[doc = $name]
                #[schemars(rename = $tag)]
                $variant
            ),+
        }

        impl Language {
            /// All of them, in the order of a menu: English, then by their own names.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its BCP 47 tag.
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$variant => $tag),+ }
            }

            /// Its name in itself.
            pub const fn own_name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

languages! {
    En "en" "English",
    De "de" "Deutsch",
    Es "es" "Español",
    Fr "fr" "Français",
    It "it" "Italiano",
    Nl "nl" "Nederlands",
    Pl "pl" "Polski",
    PtBr "pt-BR" "Português (Brasil)",
    Tr "tr" "Türkçe",
    Uk "uk" "Українська",
    He "he" "עברית",
    Ar "ar" "العربية",
    Hi "hi" "हिन्दी",
    Ko "ko" "한국어",
    Ja "ja" "日本語",
    ZhHans "zh-Hans" "简体中文",
}

impl Language {
    /// The language of exactly this tag.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|language| language.tag() == tag)
    }

    /// `ltr` or `rtl`.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::Ar | Self::He => "rtl",
            _ => "ltr",
        }
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = String::deserialize(deserializer)?;
        Self::of_tag(&tag).ok_or_else(|| D::Error::custom("not a language that is shipped"))
    }
}
