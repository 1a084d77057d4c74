//! A record in words, from its table of fields.

use atoll_core::model::{Choice, Element as _, ElementId, FieldSpec, Landscape, Record, Relationship, Shape, Value};
use atoll_core::pattern::{self, PatternPlace, PatternSpec};

/// What a record is and what it says.
pub(crate) fn record(landscape: &Landscape, record: &Record) -> String {
    let kind = record.id().kind().word();
    let name = landscape.quoted(record.id());
    let is_named = !name.starts_with("an unnamed ");
    let what = match record.id() {
        ElementId::Header => "the landscape as a whole".to_owned(),
        _ if name.starts_with("version ") => format!("{kind} {}", name.trim_start_matches("version ")),
        _ if is_named => format!("the {kind} {name}"),
        _ => format!("a {kind} without a name"),
    };
    std::iter::once(what).chain(fields(landscape, record)).collect::<Vec<_>>().join("; ")
}

/// What a record says in each of its fields, but for what its name tells and where it stands on the map.
pub(crate) fn fields(landscape: &Landscape, record: &Record) -> Vec<String> {
    let mut said = Vec::new();
    for (spec, field) in record.specs().iter().zip(record.fields()) {
        let value = field.value();
        let is_name = value == Value::Text(record.name().to_owned()) && matches!(spec.shape, Shape::Text);
        let is_end = matches!(record, Record::Relationship(_)) && matches!(spec.name, "upstream" | "downstream");
        let is_pattern = matches!(record, Record::Relationship(_)) && spec.name == "kind";
        if is_name || is_end || matches!(spec.name, "frame" | "mark") || (field.is_silent() && !is_pattern) {
            continue;
        }
        let text = match record {
            Record::Relationship(relationship) if is_pattern => pattern::whole(relationship.kind).name.to_owned(),
            Record::Relationship(relationship) if spec.name.ends_with("_roles") => roles(relationship, spec),
            _ => words(landscape, spec, &value),
        };
        said.push(if text == "yes" { spec.label.to_owned() } else { format!("{}: {text}", spec.label) });
    }
    said
}

/// The roles of the end that this field is about.
fn roles(relationship: &Relationship, spec: &FieldSpec) -> String {
    let is_of_end = |pattern: &&PatternSpec| match pattern.place {
        PatternPlace::Role(role) => spec.name.starts_with(role.end().word()),
        PatternPlace::Whole { .. } => false,
    };
    pattern::roles(relationship).filter(is_of_end).map(|pattern| pattern.name).collect::<Vec<_>>().join(", ")
}

/// A value in words.
fn words(landscape: &Landscape, spec: &FieldSpec, value: &Value) -> String {
    match (value, spec.shape) {
        (Value::Nothing, _) => "nothing".to_owned(),
        (Value::Flag(is_set), _) => if *is_set { "yes" } else { "no" }.to_owned(),
        (Value::Whole(number), _) => number.to_string(),
        (Value::Number(number), _) => number.to_string(),
        (Value::Text(text), Shape::Choice(choices) | Shape::Choices(choices)) => chosen(choices, text),
        (Value::Text(text), Shape::Reference { .. }) => referred(landscape, text),
        (Value::Text(text), Shape::Date) => text.clone(),
        (Value::Text(text), _) => format!("“{text}”"),
        (Value::List(values), _) => {
            values.iter().map(|value| words(landscape, spec, value)).collect::<Vec<_>>().join(", ")
        }
        (Value::Map(entries), _) => {
            let entry = |(name, value): &(String, Value)| match value {
                Value::Flag(true) => name.replace('_', " "),
                value => format!("{} {}", name.replace('_', " "), words(landscape, spec, value)),
            };
            entries.iter().map(entry).collect::<Vec<_>>().join(", ")
        }
    }
}

fn chosen(choices: &[Choice], key: &str) -> String {
    choices.iter().find(|choice| choice.key == key).map_or(key, |choice| choice.word).to_owned()
}

fn referred(landscape: &Landscape, text: &str) -> String {
    match text.parse::<ElementId>() {
        Ok(id) if landscape.contains(id) => landscape.quoted(id),
        _ => format!("{text}, which is not there"),
    }
}
