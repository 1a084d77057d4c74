//! A version that nobody should use, and nobody knows what else.

use super::versions::{Histories, days_after, stage};
use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, Command, Set};
use crate::model::{Contract, ContractVersion, ElementKind, Lifecycle};

pub(super) const RULE: Rule = Rule {
    code: "deprecated-version-without-way-out",
    severity: Severity::Warning,
    summary: "A deprecated version does not say when it goes away, or what replaces it.",
    why: "Without a day nobody moves, and without a successor nobody can.",
    advice: "Name the version to use instead, and the day on which this one goes away.",
    source: "RFC 8594, The Sunset HTTP Header Field (2019); RFC 9745, The Deprecation HTTP Response Header Field (2025).",
    example: |sketch| {
        let context = sketch.context("Orders");
        let contract = sketch.add(Contract { context, name: "Order API".to_owned(), ..Contract::default() });
        let lifecycle = Lifecycle::Deprecated;
        sketch.add(ContractVersion { contract, name: "1".to_owned(), lifecycle, ..ContractVersion::default() });
    },
    reads: &[ElementKind::Contract, ElementKind::Version],
    check,
};

/// The day that a way out proposes, counted from today: an assumption.
const SUNSET_DAYS: u64 = 90;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut histories = None;
    let mut findings = Vec::new();
    let all = on.landscape.versions.values();
    for version in all.filter(|version| stage(version, on.today) == Lifecycle::Deprecated) {
        let has_successor = version.successor.is_some_and(|id| on.landscape.versions.contains_key(&id));
        let missing = match (version.sunset.is_some(), has_successor) {
            (true, true) => continue,
            (true, false) => "what replaces it",
            (false, true) => "when it goes away",
            (false, false) => "when it goes away and what replaces it",
        };
        let message = format!("{} is deprecated and does not say {missing}.", on.quoted(version.id));
        let finding = RULE.finding(message, on.there([version.id.into(), version.contract.into()]));
        let histories = histories.get_or_insert_with(|| Histories::of(on));
        findings.push(way_out(on, finding, version, has_successor, histories));
    }
    findings
}

/// Says all that is missing, where all of it can be said.
fn way_out<'a>(
    on: &Checkup<'a>,
    finding: Finding,
    version: &ContractVersion,
    has_successor: bool,
    histories: &Histories<'a>,
) -> Finding {
    let mut commands: Vec<Command> = Vec::new();
    let mut said = Vec::new();
    if !has_successor {
        let Some(other) = histories.instead_of(version, on) else { return finding };
        commands.push(Set::new(version.id, "successor", &Some(other.id)).into());
        said.push(format!("{} replaces it", on.quoted(other.id)));
    }
    if version.sunset.is_none() {
        let Some(today) = on.today else { return finding };
        let sunset = days_after(today, SUNSET_DAYS);
        commands.push(Set::new(version.id, "sunset", &Some(sunset)).into());
        said.push(format!("it goes away on {sunset}"));
    }
    finding.fix(format!("Say that {}", super::listed(&said)), Batch::of(commands))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set, today};
    use super::*;

    #[test]
    fn only_what_leaves_its_users_alone_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["version 1 of “Order API” “Order API”"]);
        let contract = *sketch.landscape.contracts.keys().next().expect("drawn");
        let old = *sketch.landscape.versions.keys().next().expect("drawn");
        let lifecycle = Lifecycle::Active;
        let new = ContractVersion { contract, name: "2".to_owned(), lifecycle, ..ContractVersion::default() };
        let new = sketch.add(new);
        every_fix_mends(&RULE, &sketch);
        set(&mut sketch, old, "successor", &Some(new));
        every_fix_mends(&RULE, &sketch);
        set(&mut sketch, old, "sunset", &today().and_then(|today| today.succ_opt()));
        assert!(found(&RULE, &sketch).is_empty());
        set(&mut sketch, old, "successor", &None::<crate::model::VersionId>);
        every_fix_mends(&RULE, &sketch);
    }
}
