//! Where a scenario and its base contradict each other: a comparison of what the base was when the scenario last saw it,
//! what it is now, and what the scenario would make of it.
//!
//! Where something stands on the map is never in question: the scenario's place holds.

use crate::change::Changes;
use crate::command::CommandError;
use crate::difference::words;
use crate::model::{ElementId, Landscape, Record, Scenario, Value};
use crate::sorted_map::SortedMap;

use super::{Outcome, seen};

/// A contradiction between a scenario and its base.
#[derive(Clone, Debug, PartialEq)]
pub enum Conflict {
    /// Both changed the same field, and not to the same.
    Field {
        /// Whose field.
        id: ElementId,
        /// The field, as [`crate::model::FieldSpec::name`] has it.
        field: &'static str,
        /// What people call the field.
        label: &'static str,
        /// What it held when the scenario last saw it.
        then: Value,
        /// What it holds in the base.
        base: Value,
        /// What it would hold in the to-be.
        scenario: Value,
    },
    /// The base is without something that the scenario changes or names.
    Gone {
        /// What is gone.
        id: ElementId,
        /// What a sentence calls it.
        called: String,
        /// The first step that needs it, counted from 0.
        step: usize,
    },
    /// The scenario adds something under an identifier that something in the base came to have.
    Twice {
        /// The identifier.
        id: ElementId,
        /// The step that adds it, counted from 0.
        step: usize,
    },
    /// The scenario removes what the base changed or added since.
    ChangedUnderRemoval {
        /// What would be removed.
        id: ElementId,
        /// Whether it was added since.
        is_new: bool,
    },
    /// A step does not apply any more.
    Step {
        /// Which one, counted from 0.
        index: usize,
        /// What people call what was done.
        label: String,
        /// Why it does not apply, in a sentence.
        error: String,
    },
}

/// How a conflict is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// As the base has it.
    KeepBase,
    /// As the scenario has it.
    KeepScenario,
    /// Without the step.
    DropStep,
}

impl Conflict {
    /// The element that it is about, for one that is about an element.
    pub fn element(&self) -> Option<ElementId> {
        match self {
            Self::Field { id, .. }
            | Self::Gone { id, .. }
            | Self::Twice { id, .. }
            | Self::ChangedUnderRemoval { id, .. } => Some(*id),
            Self::Step { .. } => None,
        }
    }

    /// The conflict in a sentence. `to_be` is what the scenario would make of the base.
    pub fn told(&self, base: &Landscape, to_be: &Landscape) -> String {
        match self {
            Self::Field { id, field, label, then, base: now, scenario } => {
                let word = |landscape, value| words::quoted_value(landscape, id.kind(), field, value);
                let (then, now, scenario) = (word(base, then), word(base, now), word(to_be, scenario));
                let (label, element) = (label.to_lowercase(), base.quoted(*id));
                if then == scenario {
                    return format!(
                        "{element}: the base changed “{label}” from {then} to {now}, and the scenario sets it back."
                    );
                }
                format!(
                    "{element}: “{label}” was {then}; the base now has {now}, and the scenario would have {scenario}."
                )
            }
            Self::Gone { called, step, .. } => {
                format!("The base is without {called} now, which step {} of the scenario needs.", step + 1)
            }
            Self::Twice { id, step } => format!(
                "Step {} of the scenario adds the {} {id}, and the base came to have one under that identifier: {}.",
                step + 1,
                id.kind().word(),
                base.quoted(*id)
            ),
            Self::ChangedUnderRemoval { id, is_new: true } => format!(
                "The scenario would remove the {} {}, which came to the base since.",
                id.kind().word(),
                base.quoted(*id)
            ),
            Self::ChangedUnderRemoval { id, is_new: false } => format!(
                "The scenario removes the {} {}, which the base changed since.",
                id.kind().word(),
                base.quoted(*id)
            ),
            Self::Step { index, label, error } => {
                format!("Step {}, “{label}”, does not apply any more. {error}", index + 1)
            }
        }
    }

    /// The ways to decide it, and what a button says for each.
    pub fn choices(&self) -> &'static [(Choice, &'static str)] {
        match self {
            Self::Field { .. } => {
                &[(Choice::KeepBase, "Keep the base's"), (Choice::KeepScenario, "Keep the scenario's")]
            }
            Self::Gone { .. } => &[
                (Choice::KeepBase, "Leave it out"),
                (Choice::KeepScenario, "Bring it back"),
                (Choice::DropStep, "Drop the step"),
            ],
            Self::Twice { .. } => {
                &[(Choice::KeepBase, "Keep the base's"), (Choice::KeepScenario, "Keep the scenario's")]
            }
            Self::ChangedUnderRemoval { .. } => {
                &[(Choice::KeepBase, "Keep it"), (Choice::KeepScenario, "Remove it all the same")]
            }
            Self::Step { .. } => &[(Choice::DropStep, "Drop the step")],
        }
    }
}

/// Whether a field says where something stands on the map.
pub(super) fn is_place(field: &str) -> bool {
    matches!(field, "frame" | "places")
}

/// Every conflict: steps that do not apply first, then element by element.
pub(super) fn find(
    base: &Landscape,
    scenario: &Scenario,
    to_be: &Landscape,
    steps: &[Outcome],
    changes: &Changes,
) -> Vec<Conflict> {
    let then = seen::records(scenario);
    let mut found = Vec::new();
    for (index, outcome) in steps.iter().enumerate() {
        let Err(error) = &outcome.result else { continue };
        let conflict = match error {
            CommandError::Missing(id) if !base.contains(*id) && matches!(then.get(id), Some(Some(_))) => {
                Conflict::Gone { id: *id, called: seen::quoted(base, scenario, *id), step: index }
            }
            CommandError::Exists(id) if base.contains(*id) => Conflict::Twice { id: *id, step: index },
            _ => {
                let error = outcome
                    .command
                    .as_ref()
                    .map_or_else(|reason| format!("{error} It says: {reason}."), |_| error.to_string());
                Conflict::Step { index, label: outcome.label.clone(), error }
            }
        };
        push(&mut found, conflict);
    }
    for id in changes.touched().collect::<crate::sorted_set::SortedSet<_>>() {
        of_element(&mut found, id, base, scenario, to_be, steps, &then);
    }
    found
}

/// Adds a conflict, unless there is one of that sort about that element.
fn push(found: &mut Vec<Conflict>, conflict: Conflict) {
    let is_same = |other: &Conflict| match (other, &conflict) {
        (Conflict::Gone { id: a, .. }, Conflict::Gone { id: b, .. })
        | (Conflict::Twice { id: a, .. }, Conflict::Twice { id: b, .. }) => a == b,
        _ => false,
    };
    if !found.iter().any(is_same) {
        found.push(conflict);
    }
}

fn of_element(
    found: &mut Vec<Conflict>,
    id: ElementId,
    base: &Landscape,
    scenario: &Scenario,
    to_be: &Landscape,
    steps: &[Outcome],
    then: &SortedMap<ElementId, Option<Record>>,
) {
    // The last step that touches it has made it what it would be.
    let touches = |step: &Outcome| step.result.as_ref().is_ok_and(|changes| changes.touched().any(|it| it == id));
    let step = || steps.iter().rposition(touches).unwrap_or_default();
    match (then.get(&id), base.get(id), to_be.get(id)) {
        (None, Some(_), None) => found.push(Conflict::ChangedUnderRemoval { id, is_new: true }),
        (Some(None), Some(_), None) => found.push(Conflict::ChangedUnderRemoval { id, is_new: true }),
        (Some(Some(then)), Some(is), None) if differs(then, &is) => {
            found.push(Conflict::ChangedUnderRemoval { id, is_new: false });
        }
        (Some(Some(_)), None, Some(_)) => {
            push(found, Conflict::Gone { id, called: seen::quoted(base, scenario, id), step: step() });
        }
        (Some(None), Some(is), Some(would_be)) if differs(&is, &would_be) => {
            push(found, Conflict::Twice { id, step: step() });
        }
        (Some(Some(then)), Some(is), Some(would_be)) => found.extend(of_fields(then, &is, &would_be, to_be)),
        _ => {}
    }
}

/// Whether two states of a record say something else, wherever they stand on the map.
fn differs(a: &Record, b: &Record) -> bool {
    let mut fields = a.specs().iter().zip(a.fields().into_iter().zip(b.fields()));
    fields.any(|(spec, (a, b))| !is_place(spec.name) && a.value() != b.value())
}

fn of_fields(then: &Record, is: &Record, would_be: &Record, to_be: &Landscape) -> Vec<Conflict> {
    let (id, specs, left) = (is.id(), is.specs(), remaining(is, to_be));
    let values = then.fields().into_iter().zip(is.fields()).zip(left.fields().into_iter().zip(would_be.fields()));
    let mut found = Vec::new();
    for (spec, ((then, is), (left, would_be))) in specs.iter().zip(values) {
        let (then, base, scenario) = (then.value(), is.value(), would_be.value());
        if !is_place(spec.name) && then != base && scenario != left.value() && scenario != base {
            let (field, label) = (spec.name, spec.label);
            found.push(Conflict::Field { id, field, label, then, base, scenario });
        }
    }
    found
}

/// A record of the base without what the to-be is without: where a scenario only removes what the record named, it takes
/// no side about the rest.
pub(super) fn remaining(is: &Record, to_be: &Landscape) -> Record {
    let stays = |id: ElementId| to_be.contains(id).then_some(id);
    is.followed(&stays).unwrap_or_else(|| is.clone())
}
