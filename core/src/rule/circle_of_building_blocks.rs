//! Building blocks of one context that use each other in a circle.

use super::circle::{Edges, Ways, components};
use super::uses::{Use, uses};
use super::{Checkup, Finding, Rule, Severity};
use crate::graph::Components;
use crate::model::{BuildingBlock, ElementId, ElementKind};
use crate::sorted_map::SortedMap;

pub(super) const RULE: Rule = Rule {
    code: "circle-of-building-blocks",
    severity: Severity::Warning,
    summary: "Building blocks of a context use each other in a circle.",
    why: "None of them can be understood, tested or moved without the others.",
    advice: "Cut the circle: let one side be told by an event, put a port between, or extract what both need.",
    source: "Martin, Agile Software Development (2002): Acyclic Dependencies Principle; ArchUnit and jQAssistant check slices for cycles.",
    example: |sketch| {
        let context = sketch.context("Orders");
        let block = |name: &str| BuildingBlock { context, name: name.to_owned(), ..BuildingBlock::default() };
        let [order, delivery] = ["Order", "Delivery"].map(|name| sketch.add(block(name)));
        for (id, name, used) in [(order, "Order", delivery), (delivery, "Delivery", order)] {
            sketch.put(BuildingBlock { id, uses: vec![used], ..block(name) });
        }
    },
    reads: &[ElementKind::Context, ElementKind::BuildingBlock],
    check,
};

/// Circles within one aggregate are left alone: it changes as one.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let blocks: Vec<&BuildingBlock> = on.landscape.building_blocks.values().map(AsRef::as_ref).collect();
    let numbers: SortedMap<_, usize> = blocks.iter().enumerate().map(|(number, block)| (block.id, number)).collect();
    let mut edges: Edges = vec![Vec::new(); blocks.len()];
    let is_inside = |it: &Use<'_>| !it.is_across() && on.landscape.contexts.contains_key(&it.user.context);
    for it in uses(on.landscape).filter(is_inside) {
        if let (Some(user), Some(used)) = (numbers.get(&it.user.id), numbers.get(&it.used.id)) {
            // The edge goes by the number of the block where it begins.
            edges[*user].push((*used, *user));
        }
    }
    let groups = components(&edges);
    let mut ways = Ways::new(&edges);
    let tangled = (0..groups.count()).filter(|group| groups.members(*group).len() > 1);
    let mut circles: Vec<Vec<usize>> =
        tangled.filter_map(|group| circle(&blocks, &edges, &groups, group, &mut ways)).collect();
    crate::order::sort_by_key(&mut circles, |circle| circle[0]);
    circles.iter().map(|circle| told(on, &blocks, circle, groups.size_around(circle[0]))).collect()
}

/// A shortest circle through the first use of a group that leaves an aggregate.
fn circle(
    blocks: &[&BuildingBlock],
    edges: &Edges,
    groups: &Components,
    group: usize,
    ways: &mut Ways<'_>,
) -> Option<Vec<usize>> {
    let is_inner =
        |user: usize, used: usize| blocks[user].aggregate.is_some() && blocks[user].aggregate == blocks[used].aggregate;
    let all = groups.members(group).iter().flat_map(|user| edges[*user].iter().map(|(used, _)| (*user, *used)));
    let mut leaving = all.filter(|(user, used)| groups.of[*used] == group && !is_inner(*user, *used));
    let (user, used) = leaving.next()?;
    let back = ways.shortest(used, user, groups)?;
    Some(std::iter::once(user).chain(back).collect())
}

fn told(on: &Checkup<'_>, blocks: &[&BuildingBlock], circle: &[usize], size: usize) -> Finding {
    let context = blocks[circle[0]].context;
    let round = circle.iter().chain(circle.first());
    let names: Vec<String> = round.map(|number| on.quoted(blocks[*number].id)).collect();
    let more =
        if size > circle.len() { format!(" ({size} building blocks are in this tangle.)") } else { String::new() };
    let message = format!("A circle inside {}: {}.{more}", on.quoted(context), names.join(" uses "));
    let targets = circle.iter().map(|number| ElementId::from(blocks[*number].id));
    RULE.finding(message, targets.chain([context.into()]).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{example, found, set};
    use super::*;

    #[test]
    fn a_circle_inside_a_context_is_told_once() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Order” “Delivery” “Orders”"]);
        let context = *sketch.landscape.contexts.keys().next().expect("drawn");
        let [order, delivery] = {
            let blocks: Vec<_> = sketch.landscape.building_blocks.keys().copied().collect();
            [blocks[0], blocks[1]]
        };
        let aggregate = Some(sketch.aggregate(context, "Order"));
        for block in [order, delivery] {
            set(&mut sketch, block, "aggregate", &aggregate);
        }
        assert!(found(&RULE, &sketch).is_empty(), "an aggregate changes as one");
        let name = "Customs".to_owned();
        let customs = sketch.add(BuildingBlock { context, name, uses: vec![order], ..BuildingBlock::default() });
        set(&mut sketch, delivery, "uses", &vec![order, customs]);
        assert_eq!(found(&RULE, &sketch), ["“Delivery” “Customs” “Order” “Orders”"]);
        let other = sketch.context("Abroad");
        set(&mut sketch, customs, "context", &other);
        assert!(found(&RULE, &sketch).is_empty(), "a circle across contexts is told by their relationships");
    }
}
