//! Unfinished work that has been hidden for months.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Remove;
use crate::model::{ElementKind, Toggle, ToggleKind};

pub(super) const RULE: Rule = Rule {
    code: "long-lived-release-toggle",
    severity: Severity::Info,
    summary: "A release toggle has been there for a quarter of a year.",
    why: "A release toggle hides what is not finished yet. After months either the work has stopped, or it is finished and the switch was forgotten: both cost with every change around it.",
    advice: "Finish the feature and take the toggle out, or take both out.",
    source: "Hodgson, Feature Toggles (2017): a week or two. That ninety days are too long is Atoll's assumption.",
    example: |sketch| {
        let created = chrono::NaiveDate::from_ymd_opt(2026, 1, 15);
        sketch.add(Toggle { name: "new-prices".to_owned(), kind: ToggleKind::Release, created, ..Toggle::default() });
    },
    reads: &[ElementKind::Toggle],
    check,
};

/// From here on a release toggle is found, in days. Ours.
const LONG_DAYS: i64 = 90;

/// A toggle that is past its expiry has a rule of its own.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let Some(today) = on.today else { return Vec::new() };
    let mut findings = Vec::new();
    for toggle in on.landscape.toggles.values().filter(|toggle| toggle.kind == ToggleKind::Release) {
        let Some(created) = toggle.created else { continue };
        let days = (today - created).num_days();
        if days < LONG_DAYS || toggle.expires.is_some_and(|expires| today > expires) {
            continue;
        }
        let name = on.landscape.quoted(toggle.id.into());
        let message = format!("The release toggle {name} has been there since {created}, for {days} days.");
        let remove = Remove { elements: [toggle.id.into()].into() };
        findings.push(RULE.finding(message, vec![toggle.id.into()]).fix("Delete the toggle", remove));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_an_old_release_toggle_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        let day = |month, day| chrono::NaiveDate::from_ymd_opt(2026, month, day);
        sketch.add(Toggle { kind: ToggleKind::Release, created: day(6, 1), ..Toggle::default() });
        sketch.add(Toggle { kind: ToggleKind::Operations, created: day(1, 1), ..Toggle::default() });
        let (created, expires) = (day(1, 1), day(2, 1));
        sketch.add(Toggle { kind: ToggleKind::Release, created, expires, ..Toggle::default() });
        assert_eq!(found(&RULE, &sketch), ["“new-prices”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
