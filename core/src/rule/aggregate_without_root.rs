//! An aggregate that nobody keeps consistent.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{AggregateId, BuildingBlock, BuildingBlockKind, ElementKind};
use crate::order;

pub(super) const RULE: Rule = Rule {
    code: "aggregate-without-root",
    severity: Severity::Warning,
    summary: "An aggregate has building blocks, and none is its root.",
    why: "The root is the one way in, and keeps what must always hold; without it everybody changes everything.",
    advice: "Say which entity is the root.",
    source: "Evans, Domain-Driven Design, chapter 6: Aggregates.",
    example: |sketch| {
        let context = sketch.context("Orders");
        let aggregate = Some(sketch.aggregate(context, "Order"));
        for (name, kind) in [("Order", BuildingBlockKind::Entity), ("Order line", BuildingBlockKind::ValueObject)] {
            sketch.add(BuildingBlock { context, aggregate, name: name.to_owned(), kind, ..BuildingBlock::default() });
        }
    },
    reads: &[ElementKind::Aggregate, ElementKind::BuildingBlock],
    check,
};

/// Of more entities than this a finding offers only some as the root.
const OFFERED_MAX: usize = 4;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut parts: Vec<(AggregateId, &BuildingBlock)> = on
        .landscape
        .building_blocks
        .values()
        .filter_map(|block| Some((block.aggregate?, block.as_ref())))
        .filter(|(aggregate, _)| on.landscape.aggregates.contains_key(aggregate))
        .collect();
    order::sort_by_key(&mut parts, |(aggregate, _)| *aggregate);
    let mut findings = Vec::new();
    for parts in parts.chunk_by(|a, b| a.0 == b.0).filter(|parts| !parts.iter().any(|(_, block)| block.is_root)) {
        let aggregate = parts[0].0;
        let number = match parts.len() {
            1 => "a building block".to_owned(),
            several => format!("{several} building blocks"),
        };
        let message = format!("{} has {number} and no root.", on.quoted(aggregate));
        let mut finding = RULE.finding(message, vec![aggregate.into()]);
        let entities = parts.iter().filter(|(_, block)| block.kind == BuildingBlockKind::Entity);
        for (_, entity) in entities.take(OFFERED_MAX) {
            let set = Set::new(entity.id, "is_root", &true);
            finding = finding.fix(format!("Make {} the root", on.quoted(entity.id)), set);
        }
        findings.push(finding);
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_an_aggregate_with_parts_needs_a_root() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Order”"]);
        every_fix_mends(&RULE, &sketch);
        let context = *sketch.landscape.contexts.keys().next().expect("drawn");
        sketch.aggregate(context, "Empty");
        let order = *sketch.landscape.building_blocks.keys().next().expect("drawn");
        set(&mut sketch, order, "is_root", &true);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
