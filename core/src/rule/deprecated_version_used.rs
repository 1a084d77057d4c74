//! Somebody who still uses what will go away.

use super::versions::{Consumption, Histories, consumptions, stage};
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{Contract, ContractVersion, ElementId, ElementKind, Lifecycle, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "deprecated-version-used",
    severity: Severity::Warning,
    summary: "A deprecated version of a contract is still used.",
    why: "It will go away. Whoever has not moved by then stands still, and until then the publisher keeps both alive.",
    advice: "Move to the version that replaces it while both are there.",
    source: "RFC 9745, The Deprecation HTTP Response Header Field (2025); Richardson, Microservices Patterns (2018): versioning.",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        let contract = sketch.add(Contract { context: orders, name: "Order events".to_owned(), ..Contract::default() });
        let version = |name: &str, lifecycle| ContractVersion {
            contract,
            name: name.to_owned(),
            lifecycle,
            ..ContractVersion::default()
        };
        let successor = Some(sketch.add(version("2", Lifecycle::Active)));
        let old = sketch.add(ContractVersion { successor, ..version("1", Lifecycle::Deprecated) });
        sketch.relate(orders, billing, RelationshipKind::UpstreamDownstream, |relationship| {
            relationship.versions = vec![old];
        });
    },
    reads: READS,
    check,
};

/// What the rules about used versions read.
pub(super) const READS: &[ElementKind] = &[
    ElementKind::Context,
    ElementKind::Team,
    ElementKind::Relationship,
    ElementKind::Actor,
    ElementKind::Contract,
    ElementKind::Version,
    ElementKind::Message,
];

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut histories = None;
    let mut findings = Vec::new();
    for used in consumptions(on.landscape) {
        if stage(used.version, on.today) == Lifecycle::Deprecated {
            let message = message(on, &used);
            let histories = histories.get_or_insert_with(|| Histories::of(on));
            findings.push(with_way_out(on, RULE.finding(message, targets(&used)), &used, histories));
        }
    }
    findings
}

/// The relationship, the version, and the messages that are part of it.
pub(super) fn targets(used: &Consumption<'_>) -> Vec<ElementId> {
    let messages = used.messages.iter().map(|message| ElementId::from(message.id));
    [used.relationship.id.into(), used.version.id.into()].into_iter().chain(messages).collect()
}

/// The finding with the offer to use what replaces the version, if there is anything.
pub(super) fn with_way_out<'a>(
    on: &Checkup<'a>,
    finding: Finding,
    used: &Consumption<'a>,
    histories: &Histories<'a>,
) -> Finding {
    match histories.instead_of(used.version, on) {
        Some(other) => finding.fix(format!("Use {} instead", on.quoted(other.id)), used.replaced_by(Some(other.id))),
        None => finding,
    }
}

fn message(on: &Checkup<'_>, used: &Consumption<'_>) -> String {
    let since = used.version.deprecated.map(|day| format!(" since {day}")).unwrap_or_default();
    let left = match (used.version.sunset, on.today) {
        (Some(sunset), Some(today)) => match (sunset - today).num_days() {
            1 => format!(", and goes away on {sunset}, tomorrow"),
            days => format!(", and goes away on {sunset}, in {days} days"),
        },
        (Some(sunset), None) => format!(", and goes away on {sunset}"),
        (None, _) => String::new(),
    };
    let [relationship, version] = [on.quoted(used.relationship.id), on.quoted(used.version.id)];
    format!("{relationship} uses {version}, which is deprecated{since}{left}.")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set, today};
    use super::*;
    use crate::graph::Graph;
    use crate::model::{Message, VersionId};
    use crate::sketch::Sketch;

    fn versions(sketch: &Sketch) -> [VersionId; 2] {
        let versions: Vec<_> = sketch.landscape.versions.keys().copied().collect();
        [versions[0], versions[1]]
    }

    #[test]
    fn only_a_deprecated_version_that_is_used_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Billing” version 1 of “Order events”"]);
        every_fix_mends(&RULE, &sketch);
        let [_, old] = versions(&sketch);
        set(&mut sketch, old, "successor", &None::<VersionId>);
        every_fix_mends(&RULE, &sketch);
        set(&mut sketch, old, "lifecycle", &Lifecycle::Active);
        assert!(found(&RULE, &sketch).is_empty());
        set(&mut sketch, old, "deprecated", &today());
        assert_eq!(found(&RULE, &sketch).len(), 1, "its day has come");
        set(&mut sketch, old, "sunset", &today());
        assert!(found(&RULE, &sketch).is_empty(), "what has gone is another rule's");
    }

    #[test]
    fn a_message_is_a_use_and_moves_along() {
        let mut sketch = example(&RULE);
        let [_, old] = versions(&sketch);
        let relationship = *sketch.landscape.relationships.keys().next().expect("drawn");
        set(&mut sketch, relationship, "versions", &Vec::<VersionId>::new());
        assert!(found(&RULE, &sketch).is_empty());
        let name = "Order placed".to_owned();
        sketch.add(Message { relationship, name, version: Some(old), ..Message::default() });
        assert_eq!(found(&RULE, &sketch), ["“Orders” → “Billing” version 1 of “Order events” “Order placed”"]);
        every_fix_mends(&RULE, &sketch);
    }

    #[test]
    fn the_days_that_are_left_are_told() {
        let mut sketch = example(&RULE);
        let [_, old] = versions(&sketch);
        set(&mut sketch, old, "sunset", &chrono::NaiveDate::from_ymd_opt(2026, 7, 15));
        let graph = Graph::of(&sketch.landscape);
        let findings = check(&Checkup { landscape: &sketch.landscape, graph: &graph, today: today() });
        assert!(findings[0].message.ends_with("on 2026-07-15, in 30 days."), "{}", findings[0].message);
    }

    #[test]
    fn a_circle_of_successors_ends() {
        let mut sketch = example(&RULE);
        let [new, old] = versions(&sketch);
        set(&mut sketch, new, "successor", &Some(old));
        set(&mut sketch, new, "lifecycle", &Lifecycle::Deprecated);
        assert_eq!(found(&RULE, &sketch).len(), 1);
    }
}
