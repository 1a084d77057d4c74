//! Who did what when: steps that one person did in one go, and what each person did in all.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Step, Timeline};
use crate::order;
use crate::protocol::{Person, Revision};

/// A pause of so many minutes ends a sitting.
pub const PAUSE_MINUTES: i64 = 10;

/// Steps of one person without a long pause between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// Whose, where that was noted.
    pub by: Option<Person>,
    /// The revision that its first step made.
    pub first: Revision,
    /// The revision that its last step made.
    pub last: Revision,
    /// When the first step was done.
    pub from: DateTime<Utc>,
    /// When the last step was done.
    pub to: DateTime<Utc>,
}

/// What a person did in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// Who, where that was noted. The name is the newest.
    pub by: Option<Person>,
    /// How many steps.
    pub steps: usize,
    /// How many elements these added; one that was added twice counts twice.
    pub added: usize,
    /// How many they changed.
    pub changed: usize,
    /// How many they removed.
    pub removed: usize,
    /// When the last one was done.
    pub last: DateTime<Utc>,
}

impl Sitting {
    /// How many steps.
    pub fn steps(&self) -> u64 {
        self.last.0.saturating_sub(self.first.0).saturating_add(1)
    }
}

impl Timeline {
    /// All steps as sittings, oldest first.
    pub fn sittings(&self) -> Vec<Sitting> {
        let mut sittings: Vec<Sitting> = Vec::new();
        for step in self.steps() {
            match sittings.last_mut() {
                Some(sitting) if goes_on(sitting, step) => {
                    sitting.last = step.revision;
                    sitting.to = sitting.to.max(step.at);
                }
                _ => sittings.push(Sitting {
                    by: step.by.clone(),
                    first: step.revision,
                    last: step.revision,
                    from: step.at,
                    to: step.at,
                }),
            }
        }
        sittings
    }

    /// What everybody did, most steps first.
    pub fn contributions(&self) -> Vec<Contribution> {
        let mut all: Vec<Contribution> = Vec::new();
        for step in self.steps().iter().filter(|step| !step.is_refused) {
            let place = all.iter().position(|it| id(it.by.as_ref()) == id(step.by.as_ref()));
            let place = place.unwrap_or_else(|| {
                let by = step.by.clone();
                all.push(Contribution { by, steps: 0, added: 0, changed: 0, removed: 0, last: step.at });
                all.len() - 1
            });
            let it = &mut all[place];
            it.by.clone_from(&step.by);
            it.steps += 1;
            it.added += step.changes.added.len();
            it.changed += step.changes.updated.len();
            it.removed += step.changes.removed.len();
            it.last = it.last.max(step.at);
        }
        order::sort_by(&mut all, |a, b| b.steps.cmp(&a.steps).then(id(a.by.as_ref()).cmp(&id(b.by.as_ref()))));
        all
    }
}

/// A clock that was put back does not end a sitting.
fn goes_on(sitting: &Sitting, step: &Step) -> bool {
    let is_same = id(sitting.by.as_ref()) == id(step.by.as_ref());
    is_same && step.at.signed_duration_since(sitting.to) < TimeDelta::minutes(PAUSE_MINUTES)
}

fn id(person: Option<&Person>) -> Option<&str> {
    person.map(|person| person.id.as_str())
}
