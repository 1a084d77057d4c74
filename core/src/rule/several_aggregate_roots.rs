//! An aggregate with more than one root.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, Set};
use crate::model::{AggregateId, BuildingBlock, BuildingBlockId, BuildingBlockKind, ElementId, ElementKind};
use crate::order;

pub(super) const RULE: Rule = Rule {
    code: "several-aggregate-roots",
    severity: Severity::Error,
    summary: "An aggregate has several roots.",
    why: "The root is the one way in, and keeps what must always hold: with two of them nobody does.",
    advice: "Keep one root, or make two aggregates of the one.",
    source: "Context Mapper, AggregateSemanticsValidator; Evans, Domain-Driven Design, chapter 6: Aggregates.",
    example: |sketch| {
        let context = sketch.context("Orders");
        let aggregate = Some(sketch.aggregate(context, "Order"));
        for name in ["Order", "Basket"] {
            let (name, kind) = (name.to_owned(), BuildingBlockKind::Entity);
            sketch.add(BuildingBlock { context, aggregate, name, kind, is_root: true, ..BuildingBlock::default() });
        }
    },
    reads: &[ElementKind::Aggregate, ElementKind::BuildingBlock],
    check,
};

/// Of more roots than this a finding offers only some to be kept.
const KEPT_MAX: usize = 4;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let root = |block: &BuildingBlock| {
        let aggregate = block.aggregate.filter(|id| block.is_root && on.landscape.aggregates.contains_key(id))?;
        Some((aggregate, block.id))
    };
    let mut roots: Vec<(AggregateId, BuildingBlockId)> =
        on.landscape.building_blocks.values().filter_map(|block| root(block)).collect();
    order::sort_by_key(&mut roots, |pair| *pair);
    let several = roots.chunk_by(|a, b| a.0 == b.0).filter(|roots| roots.len() > 1);
    several.map(|roots| told(on, roots)).collect()
}

fn told(on: &Checkup<'_>, roots: &[(AggregateId, BuildingBlockId)]) -> Finding {
    let aggregate = roots[0].0;
    let names: Vec<String> = roots.iter().map(|(_, root)| on.quoted(*root)).collect();
    let message = format!("{} has {} roots: {}.", on.quoted(aggregate), roots.len(), super::listed(&names));
    let blocks = roots.iter().map(|(_, root)| ElementId::from(*root));
    let mut finding = RULE.finding(message, std::iter::once(aggregate.into()).chain(blocks).collect());
    for (kept, name) in roots.iter().zip(&names).take(KEPT_MAX) {
        let others = roots.iter().filter(|root| *root != kept);
        let demote = others.map(|(_, root)| Set::new(*root, "is_root", &false).into());
        finding = finding.fix(format!("Keep {name} as the root"), Batch::of(demote.collect()));
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_two_roots_of_one_aggregate_are_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Order” “Order” “Basket”"]);
        every_fix_mends(&RULE, &sketch);
        let context = *sketch.landscape.contexts.keys().next().expect("drawn");
        let other = sketch.aggregate(context, "Basket");
        let basket = *sketch.landscape.building_blocks.keys().last().expect("drawn");
        set(&mut sketch, basket, "aggregate", &Some(other));
        assert!(found(&RULE, &sketch).is_empty());
    }
}
