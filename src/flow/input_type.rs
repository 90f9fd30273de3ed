//! How a field is shown, and what follows from it.

use super::tenant::DataType;
use crate::encode::words::words;

words! {
    /// How a field is shown.
    pub enum InputType {
        /// One line of text; for `string`.
        Text = "text",
        /// Several lines of text; for `string`. Line breaks are kept as `\n`.
        MultilineText = "multilineText",
        /// An e-mail address, which is not proven; for `string`.
        Email = "email",
        /// The address of a page, `https` or `http`; for `string`.
        Url = "url",
        /// A phone number; for `string`. It is kept as E.164 writes it: `+4712345678`. A number without a calling code is
        /// taken where the person's `country` is known: answered on the same page, on an earlier one, or by the account.
        Phone = "phone",
        /// One country of all those of ISO 3166-1, named and sorted in the page's language; for `string`. Its alpha-2 code
        /// is kept: `NO`.
        Country = "country",
        /// A whole number; for `integer`.
        Number = "number",
        /// A day; for `date`.
        Date = "date",
        /// One box to tick; for `boolean`.
        Checkbox = "checkbox",
        /// One option of a list; for `string`.
        List = "list",
        /// One option of several buttons; for `string`.
        Radio = "radio",
        /// Several options; for `stringCollection`.
        MultipleChoice = "multipleChoice",
    }
}

impl InputType {
    /// The type of the attributes that it is for.
    pub fn data_type(self) -> DataType {
        match self {
            Self::Text
            | Self::MultilineText
            | Self::Email
            | Self::Url
            | Self::Phone
            | Self::Country
            | Self::List
            | Self::Radio => DataType::String,
            Self::Number => DataType::Integer,
            Self::Date => DataType::Date,
            Self::Checkbox => DataType::Boolean,
            Self::MultipleChoice => DataType::StringCollection,
        }
    }

    /// What answers it, in a few words; with options, they say it.
    pub fn answer(self) -> &'static str {
        match self {
            Self::Text | Self::MultilineText => "a text that fits the field",
            Self::Email => "an e-mail address that fits the field",
            Self::Url => "an https or http address that fits the field",
            Self::Phone => "a phone number such as +4712345678 that fits the field",
            Self::Country => "a code of ISO 3166-1, such as NO",
            Self::Number => "a whole number that fits the field",
            Self::Date => "a day that exists, such as 2027-01-31",
            Self::Checkbox => "true or false",
            Self::List | Self::Radio | Self::MultipleChoice => "one of the options",
        }
    }

    /// Whether people type a text, which may have a pattern and lengths.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::MultilineText | Self::Email | Self::Url | Self::Phone)
    }

    /// Whether people choose among options of the field's own.
    pub fn has_options(self) -> bool {
        matches!(self, Self::List | Self::Radio | Self::MultipleChoice)
    }

    /// Whether people choose among answers, which a style sheet can tell; otherwise they type or pick a value.
    pub fn is_chosen(self) -> bool {
        !self.is_text() && !matches!(self, Self::Number | Self::Date)
    }

    /// The words of those that are `so`: `list, radio and multipleChoice`.
    pub fn those(so: fn(Self) -> bool) -> String {
        let mut words: Vec<_> =
            Self::ALL.into_iter().filter(|one| so(*one)).map(Self::name).collect();
        let last = words.pop().unwrap_or_default();
        format!("{} and {last}", words.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::{DataType, InputType};

    #[test]
    fn each_type_of_attribute_has_an_input_type_and_options_are_chosen_among() {
        for data_type in DataType::ALL {
            assert!(InputType::ALL.iter().any(|one| one.data_type() == data_type), "{data_type:?}");
        }
        assert_eq!(InputType::those(InputType::has_options), "list, radio and multipleChoice");
        assert!(InputType::ALL.iter().all(|one| !one.has_options() || one.is_chosen()));
    }
}
