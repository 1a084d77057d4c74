//! Just enough of JSON Schema to hold answers against those of the document. A word that it does not know fails.

use serde_json::{Map, Value};

/// What is wrong with a value, and where; nothing if it is what the schema says.
pub(crate) fn wrong(document: &Value, schema: &Value, value: &Value) -> Option<String> {
    let Value::Object(words) = schema else { return Some(format!("no schema: {schema}")) };
    words.iter().find_map(|(word, says)| judge(document, words, word, says, value))
}

fn judge(document: &Value, schema: &Map<String, Value>, word: &str, says: &Value, value: &Value) -> Option<String> {
    let each = || says.as_array().unwrap().iter().filter(|one| wrong(document, one, value).is_none()).count();
    let length = || value.as_str().map(|text| text.chars().count() as u64);
    let is_fine = match word {
        "$ref" => {
            let place = says.as_str().unwrap().trim_start_matches('#');
            return wrong(document, document.pointer(place).unwrap_or_else(|| panic!("{says}")), value);
        }
        "type" => match says {
            Value::Array(types) => types.iter().any(|kind| is(kind.as_str().unwrap(), value)),
            kind => is(kind.as_str().unwrap(), value),
        },
        "enum" => says.as_array().unwrap().contains(value),
        "oneOf" => each() == 1,
        "allOf" => each() == says.as_array().unwrap().len(),
        "required" => says.as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some()),
        "properties" => {
            let known = says.as_object().unwrap();
            let members = value.as_object()?;
            return members.iter().find_map(|(name, value)| match known.get(name) {
                Some(schema) => wrong(document, schema, value).map(|wrong| format!("{name}: {wrong}")),
                // Stricter than the document: what is not described must not be there.
                None => Some(format!("{name} is not described")),
            });
        }
        "items" => {
            let mut items = value.as_array().into_iter().flatten().enumerate();
            return items.find_map(|(place, item)| Some(format!("[{place}]: {}", wrong(document, says, item)?)));
        }
        "pattern" => value.as_str().is_none_or(|text| matches(says.as_str().unwrap(), text)),
        "minLength" => length().is_none_or(|length| length >= says.as_u64().unwrap()),
        "maxLength" => length().is_none_or(|length| length <= says.as_u64().unwrap()),
        "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= says.as_u64().unwrap()),
        "minimum" => value.as_f64().is_none_or(|number| number >= says.as_f64().unwrap()),
        "format" => says != "date-time" || chrono::DateTime::parse_from_rfc3339(value.as_str().unwrap()).is_ok(),
        // Known through "properties".
        "additionalProperties" => schema.contains_key("properties"),
        "description" | "title" => true,
        _ => panic!("nobody knows what {word} means"),
    };
    (!is_fine).then(|| format!("{word} {says} is not met by {value}"))
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => panic!("nobody knows what a {kind} is"),
    }
}

/// Patterns of the form `^[ab][c-e]{25}$`: one class, then another so many times.
fn matches(pattern: &str, text: &str) -> bool {
    let classes = pattern.trim_start_matches("^[").trim_end_matches("}$");
    let (first, rest) = classes.split_once("][").unwrap();
    let (others, count) = rest.split_once("]{").unwrap();
    let is_in = |class: &str, letter: char| {
        let mut letters = class.chars().peekable();
        while let Some(begin) = letters.next() {
            if letters.next_if_eq(&'-').is_some() {
                let end = letters.next().unwrap();
                if (begin..=end).contains(&letter) {
                    return true;
                }
            } else if begin == letter {
                return true;
            }
        }
        false
    };
    let mut letters = text.chars();
    letters.next().is_some_and(|letter| is_in(first, letter))
        && letters.clone().count() == count.parse::<usize>().unwrap()
        && letters.all(|letter| is_in(others, letter))
}

#[test]
fn a_value_that_is_not_what_the_schema_says_is_found() {
    let schema: Value = serde_json::json!({
        "type": "object",
        "required": ["a"],
        "properties": { "a": { "type": "string", "pattern": "^[0-7][0-9a]{2}$" }, "b": { "type": ["integer", "null"] } },
    });
    let says = |value: Value| wrong(&schema, &schema, &value);
    assert_eq!(says(serde_json::json!({ "a": "79a", "b": null })), None);
    for value in [
        serde_json::json!([]),
        serde_json::json!({}),
        serde_json::json!({ "a": 1 }),
        serde_json::json!({ "a": "89a" }),
        serde_json::json!({ "a": "79" }),
        serde_json::json!({ "a": "79b" }),
        serde_json::json!({ "a": "79a", "b": "x" }),
        serde_json::json!({ "a": "79a", "c": 1 }),
    ] {
        assert!(says(value.clone()).is_some(), "{value}");
    }
}
