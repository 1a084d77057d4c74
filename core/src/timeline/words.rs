//! What was done, in words: the end of a sentence that begins with who did it.

use crate::change::Changes;
use crate::difference::{self, Status, words};
use crate::model::{Element as _, ElementId, ElementKind, FieldSpec, Landscape, Record};

/// What is said of a line of the log that does not apply.
pub(super) const REFUSED: &str = "did something that does not apply any more";

/// The longest value that stands in a sentence, in characters.
const VALUE_MAX: usize = 60;

/// So many kinds of elements are told one by one.
const KINDS_MAX: usize = 3;

/// What these changes did: "added 3 contexts and removed the team Blue".
pub(super) fn of(before: &Landscape, after: &Landscape, changes: &Changes) -> String {
    if changes.is_empty() {
        return "changed nothing".to_owned();
    }
    let statuses = difference::statuses(changes);
    let with = |status: Status| -> Vec<ElementId> {
        statuses.iter().filter(|(_, is)| **is == status).map(|(id, _)| *id).collect()
    };
    let mut parts = Vec::new();
    for (status, verb, landscape) in [(Status::Added, "added", after), (Status::Removed, "removed", before)] {
        let ids = with(status);
        if !ids.is_empty() {
            parts.push(format!("{verb} {}", counted(landscape, &ids)));
        }
    }
    let changed = with(Status::Changed);
    match changed[..] {
        [] => {}
        // What goes or comes makes what names it another one: that says itself.
        _ if !parts.is_empty() && changed.len() == 1 => {}
        [id] => parts.push(edited([before, after], changes, id)),
        _ => parts.push(format!("changed {}", counted(after, &changed))),
    }
    let moved = with(Status::Moved);
    if parts.is_empty() {
        parts.push(format!("moved {}", counted(after, &moved)));
    }
    listed(&parts)
}

/// One element or two by their names, several by how many of each kind.
fn counted(landscape: &Landscape, ids: &[ElementId]) -> String {
    if ids.len() <= 2 {
        let words: Vec<String> = ids.iter().map(|id| named(landscape, *id)).collect();
        return listed(&words);
    }
    let of_kind = |kind: &ElementKind| ids.iter().filter(|id| id.kind() == *kind).count();
    let kinds: Vec<(ElementKind, usize)> =
        ElementKind::ALL.iter().map(|kind| (*kind, of_kind(kind))).filter(|(_, count)| *count > 0).collect();
    let shown = if kinds.len() > KINDS_MAX { KINDS_MAX - 1 } else { kinds.len() };
    let count = |(kind, count): &(ElementKind, usize)| match (kind, count) {
        (ElementKind::Header, _) => "the landscape itself".to_owned(),
        (kind, 1) => format!("1 {}", kind.word()),
        (kind, count) => format!("{count} {}", difference::plural(*kind)),
    };
    let mut words: Vec<String> = kinds[..shown].iter().map(count).collect();
    let rest: usize = kinds[shown..].iter().map(|(_, count)| count).sum();
    if rest > 0 {
        words.push(format!("{rest} more"));
    }
    listed(&words)
}

fn named(landscape: &Landscape, id: ElementId) -> String {
    match landscape.get(id) {
        Some(Record::Header(_)) => "the landscape".to_owned(),
        Some(record) if record.name().is_empty() && !is_line(&record) => format!("a nameless {}", id.kind().word()),
        _ => format!("the {} {}", id.kind().word(), shortened(&difference::called(landscape, id))),
    }
}

/// What is called by its ends.
fn is_line(record: &Record) -> bool {
    matches!(record, Record::Relationship(_) | Record::Interaction(_))
}

/// What became of one record that says something else.
fn edited(landscapes: [&Landscape; 2], changes: &Changes, id: ElementId) -> String {
    let Some((before, after)) = changes.updated.get(&id) else { return "changed something".to_owned() };
    let both = before.fields().into_iter().zip(after.fields());
    let specs = before.specs().iter().zip(both);
    let differing: Vec<&FieldSpec> = specs
        .filter(|(spec, (old, new))| !difference::is_place(spec.name) && old.value() != new.value())
        .map(|(spec, _)| spec)
        .collect();
    let whom = named(landscapes[0], id);
    match differing[..] {
        [spec] if spec.name == "name" && before.name().is_empty() => {
            let which = if id == ElementId::Header { "the" } else { "a" };
            format!("named {which} {} {}", id.kind().word(), shortened(after.name()))
        }
        [spec] if spec.name == "name" && !after.name().is_empty() => {
            format!("renamed {whom} to {}", shortened(after.name()))
        }
        [spec] => {
            let value = words::value(landscapes[1], id.kind(), spec.name, &after.field(spec.name));
            let label = lower(spec.label);
            match value.as_str() {
                "" => format!("took the {label} off {whom}"),
                value => format!("set the {label} of {whom} to {}", shortened(value)),
            }
        }
        [one, other] => format!("changed the {} and the {} of {whom}", lower(one.label), lower(other.label)),
        _ => format!("changed {whom}"),
    }
}

/// A label within a sentence; capitals that are an abbreviation stay.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next();
    match (first, letters.as_str()) {
        (Some(_), rest) if rest.starts_with(char::is_uppercase) => label.to_owned(),
        (Some(first), rest) => first.to_lowercase().chain(rest.chars()).collect(),
        (None, _) => String::new(),
    }
}

/// A text on one line, cut where it is long.
fn shortened(text: &str) -> String {
    let one_line: Vec<&str> = text.split_whitespace().collect();
    let one_line = one_line.join(" ");
    if one_line.chars().count() <= VALUE_MAX {
        return one_line;
    }
    let cut: String = one_line.chars().take(VALUE_MAX).collect();
    format!("{}…", cut.trim_end())
}

/// "a", "a and b", "a, b and c".
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
