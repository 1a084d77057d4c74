//! A toggle that is meant to go and has no day for it.

use chrono::Days;

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{ElementKind, Toggle, ToggleKind};

pub(super) const RULE: Rule = Rule {
    code: "toggle-without-expiry",
    severity: Severity::Info,
    summary: "A release or experiment toggle has no expiry.",
    why: "Both kinds are there for a while: until a feature is finished, until an experiment is decided. Without a day nobody notices that the while is over.",
    advice: "Say when it is to be gone: a week or two is usual.",
    source: "Hodgson, Feature Toggles (2017): release toggles should not stick around much longer than a week or two; expiration dates.",
    example: |sketch| {
        sketch.add(Toggle { name: "new-prices".to_owned(), kind: ToggleKind::Release, ..Toggle::default() });
    },
    reads: &[ElementKind::Toggle],
    check,
};

/// How long a release toggle should be there, in days (Hodgson 2017: a week or two).
const USUAL_DAYS: u64 = 14;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for toggle in on.landscape.toggles.values().filter(|toggle| toggle.expires.is_none()) {
        if !matches!(toggle.kind, ToggleKind::Release | ToggleKind::Experiment) {
            continue;
        }
        let name = on.landscape.quoted(toggle.id.into());
        let message = format!("The {} toggle {name} has no expiry.", toggle.kind.word());
        let mut finding = RULE.finding(message, vec![toggle.id.into()]);
        if let Some(day) = on.today.and_then(|today| today.checked_add_days(Days::new(USUAL_DAYS))) {
            finding = finding.fix(format!("Let it be gone by {day}"), Set::new(toggle.id, "expires", &Some(day)));
        }
        findings.push(finding);
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found, today};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_toggles_that_are_meant_to_go_are_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        for kind in [ToggleKind::Undefined, ToggleKind::Operations, ToggleKind::Permission] {
            sketch.add(Toggle { kind, ..Toggle::default() });
        }
        sketch.add(Toggle { kind: ToggleKind::Experiment, expires: today(), ..Toggle::default() });
        assert_eq!(found(&RULE, &sketch), ["“new-prices”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
