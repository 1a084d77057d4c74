//! A context that many rely on, and that relies on one that changes more easily.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ElementKind, RelationshipId, RelationshipKind};
use crate::order;

pub(super) const RULE: Rule = Rule {
    code: "depends-on-less-stable",
    severity: Severity::Info,
    summary: "A context that others rely on depends on a far less stable one.",
    why: "Nothing keeps the less stable one from changing, and every change of it shakes all who rely on the other.",
    advice: "Turn the dependency around, or move what is needed down to where it is stable.",
    source: "Martin, Agile Software Development (2002): Stable Dependencies Principle, I = Ce ÷ (Ca + Ce), counted in distinct contexts; a margin of 0.3 and 3 consumers (Atoll: assumptions).",
    example: |sketch| {
        let [base, odd] = ["Customers", "Campaigns"].map(|name| sketch.context(name));
        for name in ["Orders", "Billing", "Support"] {
            let consumer = sketch.context(name);
            sketch.flow(base, consumer);
        }
        for name in ["Mail", "Web"] {
            let supplier = sketch.context(name);
            sketch.flow(supplier, odd);
        }
        sketch.flow(odd, base);
    },
    reads: &[ElementKind::Context, ElementKind::Relationship],
    check,
};

/// By so much the supplier's instability exceeds the consumer's before it is worth a word: an assumption.
const MARGIN: f64 = 0.3;

/// So many contexts rely on the consumer before its stability matters: an assumption.
const CONSUMERS_MIN: usize = 3;

/// How many other contexts depend on each, and on how many it depends; equal ones depend on each other.
#[derive(Clone, Copy, Default)]
struct Coupling {
    afferent: usize,
    efferent: usize,
}

impl Coupling {
    /// I = Ce ÷ (Ca + Ce), Martin 2002; 0 for a context alone.
    fn instability(self) -> f64 {
        self.efferent as f64 / (self.afferent + self.efferent).max(1) as f64
    }
}

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let needs = needs(on);
    let mut couplings = vec![Coupling::default(); needs.len()];
    for (from, needed) in needs.iter().enumerate() {
        couplings[from].efferent = needed.len();
        needed.iter().for_each(|(to, ..)| couplings[*to].afferent += 1);
    }
    let mut findings = Vec::new();
    let relied_on = needs.iter().enumerate().filter(|(from, _)| couplings[*from].afferent >= CONSUMERS_MIN);
    for (from, (to, is_equal, relationship)) in relied_on.flat_map(|(from, to)| to.iter().map(move |to| (from, *to))) {
        let [own, other] = [from, to].map(|number| couplings[number].instability());
        if is_equal || other < own + MARGIN {
            continue;
        }
        let [stable, unstable] = [from, to].map(|number| on.graph.contexts[number]);
        let message = format!(
            "{}, on which {} rely (I = {own:.2}), depends on the less stable {} (I = {other:.2}).",
            on.quoted(stable),
            couplings[from].afferent,
            on.quoted(unstable)
        );
        findings.push(RULE.finding(message, vec![relationship.into(), stable.into(), unstable.into()]));
    }
    findings
}

/// What each context depends on, each context once, with the first relationship that says so; one that says it in one
/// direction only comes before one between equals.
fn needs(on: &Checkup<'_>) -> Vec<Vec<(usize, bool, RelationshipId)>> {
    let mut needs = vec![Vec::new(); on.graph.contexts.len()];
    for link in &on.graph.links {
        let kind = on.landscape.relationships.get(&link.relationship).map(|relationship| relationship.kind);
        if kind.is_none_or(|kind| kind == RelationshipKind::SeparateWays) {
            continue;
        }
        needs[link.downstream].push((link.upstream, link.symmetric, link.relationship));
        if link.symmetric {
            needs[link.upstream].push((link.downstream, true, link.relationship));
        }
    }
    for needed in &mut needs {
        order::sort_by_key(needed, |it| *it);
        needed.dedup_by_key(|it| it.0);
    }
    needs
}

#[cfg(test)]
mod tests {
    use super::super::tests::{example, found};
    use super::*;

    #[test]
    fn only_a_clear_inversion_under_what_others_rely_on_is_found() {
        // Customers: Ca = 3, Ce = 1, I = 0.25. Campaigns: Ca = 1, Ce = 2, I = 0.67.
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Campaigns” → “Customers” “Customers” “Campaigns”"]);
        let contexts: Vec<_> = sketch.landscape.contexts.keys().copied().collect();
        // A second relationship between the same two changes nothing: contexts are counted, not lines.
        sketch.flow(contexts[1], contexts[0]);
        assert_eq!(found(&RULE, &sketch).len(), 1);
        // Campaigns becomes as stable as that: Ca = 3, Ce = 2, I = 0.4.
        for consumer in &contexts[2..4] {
            sketch.flow(contexts[1], *consumer);
        }
        assert!(found(&RULE, &sketch).is_empty());
    }
}
