//! What a field holds, in words: names in place of identifiers, words in place of keys.

use crate::model::{Element as _, ElementId, ElementKind, FieldSpec, Landscape, Record, Shape, Value};

/// What stands for a field that says nothing.
pub(crate) const NOTHING: &str = "nothing";

/// What a field of a record of this kind holds, in words; empty where it says nothing. The names are those of the
/// landscape.
pub(crate) fn value(landscape: &Landscape, kind: ElementKind, field: &str, value: &Value) -> String {
    let spec = kind.specs().iter().find(|spec| spec.name == field);
    spec.map_or_else(String::new, |spec| spell(landscape, spec, value))
}

/// The same for a sentence: texts in quotes, and a word for nothing.
pub(crate) fn quoted_value(landscape: &Landscape, kind: ElementKind, field: &str, it: &Value) -> String {
    let words = value(landscape, kind, field, it);
    let is_text = kind.specs().iter().any(|spec| spec.name == field && matches!(spec.shape, Shape::Text));
    match words {
        words if words.is_empty() => NOTHING.to_owned(),
        words if is_text => format!("“{words}”"),
        words => words,
    }
}

/// What lists call an element: its name, a nameless relationship by its ends, else its kind and its identifier.
pub fn called(landscape: &Landscape, id: ElementId) -> String {
    match landscape.get(id) {
        Some(Record::Header(_)) => "the landscape itself".to_owned(),
        Some(record) if !record.name().is_empty() && id.kind() == ElementKind::Version => {
            let holders: Vec<String> = record.holders().into_iter().map(|holder| called(landscape, holder)).collect();
            format!("{} {}", holders.join(", "), record.name())
        }
        Some(record) if !record.name().is_empty() => record.name().to_owned(),
        Some(Record::Relationship(relationship)) => {
            relationship.parties().map(|party| called(landscape, party.into())).join(" → ")
        }
        Some(Record::Interaction(interaction)) => {
            interaction.teams().map(|team| called(landscape, team.into())).join(" – ")
        }
        _ => format!("{} {id}", id.kind().word()),
    }
}

fn spell(landscape: &Landscape, spec: &FieldSpec, value: &Value) -> String {
    match (spec.shape, value) {
        (_, Value::Nothing) => String::new(),
        (Shape::Count, Value::Whole(0)) => String::new(),
        (Shape::Choice(choices), Value::Text(key)) => word_of(choices, key),
        (Shape::Choices(choices), Value::List(keys)) => list(keys, |key| match key {
            Value::Text(key) => word_of(choices, key),
            other => plain(other),
        }),
        (Shape::Reference { .. }, Value::List(ids)) => list(ids, |id| name(landscape, id)),
        (Shape::Reference { .. }, id) => name(landscape, id),
        (Shape::Other, Value::List(items)) => match items.len() {
            _ if spec.name == "frame" => "its place".to_owned(),
            0 => String::new(),
            1 => "1 entry".to_owned(),
            several => format!("{several} entries"),
        },
        (_, value) => plain(value),
    }
}

fn word_of(choices: &[crate::model::Choice], key: &str) -> String {
    choices.iter().find(|choice| choice.key == key).map_or(key, |choice| choice.word).to_owned()
}

fn name(landscape: &Landscape, value: &Value) -> String {
    let id = if let Value::Text(text) = value { text.parse().ok() } else { None };
    id.map_or_else(|| plain(value), |id| called(landscape, id))
}

/// A value whose field has nothing more to say of it.
fn plain(value: &Value) -> String {
    match value {
        Value::Nothing => String::new(),
        Value::Flag(true) => "yes".to_owned(),
        Value::Flag(false) => "no".to_owned(),
        Value::Whole(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(items) => list(items, plain),
        Value::Map(entries) => {
            let words: Vec<String> = entries.iter().filter_map(|(name, value)| entry(name, value)).collect();
            words.join(", ")
        }
    }
}

/// A mark by its name where it is set, anything else by its name and value.
fn entry(name: &str, value: &Value) -> Option<String> {
    let name = name.replace('_', " ");
    match value {
        Value::Flag(is_set) => is_set.then_some(name),
        value => Some(format!("{name}: {}", plain(value))),
    }
}

fn list(items: &[Value], word: impl Fn(&Value) -> String) -> String {
    let words: Vec<String> = items.iter().map(word).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Classification, RelationshipKind};
    use crate::sketch::Sketch;

    #[test]
    fn identifiers_and_keys_are_words() {
        let mut sketch = Sketch::new();
        let [a, b] = ["Sales", "Billing"].map(|name| sketch.context(name));
        let team = sketch.team("Blue", &[a]);
        let domain = sketch.domain("Heart", crate::model::DomainKind::Vertical);
        sketch.subdomain(domain, "Valve", Classification::Core, &[a]);
        let flow = sketch.relate(a, b, RelationshipKind::CustomerSupplier, |it| {
            it.upstream_roles.open_host_service = true;
        });
        let on = &sketch.landscape;
        let said = |id: ElementId, field: &str| value(on, id.kind(), field, &on.get(id).expect("drawn").field(field));
        assert_eq!(said(a.into(), "owners"), "Blue");
        assert_eq!(said(a.into(), "implements"), "Valve");
        assert_eq!(said(a.into(), "off_map"), "no");
        assert_eq!(said(a.into(), "sublayer"), "");
        assert_eq!(said(flow.into(), "upstream_roles"), "open host service");
        assert_eq!(said(team.into(), "colour"), "");
        assert_eq!(called(on, flow.into()), "Sales → Billing");
        assert_eq!(called(on, ElementId::Team(crate::model::TeamId::new(99))), "team t2r");
        let purpose = quoted_value(on, ElementKind::Context, "purpose", &Value::Text(String::new()));
        assert_eq!(purpose, NOTHING);
        assert_eq!(quoted_value(on, ElementKind::Context, "name", &Value::Text("A".to_owned())), "“A”");
    }
}
