//! A breaking change that leaves nobody time to move.

use chrono::NaiveDate;

use super::versions::{Histories, days_after, is_in_use, stage};
use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, Set};
use crate::model::{Contract, ContractVersion, ElementKind, Lifecycle};

pub(super) const RULE: Rule = Rule {
    code: "breaking-version-without-migration-window",
    severity: Severity::Warning,
    summary: "A breaking version leaves the users of the one before no time to move.",
    why: "Everybody has to change on one day, together with the publisher: what was meant to be released alone is not.",
    advice: "Keep both alive for a while, and say from when to when.",
    source: "Newman, Building Microservices (2021): coexist incompatible versions; less than 90 days are short here (Atoll: an assumption).",
    example: |sketch| {
        let context = sketch.context("Orders");
        let contract = sketch.add(Contract { context, name: "Order API".to_owned(), ..Contract::default() });
        let version = |name: &str, lifecycle| ContractVersion {
            contract,
            name: name.to_owned(),
            lifecycle,
            ..ContractVersion::default()
        };
        sketch.add(version("1", Lifecycle::Retired));
        sketch.add(ContractVersion { is_breaking: true, ..version("2", Lifecycle::Active) });
    },
    reads: &[ElementKind::Contract, ElementKind::Version],
    check,
};

/// So many days from the deprecation of the version before to its sunset are enough: an assumption.
const WINDOW_DAYS_MIN: u64 = 90;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut histories = None;
    let mut findings = Vec::new();
    let breaking = on.landscape.versions.values().filter(|version| version.is_breaking);
    for version in breaking.filter(|version| is_in_use(version, on.today)) {
        let histories = histories.get_or_insert_with(|| Histories::of(on));
        let Some(before) = histories.before(version) else { continue };
        // What was never released has no users that would have to move.
        if before.lifecycle != Lifecycle::Draft {
            findings.extend(judge(on, version, before));
        }
    }
    findings
}

/// The window begins with the deprecation of the version before, or where that is not said, with the new one.
fn judge(on: &Checkup<'_>, version: &ContractVersion, before: &ContractVersion) -> Option<Finding> {
    let start = before.deprecated.or(version.released);
    let is_gone = stage(before, on.today) == Lifecycle::Retired;
    let what = match (start, before.sunset) {
        (Some(start), Some(sunset)) => match (sunset - start).num_days() {
            days if days >= WINDOW_DAYS_MIN as i64 => return None,
            days => format!("leaves {} days, from {start} to {sunset}; {WINDOW_DAYS_MIN} are enough", days.max(0)),
        },
        _ if is_gone => "is retired, and nobody said from when to when both were there".to_owned(),
        (_, Some(_)) => "goes away, but nobody says since when it is deprecated".to_owned(),
        (_, None) => "has no day on which it goes away".to_owned(),
    };
    let message = format!("{} breaks what came before, and {} {what}.", on.quoted(version.id), on.quoted(before.id));
    let finding = RULE.finding(message, vec![version.id.into(), before.id.into()]);
    Some(way_out(on, finding, before, start))
}

/// The version before stays long enough, counted from its deprecation, or from today where nothing is said.
fn way_out(on: &Checkup<'_>, finding: Finding, before: &ContractVersion, start: Option<NaiveDate>) -> Finding {
    let is_open = stage(before, on.today) != Lifecycle::Retired;
    let Some(start) = start.or(on.today).filter(|_| is_open) else { return finding };
    // A window that has passed already would be none.
    let start = start.max(on.today.unwrap_or(start));
    let sunset = days_after(start, WINDOW_DAYS_MIN);
    let mut commands = vec![Set::new(before.id, "sunset", &Some(sunset)).into()];
    if before.deprecated.is_none() {
        commands.push(Set::new(before.id, "deprecated", &Some(start)).into());
    }
    finding.fix(format!("Keep {} until {sunset}", on.quoted(before.id)), Batch::of(commands))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set, today};
    use super::*;

    fn day(shift: i64) -> Option<NaiveDate> {
        today().map(|today| today + chrono::TimeDelta::days(shift))
    }

    #[test]
    fn only_a_breaking_version_without_a_window_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["version 2 of “Order API” version 1 of “Order API”"]);
        let versions: Vec<_> = sketch.landscape.versions.keys().copied().collect();
        let [old, new] = [versions[0], versions[1]];
        for (field, value) in [("deprecated", day(-200)), ("sunset", day(-200 + WINDOW_DAYS_MIN as i64))] {
            set(&mut sketch, old, field, &value);
        }
        assert!(found(&RULE, &sketch).is_empty(), "there was time");
        set(&mut sketch, old, "sunset", &day(-200 + WINDOW_DAYS_MIN as i64 - 1));
        assert_eq!(found(&RULE, &sketch).len(), 1, "there was not enough");
        set(&mut sketch, new, "is_breaking", &false);
        assert!(found(&RULE, &sketch).is_empty());
        set(&mut sketch, new, "is_breaking", &true);
        set(&mut sketch, new, "lifecycle", &Lifecycle::Draft);
        assert!(found(&RULE, &sketch).is_empty(), "it breaks nobody yet");
    }

    #[test]
    fn a_window_that_is_open_can_be_made_longer() {
        let mut sketch = example(&RULE);
        let old = *sketch.landscape.versions.keys().next().expect("drawn");
        set(&mut sketch, old, "lifecycle", &Lifecycle::Active);
        assert_eq!(found(&RULE, &sketch).len(), 1, "nobody says when it ends");
        every_fix_mends(&RULE, &sketch);
        set(&mut sketch, old, "lifecycle", &Lifecycle::Deprecated);
        set(&mut sketch, old, "deprecated", &day(-10));
        set(&mut sketch, old, "sunset", &day(10));
        assert_eq!(found(&RULE, &sketch).len(), 1, "it ends too soon");
        every_fix_mends(&RULE, &sketch);
    }
}
