//! Something published that nobody can hold on to.

use super::words::fresh;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Add;
use crate::model::{Contract, ContractId, ContractVersion, ElementKind, Lifecycle, VersionId};
use crate::sorted_set::SortedSet;

pub(super) const RULE: Rule = Rule {
    code: "contract-without-version",
    severity: Severity::Warning,
    summary: "A contract has no version.",
    why: "Whoever builds on it cannot say what they build on: it changes under them, and nobody can tell when.",
    advice: "Give what is published today a number, and every breaking change a new one.",
    source: "Preston-Werner, Semantic Versioning 2.0.0: a declared public interface has a version.",
    example: |sketch| {
        let context = sketch.context("Orders");
        sketch.add(Contract { context, name: "Order events".to_owned(), ..Contract::default() });
    },
    reads: &[ElementKind::Context, ElementKind::Contract, ElementKind::Version],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.contracts.is_empty() {
        return Vec::new();
    }
    let versioned: SortedSet<ContractId> = on.landscape.versions.values().map(|version| version.contract).collect();
    let bare = on.landscape.contracts.values().filter(|contract| !versioned.contains(&contract.id));
    bare.map(|contract| {
        let first = first(on, RULE.code, contract.id);
        let message = format!("{} of {} has no version.", on.quoted(contract.id), on.quoted(contract.context));
        RULE.finding(message, on.there([contract.id.into(), contract.context.into()]))
            .fix("Call what there is today version 1", Add::new(first))
    })
    .collect()
}

/// The first version of a contract, to be used.
pub(super) fn first(on: &Checkup<'_>, rule: &str, contract: ContractId) -> ContractVersion {
    let id = VersionId::new(fresh(on.landscape, ElementKind::Version, rule, &[contract.into()]));
    ContractVersion { id, contract, name: "1".to_owned(), lifecycle: Lifecycle::Active, ..ContractVersion::default() }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found};
    use super::*;

    #[test]
    fn only_a_contract_without_version_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Order events” “Orders”"]);
        every_fix_mends(&RULE, &sketch);
        let contract = *sketch.landscape.contracts.keys().next().expect("drawn");
        sketch.add(ContractVersion { contract, name: "0.1".to_owned(), ..ContractVersion::default() });
        assert!(found(&RULE, &sketch).is_empty());
    }

    #[test]
    fn each_of_several_ways_out_can_be_taken_after_the_other() {
        let mut sketch = example(&RULE);
        let context = *sketch.landscape.contexts.keys().next().expect("drawn");
        sketch.add(Contract { context, name: "Order API".to_owned(), ..Contract::default() });
        let graph = crate::graph::Graph::of(&sketch.landscape);
        let findings = check(&Checkup { landscape: &sketch.landscape, graph: &graph, today: None });
        for finding in &findings {
            crate::command::apply(&mut sketch.landscape, &finding.fixes[0].command).expect("it applies");
        }
        assert_eq!((findings.len(), sketch.landscape.versions.len()), (2, 2));
        assert!(found(&RULE, &sketch).is_empty());
    }
}
