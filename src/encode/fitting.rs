//! JSON that fits the type it is read as. An object stands for a struct, whose fields take their members by name, each in its
//! turn; a text stands for a word. So no type carries code to find its fields, and all share what there is: half of what reading
//! would weigh otherwise.

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IntoDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::{Error, Map, Value};

/// A value to be read.
#[derive(Debug)]
pub struct Fitting(pub Value);

/// Reads what was written from a `T`.
///
/// # Errors
/// When it is no JSON, or does not fit.
pub fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Error> {
    T::deserialize(Fitting(serde_json::from_slice(text)?))
}

/// Reads a value as a `T`.
///
/// # Errors
/// When it does not fit.
pub fn fit<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    T::deserialize(Fitting(value))
}

/// Has a type read by its `of(Value) -> Result<Self, Error>`, whose variants are told apart by JSON's types or by a member. Serde's
/// own ways for such a type, `untagged` and `tag`, would weigh 10 KB more.
macro_rules! read_by_value {
    ($Name:ident) => {
        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(from)?;
                Self::of(value).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use read_by_value;

impl<'de> Deserializer<'de> for Fitting {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let Value::Object(members) = self.0 else { return Err(unfit(&self.0)) };
        visitor.visit_seq(Fields { fields: fields.iter(), members })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Value::Object(members) = self.0 else { return Err(unfit(&self.0)) };
        visitor.visit_map(Members { left: members.into_iter(), value: Value::Null })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Value::Array(items) = self.0 else { return Err(unfit(&self.0)) };
        visitor.visit_seq(Items(items.into_iter()))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let Value::String(word) = self.0 else { return Err(unfit(&self.0)) };
        visitor.visit_enum(word.into_deserializer())
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.0.as_bool().ok_or_else(|| unfit(&self.0))?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i64(self.0.as_i64().ok_or_else(|| unfit(&self.0))?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u64(self.0.as_u64().ok_or_else(|| unfit(&self.0))?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Value::String(text) = self.0 else { return Err(unfit(&self.0)) };
        visitor.visit_string(text)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u128 f32 f64 char str bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct identifier
    }
}

/// What a struct's fields take, in their order. A member that is not there is nothing to a field that may have nothing or has a
/// default, and is missed by another.
struct Fields {
    fields: std::slice::Iter<'static, &'static str>,
    members: Map<String, Value>,
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(field) = self.fields.next() else { return Ok(None) };
        let member = self.members.remove(*field);
        let is_missing = member.is_none();
        match seed.deserialize(Fitting(member.unwrap_or_default())) {
            Err(_) if is_missing => Ok(None),
            read => read.map(Some),
        }
    }
}

/// The members of an object that stands for a map.
struct Members {
    left: serde_json::map::IntoIter,
    value: Value,
}

impl<'de> MapAccess<'de> for Members {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((name, value)) = self.left.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(name.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(Fitting(self.value.take()))
    }
}

/// The items of a list.
struct Items(std::vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.0.next().map(|item| seed.deserialize(Fitting(item))).transpose()
    }
}

fn unfit(value: &Value) -> Error {
    let kind = match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Error::custom(format_args!("{kind} does not fit here"))
}

#[cfg(test)]
mod tests {
    use super::read;
    use serde::{Deserialize, Serialize};
    use std::collections::BTreeMap;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Outer {
        #[serde(rename = "n")]
        name: String,
        number: Option<i64>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        list: Vec<Inner>,
        #[serde(default)]
        yes: bool,
        #[serde(skip)]
        never: u32,
        texts: BTreeMap<String, String>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Inner {
        word: Word,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    enum Word {
        TheOne,
        TheOther,
    }

    fn outer(text: &str) -> Result<Outer, String> {
        read(text.as_bytes()).map_err(|error| error.to_string())
    }

    #[test]
    fn what_was_written_is_read() {
        let texts = BTreeMap::from([("a".to_owned(), "b".to_owned())]);
        let list = vec![Inner { word: Word::TheOne }, Inner { word: Word::TheOther }];
        let full =
            Outer { name: "x".to_owned(), number: Some(-3), list, yes: true, never: 0, texts };
        assert_eq!(outer(&serde_json::to_string(&full).unwrap()), Ok(full));
        let sparse = outer(r#"{"unknown": 1, "texts": {}, "number": null, "n": ""}"#).unwrap();
        assert_eq!((sparse.number, sparse.list.len(), sparse.yes), (None, 0, false));
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        for (text, said) in [
            (r#"{"texts": {}}"#, "invalid length 0, expected struct Outer with 5 elements"),
            (r#"{"n": 1, "texts": {}}"#, "a number does not fit here"),
            (r#"{"n": "x", "number": "1", "texts": {}}"#, "a text does not fit here"),
            (r#"{"n": "x", "yes": "true", "texts": {}}"#, "a text does not fit here"),
            (r#"{"n": "x", "list": [{"word": "third"}], "texts": {}}"#, "unknown variant `third`"),
            (r#"{"n": "x", "texts": {"a": 1}}"#, "a number does not fit here"),
            (r#"{"n": "x"}"#, "invalid length 4"),
            ("[]", "a list does not fit here"),
            ("{", "EOF"),
        ] {
            let wrong = outer(text).unwrap_err();
            assert!(wrong.contains(said), "{text}: {wrong}");
        }
    }
}
