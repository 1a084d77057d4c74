//! Services that cannot answer without each other.

use super::calls::{Runtime, blocks, ends, hold, no_longer_waits};
use super::circle::{Edges, Ways, components};
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{
    Coupling, Deployable, DeployableKind, ElementId, ElementKind, Integration, Relationship, RelationshipKind, Timing,
};
use crate::sorted_map::SortedMap;

pub(super) const RULE: Rule = Rule {
    code: "distributed-monolith",
    severity: Severity::Error,
    summary: "Services wait for each other in a circle.",
    why: "None of them answers while one is away, and none can be released or scaled alone: all the cost of services with none of what they are for.",
    advice: "Cut the circle: let one side be told by messages instead of asking, let it work on without the answer, or put the services back into one.",
    source: "Newman, Building Microservices (2021): distributed monolith; Martin (2002): Acyclic Dependencies Principle.",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        for context in [orders, billing] {
            let name = format!("{} service", sketch.landscape.name(context.into()));
            let kind = DeployableKind::Service;
            sketch.add(Deployable { name, kind, contexts: vec![context], ..Deployable::default() });
        }
        for (upstream, downstream) in [(orders, billing), (billing, orders)] {
            sketch.relate(upstream, downstream, RelationshipKind::UpstreamDownstream, |relationship| {
                relationship.integration = Integration::RemoteCall;
                relationship.coupling = Coupling::Hard;
                relationship.timing = Timing::Synchronous;
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

/// A circle of calls over the network whose answers are waited for and needed. What ships in one deployable is one
/// there, whichever of its contexts calls; a context that is in none, or in several, stands for itself.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let is_suspect = |relationship: &Relationship| {
        blocks(relationship) && matches!(relationship.integration, Integration::RemoteCall | Integration::Undefined)
    };
    let links = on.graph.links.iter().filter(|link| !link.symmetric);
    let waiting = links.filter_map(|link| on.landscape.relationships.get(&link.relationship).map(AsRef::as_ref));
    let waiting: Vec<&Relationship> = waiting.filter(|relationship| is_suspect(relationship)).collect();
    if waiting.is_empty() {
        return Vec::new();
    }
    let runtime = Runtime::of(on);
    let (of, count) = processes(on, &runtime);
    let mut edges: Edges = vec![Vec::new(); count];
    for (index, relationship) in waiting.iter().enumerate() {
        let Some((upstream, downstream)) = ends(on, relationship) else { continue };
        if of[upstream] != of[downstream] && runtime.is_remote(relationship, upstream, downstream) {
            edges[of[downstream]].push((of[upstream], index));
        }
    }
    let groups = components(&edges);
    let mut ways = Ways::new(&edges);
    let tangled = (0..groups.count()).map(|group| groups.members(group)).filter(|members| members.len() > 1);
    let mut starts: Vec<(usize, usize)> = tangled.map(|members| (members[0], members.len())).collect();
    crate::order::sort_by_key(&mut starts, |start| *start);
    let circles = starts.into_iter().filter_map(|(start, size)| Some((ways.shortest(start, start, &groups)?, size)));
    circles.map(|(circle, size)| told(on, circle.iter().map(|index| waiting[*index]).collect(), size)).collect()
}

/// For each context the number of the process that it runs in, and how many processes there are.
fn processes(on: &Checkup<'_>, runtime: &Runtime) -> (Vec<usize>, usize) {
    let mut numbers: SortedMap<_, usize> = SortedMap::new();
    let mut of: Vec<usize> = (0..on.graph.contexts.len()).collect();
    for (context, process) in of.iter_mut().enumerate() {
        let mut places = runtime.places(context);
        if let (Some(only), None) = (places.next(), places.next()) {
            *process = *numbers.entry(only).or_insert(context);
        }
    }
    let count = of.len();
    (of, count)
}

fn told(on: &Checkup<'_>, circle: Vec<&Relationship>, size: usize) -> Finding {
    let asking = |relationship: &&Relationship| ElementId::from(relationship.downstream);
    let names: Vec<String> = circle.iter().chain(circle.first()).map(|it| on.quoted(asking(it))).collect();
    let more = if size > circle.len() { format!(" ({size} services are in this tangle.)") } else { String::new() };
    let message = format!("None answers without the other: {}.{more}", names.join(" waits for "));
    let relationships = circle.iter().map(|it| it.id.into());
    let mut finding = RULE.finding(message, circle.iter().map(asking).chain(relationships).collect());
    if let Some(weakest) = circle.iter().min_by_key(|it| hold(it)) {
        let [upstream, downstream] = weakest.parties().map(|party| on.quoted(party));
        let soft = Set::new(weakest.id, "coupling", &Coupling::Soft);
        finding = finding
            .fix(format!("Let {upstream} tell {downstream} by messages"), no_longer_waits(weakest))
            .fix(format!("Let {downstream} work on without {upstream}"), soft);
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;
    use crate::model::{ContextId, RelationshipId};
    use crate::sketch::Sketch;

    fn relationships(sketch: &Sketch) -> Vec<RelationshipId> {
        sketch.landscape.relationships.keys().copied().collect()
    }

    #[test]
    fn only_a_circle_of_hard_waiting_over_the_network_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Orders” “Billing” “Billing” → “Orders” “Orders” → “Billing”"]);
        every_fix_mends(&RULE, &sketch);
        let one = relationships(&sketch)[0];
        set(&mut sketch, one, "timing", &Timing::Undefined);
        assert_eq!(found(&RULE, &sketch).len(), 1, "a remote call is waited for unless something else is said");
        for (field, off, on) in [("timing", "asynchronous", "synchronous"), ("coupling", "undefined", "hard")] {
            for (word, count) in [(off, 0), (on, 1)] {
                let value = crate::model::Value::Text(word.to_owned());
                let command = Set { id: one.into(), field: field.to_owned(), value };
                crate::command::apply(&mut sketch.landscape, &command.into()).expect("it fits");
                assert_eq!(found(&RULE, &sketch).len(), count, "{field} {word}");
            }
        }
        set(&mut sketch, one, "integration", &Integration::InProcessCall);
        assert!(found(&RULE, &sketch).is_empty());
    }

    #[test]
    fn what_ships_as_one_is_one() {
        let mut sketch = example(&RULE);
        let contexts: Vec<ContextId> = sketch.landscape.contexts.keys().copied().collect();
        let services: Vec<_> = sketch.landscape.deployables.keys().copied().collect();
        // Billing waits for Dunning, which ships with Orders: the services still wait for each other.
        let dunning = sketch.context("Dunning");
        let back = relationships(&sketch)[0];
        set(&mut sketch, back, "upstream", &crate::model::Party::Context(dunning));
        assert!(found(&RULE, &sketch).is_empty(), "no circle of contexts");
        set(&mut sketch, services[0], "contexts", &vec![contexts[0], dunning]);
        assert_eq!(found(&RULE, &sketch).len(), 1, "a circle of services");
        set(&mut sketch, services[1], "contexts", &Vec::<ContextId>::new());
        set(&mut sketch, services[0], "contexts", &vec![contexts[0], contexts[1], dunning]);
        assert!(found(&RULE, &sketch).is_empty(), "one process is a monolith, and not distributed");
    }

    #[test]
    fn what_runs_apart_calls_over_the_network() {
        let mut sketch = example(&RULE);
        for relationship in relationships(&sketch) {
            set(&mut sketch, relationship, "integration", &Integration::Undefined);
        }
        assert_eq!(found(&RULE, &sketch).len(), 1);
        let services: Vec<_> = sketch.landscape.deployables.keys().copied().collect();
        for service in services {
            set(&mut sketch, service, "contexts", &Vec::<ContextId>::new());
        }
        assert!(found(&RULE, &sketch).is_empty(), "nobody says that they run apart");
    }
}
