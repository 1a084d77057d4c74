//! A building block that uses another context, which no relationship allows.

use super::uses::{Use, uses};
use super::words::fresh;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Add, Set};
use crate::graph::Link;
use crate::model::{
    AggregateId, BuildingBlock, ContextId, ElementId, ElementKind, Party, Relationship, RelationshipId,
    RelationshipKind,
};
use crate::order;

pub(super) const RULE: Rule = Rule {
    code: "use-without-relationship",
    severity: Severity::Warning,
    summary: "A building block uses another context that its own cannot reach.",
    why: "The map says that the two do not meet here, and the model inside says that they do: one of them is wrong.",
    advice: "Draw the relationship or expose the aggregate, or do without the use.",
    source: "Context Mapper, DomainObjectValidator (reachable are the exposed aggregates of those upstream, or all).",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        let invoice =
            BuildingBlock { context: billing, name: "Invoice".to_owned(), is_public: true, ..BuildingBlock::default() };
        let uses = vec![sketch.add(invoice)];
        sketch.add(BuildingBlock { context: orders, name: "Order".to_owned(), uses, ..BuildingBlock::default() });
    },
    reads: &[ElementKind::Context, ElementKind::Aggregate, ElementKind::Relationship, ElementKind::BuildingBlock],
    check,
};

/// A use across contexts: the user's context, the used one, and the aggregate in which the used block is.
type Reach = (usize, usize, Option<AggregateId>);

/// One finding for two contexts without a relationship, one for each aggregate that none of their relationships exposes.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let across = uses(on.landscape).filter(|it| it.is_across());
    let mut reaches: Vec<(Reach, Use<'_>)> = across.filter_map(|it| Some((reach(on, it)?, it))).collect();
    if reaches.is_empty() {
        return Vec::new();
    }
    order::sort_by_key(&mut reaches, |(reach, _)| *reach);
    let gates = gates(on);
    let mut findings = Vec::new();
    for pair in reaches.chunk_by(|((a, b, _), _), ((c, d, _), _)| (a, b) == (c, d)) {
        let ((user, used, _), _) = pair[0];
        let start = gates.partition_point(|gate| (gate.0, gate.1) < (user, used));
        let gates: Vec<&Gate<'_>> = gates[start..].iter().take_while(|gate| (gate.0, gate.1) == (user, used)).collect();
        if gates.is_empty() {
            findings.push(unrelated(on, pair));
            continue;
        }
        for of_aggregate in pair.chunk_by(|((.., a), _), ((.., b), _)| a == b) {
            // A list of aggregates says nothing about what is in none.
            let ((.., Some(aggregate)), _) = of_aggregate[0] else { continue };
            let is_open = |gate: &&Gate<'_>| gate.2.exposed.is_empty() || gate.2.exposed.contains(&aggregate);
            if !gates.iter().any(is_open) {
                findings.push(hidden(on, of_aggregate, aggregate, gates[0].2));
            }
        }
    }
    findings
}

fn reach(on: &Checkup<'_>, it: Use<'_>) -> Option<Reach> {
    let (user, used) = (on.graph.number(it.user.context)?, on.graph.number(it.used.context)?);
    Some((user, used, it.used.aggregate.filter(|aggregate| on.landscape.aggregates.contains_key(aggregate))))
}

/// What lets the first context use the second: a relationship in which the second is upstream or an equal.
type Gate<'a> = (usize, usize, &'a Relationship);

fn gates<'a>(on: &Checkup<'a>) -> Vec<Gate<'a>> {
    let mut gates: Vec<Gate<'a>> = Vec::new();
    for Link { relationship, upstream, downstream, symmetric } in on.graph.links.iter().copied() {
        let Some(relationship) = on.landscape.relationships.get(&relationship) else { continue };
        if relationship.kind == RelationshipKind::SeparateWays {
            continue;
        }
        gates.push((downstream, upstream, relationship));
        if symmetric {
            gates.push((upstream, downstream, relationship));
        }
    }
    order::sort_by_key(&mut gates, |gate| (gate.0, gate.1));
    gates
}

/// Told by its first use, with how many more there are.
fn told(on: &Checkup<'_>, several: &[(Reach, Use<'_>)]) -> String {
    let it = several[0].1;
    let more = match several.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    format!("{} uses {}{more}", on.quoted(it.user.id), on.quoted(it.used.id))
}

fn unrelated(on: &Checkup<'_>, pair: &[(Reach, Use<'_>)]) -> Finding {
    let it = pair[0].1;
    let ends: [ContextId; 2] = [it.user.context, it.used.context];
    let [user, used] = ends.map(|context| on.quoted(context));
    let message = format!(
        "{user} uses the inside of {used} ({}), but no relationship makes {used} its upstream.",
        told(on, pair)
    );
    let parties = ends.map(Party::Context);
    let id = RelationshipId::new(fresh(on.landscape, ElementKind::Relationship, RULE.code, &ends.map(ElementId::from)));
    let drawn = Relationship::new(id, parties[1], parties[0], RelationshipKind::UpstreamDownstream);
    let targets = vec![it.user.id.into(), it.used.id.into(), ends[0].into(), ends[1].into()];
    RULE.finding(message, targets).fix(format!("Draw {used} upstream of {user}"), Add::new(drawn))
}

fn hidden(
    on: &Checkup<'_>,
    several: &[(Reach, Use<'_>)],
    aggregate: AggregateId,
    relationship: &Relationship,
) -> Finding {
    let it = several[0].1;
    let [context, name] = [on.quoted(it.used.context), on.quoted(aggregate)];
    let message = format!(
        "{}, but {context} does not expose the aggregate {name} to {}.",
        told(on, several),
        on.quoted(it.user.context)
    );
    let exposed: Vec<AggregateId> = relationship.exposed.iter().copied().chain([aggregate]).collect();
    let targets = vec![it.user.id.into(), it.used.id.into(), aggregate.into(), relationship.id.into()];
    RULE.finding(message, targets).fix(format!("Expose {name}"), Set::new(relationship.id, "exposed", &exposed))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;
    use crate::sketch::Sketch;

    fn contexts(sketch: &Sketch) -> [ContextId; 2] {
        let contexts: Vec<_> = sketch.landscape.contexts.keys().copied().collect();
        [contexts[0], contexts[1]]
    }

    #[test]
    fn only_a_relationship_in_the_right_direction_allows_a_use() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Order” “Invoice” “Orders” “Billing”"]);
        every_fix_mends(&RULE, &sketch);
        let [orders, billing] = contexts(&sketch);
        sketch.relate(billing, orders, RelationshipKind::SeparateWays, |_| ());
        let against = sketch.flow(orders, billing);
        assert_eq!(found(&RULE, &sketch).len(), 1);
        every_fix_mends(&RULE, &sketch);
        set(&mut sketch, against, "kind", &RelationshipKind::Partnership);
        assert!(found(&RULE, &sketch).is_empty(), "a partner can be used");
        set(&mut sketch, against, "kind", &RelationshipKind::UpstreamDownstream);
        sketch.flow(billing, orders);
        assert!(found(&RULE, &sketch).is_empty());
    }

    #[test]
    fn what_is_not_exposed_is_out_of_reach() {
        let mut sketch = example(&RULE);
        let [orders, billing] = contexts(&sketch);
        let [bills, dunning] = ["Bills", "Dunning"].map(|name| sketch.aggregate(billing, name));
        let allowed = sketch.flow(billing, orders);
        let invoice = *sketch.landscape.building_blocks.keys().next().expect("drawn");
        set(&mut sketch, allowed, "exposed", &vec![dunning]);
        assert!(found(&RULE, &sketch).is_empty(), "what is in no aggregate is not hidden by a list of them");
        set(&mut sketch, invoice, "aggregate", &Some(bills));
        assert_eq!(found(&RULE, &sketch), ["“Order” “Invoice” “Bills” “Billing” → “Orders”"]);
        every_fix_mends(&RULE, &sketch);
        set(&mut sketch, allowed, "exposed", &vec![dunning, bills]);
        assert!(found(&RULE, &sketch).is_empty());
    }

    #[test]
    fn many_uses_between_two_contexts_are_one_finding() {
        let mut sketch = example(&RULE);
        let [orders, _] = contexts(&sketch);
        let uses: Vec<_> = sketch.landscape.building_blocks.keys().copied().take(1).collect();
        for name in ["Basket", "Return"] {
            let uses = uses.clone();
            sketch.add(BuildingBlock { context: orders, name: name.to_owned(), uses, ..BuildingBlock::default() });
        }
        assert_eq!(found(&RULE, &sketch).len(), 1);
        every_fix_mends(&RULE, &sketch);
    }
}
