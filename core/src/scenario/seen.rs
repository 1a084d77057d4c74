//! What a scenario saw of its base: the third side of every comparison.

use crate::change::Changes;
use crate::model::{Element as _, ElementId, ElementKind, Landscape, Record, Scenario, Seen, Value};
use crate::order;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

use super::Outcome;

/// Each element that a scenario saw, as it was; nothing for one that was not there.
pub(super) fn records(scenario: &Scenario) -> SortedMap<ElementId, Option<Record>> {
    scenario.seen.iter().filter_map(|seen| Some((seen.id, record(seen)?))).collect()
}

/// What was seen; nothing at all where that cannot be read.
fn record(seen: &Seen) -> Option<Option<Record>> {
    let entries = match &seen.record {
        Value::Nothing => return Some(None),
        Value::Map(entries) => entries,
        _ => return None,
    };
    let mut record = Record::empty(seen.id.kind());
    record.identify(seen.id);
    for (name, value) in entries.iter().filter(|(name, _)| name != "id") {
        record.set(name, value.clone()).ok()?;
    }
    Some(Some(record))
}

/// Notes how an element is in the base, whatever was seen of it before.
pub(super) fn note(scenario: &mut Scenario, id: ElementId, record: Option<&Record>) {
    let record = record.map(Record::to_value).unwrap_or_default();
    match scenario.seen.iter_mut().find(|seen| seen.id == id) {
        Some(seen) => seen.record = record,
        None => {
            scenario.seen.push(Seen { id, record });
            order::sort_by_key(&mut scenario.seen, |seen| seen.id);
        }
    }
}

/// Notes what a step is about to touch: all of it where it was not seen before, else what the scenario leaves as the base
/// has it. `to_be` is the landscape that the step is done on.
pub(super) fn look(scenario: &mut Scenario, base: &Landscape, to_be: &Landscape, changes: &Changes) {
    let known = records(scenario);
    for id in concerned(base, changes) {
        let (is, would_be) = (base.get(id), to_be.get(id));
        let after = match (known.get(&id).cloned().flatten(), &is, &would_be) {
            (Some(then), Some(is), Some(would_be)) => Some(renewed(then, is, would_be)),
            (_, is, would_be) if !known.contains_key(&id) || is == would_be => (*is).clone(),
            _ => continue,
        };
        note(scenario, id, after.as_ref());
    }
}

/// What was seen, with the base's value in every field that the scenario leaves as it is.
fn renewed(mut then: Record, is: &Record, would_be: &Record) -> Record {
    for (spec, (is, would_be)) in is.specs().iter().zip(is.fields().into_iter().zip(would_be.fields())) {
        if is.value() == would_be.value() {
            // It is the value of a field of this kind.
            let _ = then.set(spec.name, is.value());
        }
    }
    then
}

/// The elements that a change hangs on: what it touches, what that comes to name, and what it belongs to.
pub(super) fn concerned(base: &Landscape, changes: &Changes) -> SortedSet<ElementId> {
    let mut ids: SortedSet<ElementId> = changes.touched().collect();
    let named = |record: &Record| record.references();
    let mut named: Vec<ElementId> = changes.added.values().flat_map(named).collect();
    for (before, after) in changes.updated.values() {
        let before = before.references();
        named.extend(after.references().into_iter().filter(|id| !before.contains(id)));
    }
    let mut open: Vec<ElementId> = ids.iter().copied().chain(named).collect();
    while let Some(id) = open.pop() {
        let Some(record) = base.get(id).filter(|record| record.id().kind() != ElementKind::Scenario) else { continue };
        ids.insert(id);
        open.extend(record.holders().into_iter().filter(|holder| !ids.contains(holder)));
    }
    ids
}

/// Forgets what no step hangs on any more. Where a step does not apply it is not known what it hangs on.
pub(super) fn prune(scenario: &mut Scenario, base: &Landscape, steps: &[Outcome]) {
    let mut concern = SortedSet::new();
    for step in steps {
        let Ok(changes) = &step.result else { return };
        concern.extend(concerned(base, changes));
    }
    scenario.seen.retain(|seen| concern.contains(&seen.id));
}

/// How a sentence speaks of an element that may not be in the base (any more).
pub(super) fn quoted(base: &Landscape, scenario: &Scenario, id: ElementId) -> String {
    if base.contains(id) {
        return base.quoted(id);
    }
    match records(scenario).get(&id) {
        Some(Some(record)) if !record.name().is_empty() => format!("“{}”", record.name()),
        _ => format!("the {} {id}", id.kind().word()),
    }
}
