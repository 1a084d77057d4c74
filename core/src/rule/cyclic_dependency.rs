//! Contexts that depend on each other in a circle.

use super::{Checkup, Finding, Rule, Severity};
use std::collections::VecDeque;

use crate::model::{ElementId, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "cyclic-dependency",
    severity: Severity::Warning,
    summary: "Contexts depend on each other in a circle.",
    why: "Each context in the circle is upstream of itself: a change can come back to where it started, and none can be released before the others.",
    advice: "Cut the circle at its weakest relationship: turn a dependency around, extract what both need, or let one side be told by events.",
    source: "Martin, Agile Software Development (2002): Acyclic Dependencies Principle.",
    example: |_| {},
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let count = on.graph.contexts.len();
    let mut downstream: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count];
    for (index, link) in on.graph.links.iter().enumerate().filter(|(_, link)| !link.symmetric) {
        downstream[link.upstream].push((link.downstream, index));
    }
    let group_of = groups(&downstream);
    let mut reported = vec![false; count];
    let mut findings = Vec::new();
    for start in 0..count {
        if std::mem::replace(&mut reported[group_of[start]], true) {
            continue;
        }
        let Some(cycle) = shortest_cycle(&downstream, &group_of, start) else {
            continue;
        };
        let links: Vec<_> = cycle.iter().map(|index| on.graph.links[*index]).collect();
        let named = |number: usize| on.landscape.quoted(on.graph.contexts[number].into());
        let way: Vec<String> = links.iter().map(|link| named(link.upstream)).chain([named(start)]).collect();
        let size = group_of.iter().filter(|group| **group == group_of[start]).count();
        let more = if size > links.len() { format!(" ({size} contexts are in this tangle.)") } else { String::new() };
        let contexts = links.iter().map(|link| ElementId::from(on.graph.contexts[link.upstream]));
        let relationships = links.iter().map(|link| ElementId::from(link.relationship));
        let message = format!("A circle of dependencies: {}.{more}", way.join(" → "));
        findings.push(RULE.finding(message, contexts.chain(relationships).collect()));
    }
    findings
}

/// For each node the number of its strongly connected component (Tarjan 1972, without recursion).
fn groups(next: &[Vec<(usize, usize)>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let count = next.len();
    let (mut order, mut low, mut group) = (vec![NEW; count], vec![0; count], vec![NEW; count]);
    let (mut open, mut work, mut clock) = (Vec::new(), Vec::new(), 0);
    for root in 0..count {
        if order[root] != NEW {
            continue;
        }
        work.push((root, 0));
        while let Some((node, step)) = work.pop() {
            if step == 0 {
                (order[node], low[node]) = (clock, clock);
                clock += 1;
                open.push(node);
            }
            if let Some((to, _)) = next[node].get(step) {
                work.push((node, step + 1));
                if order[*to] == NEW {
                    work.push((*to, 0));
                } else if group[*to] == NEW {
                    low[node] = low[node].min(order[*to]);
                }
                continue;
            }
            if low[node] == order[node] {
                while let Some(member) = open.pop() {
                    group[member] = node;
                    if member == node {
                        break;
                    }
                }
            }
            if let Some((parent, _)) = work.last() {
                low[*parent] = low[*parent].min(low[node]);
            }
        }
    }
    group
}

/// The links of a shortest way from a node back to itself, if there is one.
fn shortest_cycle(next: &[Vec<(usize, usize)>], group: &[usize], start: usize) -> Option<Vec<usize>> {
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
    fn two_circles_are_two_findings() {
        let mut sketch = Sketch::new();
        let [a, b, c, d] = ["A", "B", "C", "D"].map(|name| sketch.context(name));
        sketch.flow(a, b);
        sketch.flow(b, a);
        sketch.flow(b, c);
        sketch.flow(c, d);
        sketch.flow(d, c);
        assert_eq!(found(&RULE, &sketch).len(), 2);
    }
}
