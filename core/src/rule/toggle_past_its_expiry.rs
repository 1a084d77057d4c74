//! A toggle that should be gone.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Remove;
use crate::model::{ElementKind, Toggle, ToggleKind};

pub(super) const RULE: Rule = Rule {
    code: "toggle-past-its-expiry",
    severity: Severity::Warning,
    summary: "A toggle is past the day on which it was to be gone.",
    why: "An old switch doubles the paths through the code, one of which nobody tests any more; and one day somebody switches it.",
    advice: "Take it out of the code and delete it here, or say until when it is still needed.",
    source: "Hodgson, Feature Toggles (2017): toggles are inventory with a carrying cost; put expiration dates on them.",
    example: |sketch| {
        let expires = chrono::NaiveDate::from_ymd_opt(2026, 3, 31);
        sketch.add(Toggle { name: "new-prices".to_owned(), kind: ToggleKind::Release, expires, ..Toggle::default() });
    },
    reads: &[ElementKind::Toggle],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let Some(today) = on.today else { return Vec::new() };
    let mut findings = Vec::new();
    for toggle in on.landscape.toggles.values() {
        let Some(expires) = toggle.expires.filter(|expires| today > *expires) else { continue };
        let name = on.landscape.quoted(toggle.id.into());
        let days = super::words::counted(usize::try_from((today - expires).num_days()).unwrap_or_default(), "day");
        let message = format!("{name} was to be gone by {expires}, {days} ago.");
        let remove = Remove { elements: [toggle.id.into()].into() };
        findings.push(RULE.finding(message, vec![toggle.id.into()]).fix("Delete the toggle", remove));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found, today};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_after_its_day_is_a_toggle_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        sketch.add(Toggle { expires: today(), ..Toggle::default() });
        assert_eq!(found(&RULE, &sketch), ["“new-prices”"]);
        every_fix_mends(&RULE, &sketch);
        let graph = crate::graph::Graph::of(&sketch.landscape);
        assert!(check(&Checkup { landscape: &sketch.landscape, graph: &graph, today: None }).is_empty());
    }
}
