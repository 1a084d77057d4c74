//! What a field holds, in the shape of JSON: the one form in which files, logs, inspectors and comparisons meet.

use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a field holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing: no owner, no date.
    #[default]
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// Any number.
    Number(f64),
    /// A text, a member of an enumeration by its key, a date as `2026-03-31`, or an identifier.
    Text(String),
    /// Several.
    List(Vec<Value>),
    /// Values by name, in the order in which they are written.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// What a message calls this sort of value.
    fn sort(&self) -> String {
        match self {
            Self::Nothing => "nothing".to_owned(),
            Self::Flag(flag) => flag.to_string(),
            Self::Whole(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => format!("“{}”", text.chars().take(40).collect::<String>()),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "a map".to_owned(),
        }
    }
}

/// A value that a field cannot hold. The display form is a sentence without its full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    message: String,
}

impl Misfit {
    /// The value is not what is expected.
    pub(crate) fn of(value: &Value, expected: &str) -> Self {
        Self { message: format!("{} is not {expected}", value.sort()) }
    }

    /// What is wrong, in words.
    pub(crate) fn new(message: String) -> Self {
        Self { message }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_unit(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Whole(number) => serializer.serialize_i64(*number),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(values) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                for value in values {
                    list.serialize_element(value)?;
                }
                list.end()
            }
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (name, value) in entries {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

/// Reads any value.
pub(super) struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Whole(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(i64::try_from(number).map_or(Value::Number(number as f64), Value::Whole))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Value::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_back_as_it_was_written() {
        for text in ["null", "true", "-7", "0.5", "1e300", "\"é\"", "[1,[],\"a\"]", "{\"b\":1,\"a\":{\"x\":null}}"] {
            let value: Value = serde_json::from_str(text).expect("JSON");
            let written = serde_json::to_string(&value).expect("a value can be written");
            assert_eq!(serde_json::from_str::<Value>(&written).expect("JSON"), value, "{text}");
        }
        assert_eq!(serde_json::to_string(&Value::Whole(3)).expect("written"), "3");
        assert_eq!(serde_json::to_string(&Value::Number(3.0)).expect("written"), "3.0");
    }
}
