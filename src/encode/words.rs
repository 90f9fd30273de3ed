//! Words of documents, requests and D1 as the values that they stand for: each word stands in one place.

use serde::de::{Deserialize, Deserializer, Error};

/// Makes an enum whose variants each stand for a word. Its comments are what the JSON Schemas say of it.
macro_rules! words {
    (
        $(#[$attribute:meta])*
        pub enum $Name:ident { $($(#[$said:meta])* $Variant:ident = $word:literal),+ $(,)? }
    ) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, schemars::JsonSchema)]
        $(#[$attribute])*
        pub enum $Name {
            $($(#[$said])* #[schemars(rename = $word)] $Variant),+
        }

        impl $Name {
            /// All of them.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$Variant),+];

            /// Its word.
            pub fn name(self) -> &'static str {
                match self { $(Self::$Variant => $word),+ }
            }

            /// What the word stands for.
            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.name() == word)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::encode::words::read(from, Self::named)
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.name())
            }
        }
    };
}

pub(crate) use words;

/// Reads a word that `named` knows.
///
/// # Errors
/// When it knows no such word.
pub fn read<'de, D: Deserializer<'de>, T>(
    from: D,
    named: impl Fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    let word = String::deserialize(from)?;
    named(&word).ok_or_else(|| D::Error::custom(format_args!("unknown word `{word}`")))
}

#[cfg(test)]
mod tests {
    words! {
        /// A side.
        pub enum Side {
            /// This one.
            Left = "left",
            /// That one.
            Right = "right-hand",
        }
    }

    #[test]
    fn a_word_is_read_and_written_and_another_is_an_error() {
        for side in Side::ALL {
            let written = serde_json::to_string(&side).unwrap();
            assert_eq!(written, format!("\"{}\"", side.name()));
            assert_eq!(serde_json::from_str::<Side>(&written).unwrap(), side);
        }
        let unknown = serde_json::from_str::<Side>("\"Left\"").unwrap_err().to_string();
        assert!(unknown.starts_with("unknown word `Left`"), "{unknown}");
        assert_eq!(Side::named("right"), None);
    }
}
