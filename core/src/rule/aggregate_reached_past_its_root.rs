//! Somebody who holds a part of an aggregate and not its root.

use super::uses::uses;
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{AggregateId, BuildingBlock, BuildingBlockId, BuildingBlockKind, ElementKind};
use crate::order;

pub(super) const RULE: Rule = Rule {
    code: "aggregate-reached-past-its-root",
    severity: Severity::Warning,
    summary: "An entity inside an aggregate is used from outside of it.",
    why: "What the root keeps true can be broken behind its back.",
    advice: "Use the root, and let it hand on to its parts; or make the part an aggregate of its own.",
    source: "Evans, Domain-Driven Design, chapter 6: nothing outside the aggregate can hold a reference to anything inside, except to the root.",
    example: |sketch| {
        let context = sketch.context("Orders");
        let aggregate = Some(sketch.aggregate(context, "Order"));
        let entity = |name: &str, is_root| BuildingBlock {
            context,
            aggregate,
            name: name.to_owned(),
            kind: BuildingBlockKind::Entity,
            is_root,
            ..BuildingBlock::default()
        };
        sketch.add(entity("Order", true));
        let uses = vec![sketch.add(entity("Order line", false))];
        sketch.add(BuildingBlock { context, name: "Pricing".to_owned(), uses, ..BuildingBlock::default() });
    },
    reads: &[ElementKind::Aggregate, ElementKind::BuildingBlock],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let roots = roots(on);
    let root_of = |aggregate: AggregateId| {
        let at = roots.partition_point(|(of, _)| *of < aggregate);
        roots.get(at).filter(|(of, _)| *of == aggregate).map(|(_, root)| *root)
    };
    let mut findings = Vec::new();
    for it in uses(on.landscape) {
        let is_part = it.used.kind == BuildingBlockKind::Entity && !it.used.is_root;
        let Some(aggregate) = it.used.aggregate.filter(|_| is_part && it.user.aggregate != it.used.aggregate) else {
            continue;
        };
        // Without a root there is no right way in: that is another rule's.
        let Some(root) = root_of(aggregate) else { continue };
        let [user, used, of] = [on.quoted(it.user.id), on.quoted(it.used.id), on.quoted(aggregate)];
        let message = format!("{user} uses {used} inside the aggregate {of}, past its root {}.", on.quoted(root));
        let finding = RULE.finding(message, vec![it.user.id.into(), it.used.id.into(), aggregate.into(), root.into()]);
        findings.push(finding.fix(format!("Use {} instead", on.quoted(root)), it.replaced_by(root)));
    }
    findings
}

/// The roots of aggregates that are there, by aggregate; of several the first.
fn roots(on: &Checkup<'_>) -> Vec<(AggregateId, BuildingBlockId)> {
    let blocks = on.landscape.building_blocks.values().filter(|block| block.is_root);
    let of = |block: &BuildingBlock| Some((block.aggregate?, block.id));
    let mut roots: Vec<_> = blocks
        .filter_map(|block| of(block))
        .filter(|(aggregate, _)| on.landscape.aggregates.contains_key(aggregate))
        .collect();
    order::sort_by_key(&mut roots, |pair| *pair);
    roots
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_an_inner_entity_used_from_outside_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Pricing” “Order line” “Order” “Order”"]);
        every_fix_mends(&RULE, &sketch);
        let blocks: Vec<_> = sketch.landscape.building_blocks.keys().copied().collect();
        let [order, line, pricing] = [blocks[0], blocks[1], blocks[2]];
        set(&mut sketch, line, "kind", &BuildingBlockKind::ValueObject);
        assert!(found(&RULE, &sketch).is_empty(), "a value can be handed out");
        set(&mut sketch, line, "kind", &BuildingBlockKind::Entity);
        let aggregate = sketch.landscape.building_blocks[&order].aggregate;
        set(&mut sketch, pricing, "aggregate", &aggregate);
        assert!(found(&RULE, &sketch).is_empty(), "inside one may use what is inside");
        set(&mut sketch, pricing, "aggregate", &None::<AggregateId>);
        set(&mut sketch, order, "is_root", &false);
        assert!(found(&RULE, &sketch).is_empty(), "without a root there is no way past it");
    }
}
