//! Domains that depend on each other in a circle.

use super::cyclic_dependency::shortest_cycle;
use super::{Checkup, Finding, Rule, Severity};
use crate::graph::Components;
use crate::model::{DomainId, DomainKind, ElementId, ElementKind, ProblemSpace};

pub(super) const RULE: Rule = Rule {
    code: "domains-depend-in-a-circle",
    severity: Severity::Warning,
    summary: "Domains depend on each other in a circle.",
    why: "Each of them is to evolve at its own speed. In a circle each waits for the others, even where no single context is in a circle with another.",
    advice: "Turn one of the relationships around, let one domain be told by events, or move a context to the domain that it serves.",
    source: "Martin, Agile Software Development (2002): Acyclic Dependencies Principle, for packages; OutSystems, domain-driven architecture.",
    example: |sketch| {
        let [sales, billing, claims] = ["Sales", "Billing", "Claims"].map(|name| sketch.context(name));
        let [retail, finance] = ["Retail", "Finance"].map(|name| sketch.domain(name, DomainKind::Undefined));
        for (context, domain) in [(sales, retail), (billing, finance), (claims, retail)] {
            sketch.edit_context(context, |context| context.implements.push(ProblemSpace::Domain(domain)));
        }
        sketch.flow(sales, billing);
        sketch.flow(billing, claims);
    },
    reads: &[
        ElementKind::Domain,
        ElementKind::Subdomain,
        ElementKind::Context,
        ElementKind::Team,
        ElementKind::Relationship,
        ElementKind::Actor,
    ],
    check,
};

/// A context counts for the domain that it lies in. Relationships without a direction make no circle, and what a
/// foundation needs of a line of business has a rule of its own.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let domains: Vec<DomainId> = on.landscape.domains.keys().copied().collect();
    if domains.len() < 2 {
        return Vec::new();
    }
    let kinds: Vec<DomainKind> = on.landscape.domains.values().map(|domain| domain.kind).collect();
    let homes: Vec<Option<usize>> = on
        .landscape
        .contexts
        .values()
        .map(|context| on.landscape.home_of(context).and_then(|home| domains.binary_search(&home).ok()))
        .collect();
    let mut edges: Vec<(usize, usize, usize)> = Vec::new();
    for (index, link) in on.graph.links.iter().enumerate().filter(|(_, link)| !link.symmetric) {
        if let (Some(from), Some(to)) = (homes[link.upstream], homes[link.downstream])
            && from != to
            && (kinds[from], kinds[to]) != (DomainKind::Vertical, DomainKind::Foundation)
        {
            edges.push((from, to, index));
        }
    }
    // The first relationship between two domains stands for all of them.
    crate::order::sort_by_key(&mut edges, |edge| *edge);
    edges.dedup_by_key(|edge| (edge.0, edge.1));
    let mut downstream: Vec<Vec<(usize, usize)>> = vec![Vec::new(); domains.len()];
    for (from, to, index) in edges {
        downstream[from].push((to, index));
    }
    circles(on, &domains, &homes, &downstream)
}

fn circles(
    on: &Checkup<'_>,
    domains: &[DomainId],
    homes: &[Option<usize>],
    downstream: &[Vec<(usize, usize)>],
) -> Vec<Finding> {
    let groups = Components::find(domains.len(), |node, step| downstream[node].get(step).map(|(to, _)| *to));
    let mut reported = vec![false; groups.count()];
    let mut findings = Vec::new();
    for start in 0..domains.len() {
        if std::mem::replace(&mut reported[groups.of[start]], true) {
            continue;
        }
        let Some(cycle) = shortest_cycle(downstream, &groups.of, start) else { continue };
        let links: Vec<_> = cycle.iter().map(|index| on.graph.links[*index]).collect();
        let way: Vec<DomainId> =
            links.iter().filter_map(|link| homes[link.upstream]).map(|home| domains[home]).collect();
        let mut names: Vec<String> = way.iter().map(|id| on.landscape.quoted((*id).into())).collect();
        names.extend(names.first().cloned());
        let size = groups.size_around(start);
        let more = if size > way.len() { format!(" ({size} domains are in this tangle.)") } else { String::new() };
        let by: Vec<String> = links.iter().map(|link| on.landscape.quoted(link.relationship.into())).collect();
        let message = format!("A circle of domains: {}, by {}.{more}", names.join(" → "), super::listed(&by));
        let relationships = links.iter().map(|link| ElementId::from(link.relationship));
        let targets = way.iter().map(|id| ElementId::from(*id)).chain(relationships).collect();
        findings.push(RULE.finding(message, targets));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn a_foundation_that_needs_a_vertical_is_another_finding() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        for (place, kind) in [(0, DomainKind::Vertical), (1, DomainKind::Foundation)] {
            let id = *sketch.landscape.domains.keys().nth(place).expect("a domain");
            sketch.put(crate::model::Domain { kind, ..(*sketch.landscape.domains[&id]).clone() });
        }
        assert!(found(&RULE, &sketch).is_empty());
        assert_eq!(found(&super::super::foundation_depends_on_vertical::RULE, &sketch).len(), 1);
    }

    #[test]
    fn domains_are_in_a_circle_though_no_contexts_are() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Retail” “Finance” “Sales” → “Billing” “Billing” → “Claims”"]);
        assert!(found(&super::super::cyclic_dependency::RULE, &sketch).is_empty());
        let last = *sketch.landscape.relationships.keys().last().expect("a relationship");
        sketch.landscape.relationships.remove(&last);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
