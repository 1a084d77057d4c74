//! What a scenario brings, step by step, and several scenarios side by side.

use chrono::NaiveDate;

use crate::change::Changes;
use crate::command::CommandError;
use crate::difference::{Tally, headlines};
use crate::measure::Reading;
use crate::model::{Landscape, Scenario, ScenarioId};
use crate::rule::Inspection;

use super::{Outcome, outlook};

/// Where one is after a step of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    /// What the step is called; of the first, where nothing is done yet, "As it is".
    pub label: String,
    /// What the step changes; nothing where it does not apply.
    pub changes: Changes,
    /// Why the step does not apply.
    pub error: Option<CommandError>,
    /// What is found after it.
    pub findings: Tally,
    /// What the measures that lead say after it, in the order of [`crate::difference::HEADLINES`].
    pub figures: Vec<Reading>,
}

/// The base, and what each step of a scenario makes of it. Without a day nothing is overdue.
pub fn roadmap(base: &Landscape, scenario: &Scenario, today: Option<NaiveDate>) -> Vec<Milestone> {
    let mut landscape = base.clone();
    let mut inspection = Inspection::of(&landscape, today);
    let first = Milestone {
        label: "As it is".to_owned(),
        changes: Changes::default(),
        error: None,
        findings: Tally::of(&inspection.findings(&landscape), &landscape.header),
        figures: headlines(&landscape),
    };
    let mut milestones = vec![first];
    for Outcome { label, result, .. } in outlook(base, scenario).steps {
        let (changes, error) = match result {
            Ok(changes) => (changes, None),
            Err(error) => (Changes::default(), Some(error)),
        };
        landscape.apply(&changes);
        inspection.follow(&landscape, &changes);
        milestones.push(Milestone {
            label,
            changes,
            error,
            findings: Tally::of(&inspection.findings(&landscape), &landscape.header),
            figures: headlines(&landscape),
        });
    }
    milestones
}

/// What there would be: the base, or what a scenario makes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospect {
    /// Which scenario; nothing for the base.
    pub scenario: Option<ScenarioId>,
    /// What people call it; of the base, "As it is".
    pub name: String,
    /// How many steps lead there.
    pub steps: usize,
    /// How many conflicts are to be decided.
    pub conflicts: usize,
    /// How many elements are added.
    pub added: usize,
    /// How many elements are changed, or moved on the map.
    pub changed: usize,
    /// How many elements are removed.
    pub removed: usize,
    /// What is found there.
    pub findings: Tally,
    /// What the measures that lead say there, in the order of [`crate::difference::HEADLINES`].
    pub figures: Vec<Reading>,
}

/// The base and each of these scenarios of it, to be compared. Without a day nothing is overdue.
pub fn side_by_side(base: &Landscape, scenarios: &[ScenarioId], today: Option<NaiveDate>) -> Vec<Prospect> {
    let look = |landscape: &Landscape| {
        let findings = Inspection::of(landscape, today).findings(landscape);
        (Tally::of(&findings, &landscape.header), headlines(landscape))
    };
    let (findings, figures) = look(base);
    let name = "As it is".to_owned();
    let (steps, conflicts, added, changed, removed) = (0, 0, 0, 0, 0);
    let mut all = vec![Prospect { scenario: None, name, steps, conflicts, added, changed, removed, findings, figures }];
    for scenario in scenarios.iter().filter_map(|id| base.scenarios.get(id)) {
        let outlook = outlook(base, scenario);
        let (findings, figures) = look(&outlook.landscape);
        all.push(Prospect {
            scenario: Some(scenario.id),
            name: scenario.name.clone(),
            steps: scenario.steps.len(),
            conflicts: outlook.conflicts.len(),
            added: outlook.changes.added.len(),
            changed: outlook.changes.updated.len(),
            removed: outlook.changes.removed.len(),
            findings,
            figures,
        });
    }
    all
}
