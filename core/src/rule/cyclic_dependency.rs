//! Contexts that depend on each other in a circle.

use super::{Checkup, Finding, Rule, Severity};
use std::collections::VecDeque;

use crate::graph::Components;
use crate::measure::feedback::feedback_arcs;
use crate::measure::structure::{Dependency, Structure};
use crate::model::{ElementId, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "cyclic-dependency",
    severity: Severity::Warning,
    summary: "Contexts depend on each other in a circle.",
    why: "Each context in the circle is upstream of itself: a change can come back to where it started, and none can be released before the others.",
    advice: "Cut the circle at its weakest relationship: turn a dependency around, extract what both need, or let one side be told by events.",
    source: "Martin, Agile Software Development (2002): Acyclic Dependencies Principle.",
    example: |sketch| {
        let [orders, billing] = ["Orders", "Billing"].map(|name| sketch.context(name));
        sketch.flow(orders, billing);
        sketch.flow(billing, orders);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

/// In a tangle of more contexts than this no least cut is looked for while somebody draws: `atoll measure` has it.
const CUT_CONTEXTS_MAX: usize = 12;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let count = on.graph.contexts.len();
    let mut downstream: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count];
    for (index, link) in on.graph.links.iter().enumerate().filter(|(_, link)| !link.symmetric) {
        downstream[link.upstream].push((link.downstream, index));
    }
    let groups = Components::find(count, |node, step| downstream[node].get(step).map(|(to, _)| *to));
    let mut reported = vec![false; groups.count()];
    let mut findings = Vec::new();
    for start in 0..count {
        if std::mem::replace(&mut reported[groups.of[start]], true) {
            continue;
        }
        let Some(cycle) = shortest_cycle(&downstream, &groups.of, start) else {
            continue;
        };
        let links: Vec<_> = cycle.iter().map(|index| on.graph.links[*index]).collect();
        let named = |number: usize| on.landscape.quoted(on.graph.contexts[number].into());
        let way: Vec<String> = links.iter().map(|link| named(link.upstream)).chain([named(start)]).collect();
        let size = groups.size_around(start);
        let more = if size > links.len() { format!(" ({size} contexts are in this tangle.)") } else { String::new() };
        let cut = lightest_cut(on, &downstream, groups.members(groups.of[start])).unwrap_or_default();
        let contexts = links.iter().map(|link| ElementId::from(on.graph.contexts[link.upstream]));
        let relationships = links.iter().map(|link| ElementId::from(link.relationship));
        let message = format!("A circle of dependencies: {}.{more}{cut}", way.join(" → "));
        findings.push(RULE.finding(message, contexts.chain(relationships).collect()));
    }
    findings
}

/// Which dependencies to cut so that no circle is left among these contexts, as a sentence; nothing where there are more
/// contexts than can be tried.
fn lightest_cut(on: &Checkup<'_>, downstream: &[Vec<(usize, usize)>], members: &[usize]) -> Option<String> {
    if members.len() > CUT_CONTEXTS_MAX {
        return None;
    }
    let place = |number: usize| members.iter().position(|member| *member == number);
    let mut dependencies = Vec::new();
    for (upstream, number) in members.iter().enumerate() {
        let consumers = downstream[*number].iter().filter_map(|(to, _)| place(*to));
        dependencies.extend(consumers.map(|consumer| Dependency::new(consumer, upstream)));
    }
    let cut = feedback_arcs(&Structure::new(members.len(), dependencies));
    let named = |place: usize| on.quoted(on.graph.contexts[members[place]]);
    let told = cut.arcs.iter().map(|arc| format!("of {} on {}", named(arc.from), named(arc.to)));
    let told: Vec<String> = told.collect();
    let noun = if told.len() == 1 { "the dependency" } else { "the dependencies" };
    cut.is_exact.then(|| format!(" The least to cut: {noun} {}.", super::listed(&told)))
}

/// The links of a shortest way from a node back to itself, if there is one.
pub(super) fn shortest_cycle(next: &[Vec<(usize, usize)>], group: &[usize], start: usize) -> Option<Vec<usize>> {
    let mut came_by: Vec<Option<(usize, usize)>> = vec![None; next.len()];
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for (to, link) in next[node].iter().copied().filter(|(to, _)| group[*to] == group[start]) {
            if to == start {
                let mut links = vec![link];
                let mut at = node;
                while let Some((from, link)) = came_by[at].filter(|_| at != start) {
                    links.push(link);
                    at = from;
                }
                links.reverse();
                return Some(links);
            }
            if came_by[to].is_none() {
                came_by[to] = Some((node, link));
                queue.push_back(to);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn a_circle_is_told_by_its_shortest_way() {
        let mut sketch = Sketch::new();
        let [a, b, c, d] = ["A", "B", "C", "D"].map(|name| sketch.context(name));
        sketch.flow(a, b);
        sketch.flow(b, c);
        sketch.flow(c, d);
        sketch.relate(d, a, crate::model::RelationshipKind::Partnership, |_| ());
        assert!(found(&RULE, &sketch).is_empty());
        sketch.flow(d, a);
        sketch.flow(c, a);
        assert_eq!(found(&RULE, &sketch), ["“A” “B” “C” “A” → “B” “B” → “C” “C” → “A”"]);
    }

    #[test]
    fn the_least_cut_opens_every_circle_of_the_tangle() {
        let mut sketch = Sketch::new();
        let [a, b, c, d] = ["A", "B", "C", "D"].map(|name| sketch.context(name));
        // Two circles over one relationship: to cut that one opens both.
        let shared = sketch.flow(a, b);
        for (upstream, downstream) in [(b, c), (c, a), (b, d), (d, a)] {
            sketch.flow(upstream, downstream);
        }
        let told = |sketch: &Sketch| {
            crate::rule::check(&sketch.landscape, None)
                .into_iter()
                .filter(|finding| finding.code == RULE.code)
                .map(|finding| finding.message)
                .collect::<Vec<_>>()
        };
        let [message] = &told(&sketch)[..] else { panic!("one tangle") };
        assert!(message.ends_with("The least to cut: the dependency of “B” on “A”."), "{message}");
        let remove = crate::command::Remove { elements: [shared.into()].into() };
        crate::command::apply(&mut sketch.landscape, &remove.into()).expect("it is there");
        assert!(told(&sketch).is_empty());
    }

    #[test]
    fn two_circles_are_two_findings() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        (RULE.example)(&mut sketch);
        let of = "“Orders” “Billing” “Orders” → “Billing” “Billing” → “Orders”";
        assert_eq!(found(&RULE, &sketch), [of, of]);
    }
}
