//! Working closely together for longer than was meant.

use chrono::{Days, NaiveDate};

use super::words::counted;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, Remove, Set};
use crate::model::{ElementKind, Interaction, InteractionMode};

pub(super) const RULE: Rule = Rule {
    code: "interaction-past-its-time",
    severity: Severity::Warning,
    summary: "A collaboration or a facilitation goes on for longer than was expected.",
    why: "Both are meant to end: a collaboration when what had to be found out is found, a facilitation when the other team can do it. One that goes on hides a boundary in the wrong place, and costs both teams their own work.",
    advice: "Say what was learnt and go over to X-as-a-Service, end it, or move the boundary so that one team can do it alone.",
    source: "Skelton and Pais, Team Topologies (2019), chapter 7: collaboration and facilitating are temporary; the Team API has an expected duration.",
    example: |sketch| {
        let [provider, consumer] = ["Blue", "Green"].map(|name| sketch.team(name, &[]));
        let (mode, start) = (InteractionMode::Collaboration, NaiveDate::from_ymd_opt(2026, 1, 5));
        sketch.add(Interaction { provider, consumer, mode, start, expected_weeks: 6, ..Interaction::default() });
    },
    reads: &[ElementKind::Team, ElementKind::Interaction],
    check,
};

/// Asked where it is said when it began and how long it is meant to take. A service is there for as long as it is used.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let Some(today) = on.today else { return Vec::new() };
    let mut findings = Vec::new();
    for interaction in on.landscape.interactions.values() {
        let Some(end) = end(interaction).filter(|end| today > *end) else { continue };
        let [one, other] = interaction.teams().map(|team| on.landscape.quoted(team.into()));
        let weeks = usize::try_from((today - end).num_days() / 7).unwrap_or_default();
        let late = if weeks == 0 { "less than a week".to_owned() } else { counted(weeks, "week") };
        let word = match interaction.mode {
            InteractionMode::Undefined => "interaction",
            InteractionMode::Facilitating => "facilitation",
            InteractionMode::Collaboration | InteractionMode::XAsAService => "collaboration",
        };
        let message = format!("The {word} of {one} and {other} was to end on {end}, {late} ago.");
        let targets = vec![interaction.id.into(), interaction.provider.into(), interaction.consumer.into()];
        let mut finding = RULE.finding(message, targets);
        if interaction.mode == InteractionMode::Collaboration {
            let commands = vec![
                Set::new(interaction.id, "mode", &InteractionMode::XAsAService).into(),
                Set::new(interaction.id, "start", &Some(today)).into(),
                Set::new(interaction.id, "expected_weeks", &0_u32).into(),
            ];
            finding = finding.fix(format!("Go over to X-as-a-Service, by {one}"), Batch::of(commands));
        }
        findings.push(finding.fix(format!("End the {word}"), Remove { elements: [interaction.id.into()].into() }));
    }
    findings
}

/// The day on which it was to end.
fn end(interaction: &Interaction) -> Option<NaiveDate> {
    let is_temporary = interaction.mode != InteractionMode::XAsAService && interaction.expected_weeks > 0;
    let days = Days::new(7 * u64::from(interaction.expected_weeks));
    interaction.start.filter(|_| is_temporary)?.checked_add_days(days)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_what_is_over_and_meant_to_end_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Blue” – “Green” “Blue” “Green”"]);
        every_fix_mends(&RULE, &sketch);
        let id = *sketch.landscape.interactions.keys().next().expect("an interaction");
        let before = (*sketch.landscape.interactions[&id]).clone();
        for expected_weeks in [0, 23, u32::MAX] {
            sketch.put(Interaction { expected_weeks, ..before.clone() });
            assert!(found(&RULE, &sketch).is_empty(), "{expected_weeks}");
        }
        sketch.put(Interaction { mode: InteractionMode::XAsAService, ..before });
        assert!(found(&RULE, &sketch).is_empty());
    }
}
