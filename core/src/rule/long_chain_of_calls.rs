//! A request that waits for a call that waits for a call.

use super::calls::{Runtime, blocks, ends, hold, no_longer_waits};
use super::circle::{Edges, components};
use super::{Checkup, Finding, Rule, Severity};
use crate::graph::Components;
use crate::model::{Coupling, ElementId, ElementKind, Integration, Relationship, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "long-chain-of-calls",
    severity: Severity::Warning,
    summary: "A chain of calls over the network is long, and each waits for the next.",
    why: "The first is away whenever any of them is: what they are available multiplies, and how long they take adds up.",
    advice: "Let one of them be told by messages instead of asking, or let it work on without the answer.",
    source: "Treynor, Dahlin, Rau and Beyer, The Calculus of Service Availability (2017); more than 3 calls are long here (Atoll: an assumption).",
    example: |sketch| {
        let contexts = ["Shop", "Orders", "Pricing", "Customers", "Credit"].map(|name| sketch.context(name));
        for pair in contexts.windows(2) {
            sketch.relate(pair[1], pair[0], RelationshipKind::UpstreamDownstream, |relationship| {
                relationship.integration = Integration::RemoteCall;
                relationship.coupling = Coupling::Hard;
            });
        }
    },
    reads: &[
        ElementKind::Context,
        ElementKind::Team,
        ElementKind::Relationship,
        ElementKind::Actor,
        ElementKind::Deployable,
    ],
    check,
};

/// So many calls over the network, one behind the other, are not long: an assumption.
const CALLS_MAX: usize = 3;

/// A relationship whose downstream waits.
struct Wait<'a> {
    relationship: &'a Relationship,
    is_remote: bool,
}

/// What is known of the longest chain from a component on.
#[derive(Clone, Copy, Default)]
struct Chain {
    /// Calls over the network.
    calls: usize,
    /// Waits in all, with those inside of a process.
    waits: usize,
    /// The first wait of it, and the component that it leads to.
    next: Option<(usize, usize)>,
}

/// The longest chains over what waits; a circle counts as one step (its waits are other rules'). Chains that end in the
/// same way are told once, the longest of them.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let (waits, edges) = waits(on);
    if waits.iter().filter(|wait| wait.is_remote).count() <= CALLS_MAX {
        return Vec::new();
    }
    let groups = components(&edges);
    let chains = longest(&waits, &edges, &groups);
    let mut heads: Vec<usize> = (0..groups.count()).filter(|group| chains[*group].calls > CALLS_MAX).collect();
    let rank = |group: &usize| (usize::MAX - chains[*group].calls, chains[*group].waits, groups.members(*group)[0]);
    crate::order::sort_by_key(&mut heads, rank);
    let mut is_told = vec![false; groups.count()];
    let mut findings = Vec::new();
    for head in heads {
        let (mut at, mut chain) = (head, Vec::new());
        while let Some((wait, to)) = chains[at].next.filter(|_| !is_told[at]) {
            is_told[at] = true;
            chain.push(&waits[wait]);
            at = to;
        }
        if chain.iter().filter(|wait| wait.is_remote).count() > CALLS_MAX {
            findings.push(told(on, &chain));
        }
    }
    findings
}

fn waits<'a>(on: &Checkup<'a>) -> (Vec<Wait<'a>>, Edges) {
    let (mut waits, mut edges): (Vec<Wait<'a>>, Edges) = (Vec::new(), vec![Vec::new(); on.graph.contexts.len()]);
    let mut runtime = None;
    for link in on.graph.links.iter().filter(|link| !link.symmetric) {
        let Some(relationship) = on.landscape.relationships.get(&link.relationship).filter(|it| blocks(it)) else {
            continue;
        };
        let Some((upstream, downstream)) = ends(on, relationship) else { continue };
        let runtime = runtime.get_or_insert_with(|| Runtime::of(on));
        edges[downstream].push((upstream, waits.len()));
        waits.push(Wait { relationship, is_remote: runtime.is_remote(relationship, upstream, downstream) });
    }
    (waits, edges)
}

/// The longest chain from each component on; what a component leads to has a lower number than itself.
fn longest(waits: &[Wait<'_>], edges: &Edges, groups: &Components) -> Vec<Chain> {
    let mut chains = vec![Chain::default(); groups.count()];
    for group in 0..groups.count() {
        let mut best = Chain::default();
        for (to, wait) in groups.members(group).iter().flat_map(|node| edges[*node].iter().copied()) {
            let to = groups.of[to];
            let calls = chains[to].calls + usize::from(waits[wait].is_remote);
            let candidate = Chain { calls, waits: chains[to].waits + 1, next: Some((wait, to)) };
            let is_longer = calls > best.calls || calls == best.calls && candidate.waits < best.waits;
            if to != group && calls > 0 && is_longer {
                best = candidate;
            }
        }
        chains[group] = best;
    }
    chains
}

fn told(on: &Checkup<'_>, chain: &[&Wait<'_>]) -> Finding {
    let calls = chain.iter().filter(|wait| wait.is_remote).count();
    let first = chain[0].relationship.downstream;
    let asked = chain.iter().map(|wait| ElementId::from(wait.relationship.upstream));
    let contexts: Vec<ElementId> = std::iter::once(first.into()).chain(asked).collect();
    let names: Vec<String> = contexts.iter().map(|context| on.quoted(*context)).collect();
    let message = format!(
        "{} waits for {calls} calls over the network, one behind the other: {}.",
        on.quoted(first),
        names.join(" → ")
    );
    let relationships = chain.iter().map(|wait| ElementId::from(wait.relationship.id));
    let finding = RULE.finding(message, contexts.iter().copied().chain(relationships).collect());
    // Of equally weak ones the middle one shortens the chain most.
    let middle = chain.len() / 2;
    let remote = chain.iter().enumerate().filter(|(_, wait)| wait.is_remote);
    let weakest = remote.min_by_key(|(at, wait)| (hold(wait.relationship), at.abs_diff(middle)));
    let Some((_, Wait { relationship, .. })) = weakest else { return finding };
    let [upstream, downstream] = relationship.parties().map(|party| on.quoted(party));
    finding.fix(format!("Let {upstream} tell {downstream} by messages"), no_longer_waits(relationship))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;
    use crate::model::Timing;
    use crate::sketch::Sketch;

    #[test]
    fn only_more_calls_than_the_threshold_are_long() {
        let mut sketch = example(&RULE);
        let findings = found(&RULE, &sketch);
        assert!(
            findings[0].starts_with("“Shop” “Orders” “Pricing” “Customers” “Credit” “Orders” → “Shop”"),
            "{findings:?}"
        );
        assert_eq!(findings.len(), 1);
        every_fix_mends(&RULE, &sketch);
        let relationships: Vec<_> = sketch.landscape.relationships.keys().copied().collect();
        for (field, value) in [("coupling", "soft"), ("timing", "asynchronous"), ("integration", "in_process_call")] {
            let mut shorter = sketch.landscape.clone();
            let value = crate::model::Value::Text(value.to_owned());
            let command = crate::command::Set { id: relationships[1].into(), field: field.to_owned(), value };
            crate::command::apply(&mut shorter, &command.into()).expect("it fits");
            let mut other = Sketch::new();
            other.landscape = shorter;
            assert!(found(&RULE, &other).is_empty(), "{field}");
        }
        set(&mut sketch, relationships[1], "timing", &Timing::Synchronous);
        assert_eq!(found(&RULE, &sketch).len(), 1);
    }

    #[test]
    fn chains_with_one_end_are_told_once() {
        let mut sketch = example(&RULE);
        let orders = sketch.landscape.contexts.keys().copied().nth(1).expect("drawn");
        for name in ["App", "Kiosk"] {
            let front = sketch.context(name);
            sketch.relate(orders, front, RelationshipKind::UpstreamDownstream, |relationship| {
                relationship.integration = Integration::RemoteCall;
                relationship.coupling = Coupling::Hard;
            });
        }
        assert_eq!(found(&RULE, &sketch).len(), 1);
    }
}
