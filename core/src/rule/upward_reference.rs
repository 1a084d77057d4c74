//! A context that needs one of a layer above it.

use super::layers::{Fault, Layers, in_layer};
use super::turning::Turning;
use super::words::{NAMES_MAX, counted, few};
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ElementId, ElementKind, Layer};

pub(super) const RULE: Rule = Rule {
    code: "upward-reference",
    severity: Severity::Error,
    summary: "A context needs one of a layer above it.",
    why: "Everything that needs the lower context comes to depend on the higher one and on all that it needs: they join one cluster, in which a change here is felt there and nothing can be tested or released without the rest.",
    advice: "Move the needed context down, move what is needed of it into a context below, or turn the dependency around: let the higher one subscribe or plug in.",
    source: "OutSystems, validating your application architecture: no upward references.",
    example: |sketch| {
        let [shop, pricing, claims] = ["Shop", "Pricing", "Claims"].map(|name| sketch.context(name));
        sketch.edit_context(shop, in_layer(Layer::EndUser));
        sketch.edit_context(claims, in_layer(Layer::EndUser));
        sketch.edit_context(pricing, in_layer(Layer::Core));
        sketch.flow(shop, pricing);
        sketch.flow(pricing, claims);
    },
    reads: &[
        ElementKind::Context,
        ElementKind::Team,
        ElementKind::Relationship,
        ElementKind::Actor,
        ElementKind::Message,
    ],
    check,
};

/// A cluster is counted up to so many contexts on either side; a larger one is told as larger. Ours, so that the check
/// stays quick.
const COUNTED_MAX: usize = 50;

/// What needs a core service of a foundation, and what needs an orchestrating context, have rules of their own.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let Some(layers) = Layers::of(on) else { return Vec::new() };
    let faulty = layers.faulty(Fault::Upward);
    if faulty.is_empty() {
        return Vec::new();
    }
    let (turning, mut closure) = (Turning::of(on.landscape), Closure::of(on));
    let mut findings = Vec::new();
    for link in faulty {
        let (joined, is_more) = closure.cluster(link.downstream, link.upstream);
        let others: Vec<ElementId> = joined.iter().map(|number| on.graph.contexts[*number].into()).collect();
        let size = counted(others.len() + 2, "context");
        let names = if others.is_empty() { String::new() } else { format!(", with {}", few(on.landscape, &others)) };
        let message = format!(
            "{} needs {}, which stands above it: {}{size} join one cluster{names}.",
            layers.told(link.downstream),
            layers.told(link.upstream),
            if is_more { "at least " } else { "" },
        );
        let mut targets = layers.targets(&link);
        targets.extend(others.iter().take(NAMES_MAX));
        let mut finding = RULE.finding(message, targets);
        if let Some((label, command)) = layers.lowered(link.upstream) {
            finding = finding.fix(label, command);
        }
        let relationship = on.landscape.relationships.get(&link.relationship);
        if let Some(command) = relationship.and_then(|relationship| turning.around(relationship)) {
            finding = finding.fix("Turn the dependency around", command);
        }
        findings.push(finding);
    }
    findings
}

/// Finds what needs a context, and what a context needs.
struct Closure {
    consumers: Vec<Vec<usize>>,
    suppliers: Vec<Vec<usize>>,
    /// In which search a context was last met.
    met: Vec<usize>,
    search: usize,
}

impl Closure {
    fn of(on: &Checkup<'_>) -> Self {
        let count = on.graph.contexts.len();
        let (mut consumers, mut suppliers) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for link in on.graph.links.iter().filter(|link| !link.symmetric) {
            consumers[link.upstream].push(link.downstream);
            suppliers[link.downstream].push(link.upstream);
        }
        Self { consumers, suppliers, met: vec![0; count], search: 0 }
    }

    /// What joins the two in one cluster, the nearest first: all that needs the lower one, and all that the higher one
    /// needs. Says also whether there is more than was counted.
    fn cluster(&mut self, lower: usize, higher: usize) -> (Vec<usize>, bool) {
        self.search += 1;
        self.met[lower] = self.search;
        self.met[higher] = self.search;
        let Self { consumers, suppliers, met, search } = self;
        let (mut joined, is_more) = reached(consumers, lower, met, *search);
        let (needed, is_yet_more) = reached(suppliers, higher, met, *search);
        joined.extend(needed);
        (joined, is_more || is_yet_more)
    }
}

/// The contexts that are reached and were not met in this search, the nearest first.
fn reached(next: &[Vec<usize>], start: usize, met: &mut [usize], search: usize) -> (Vec<usize>, bool) {
    let mut found: Vec<usize> = Vec::new();
    let (mut at, mut done) = (start, 0);
    loop {
        for to in &next[at] {
            if met[*to] != search {
                if found.len() == COUNTED_MAX {
                    return (found, true);
                }
                met[*to] = search;
                found.push(*to);
            }
        }
        match found.get(done) {
            Some(number) => at = *number,
            None => return (found, false),
        }
        done += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::graph::Graph;
    use crate::sketch::Sketch;

    fn messages(sketch: &Sketch) -> Vec<String> {
        let graph = Graph::of(&sketch.landscape);
        let findings = check(&Checkup { landscape: &sketch.landscape, graph: &graph, today: None });
        findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn an_upward_reference_is_told_with_what_it_drags_along() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Shop” → “Pricing” “Pricing” “Shop” “Claims”"]);
        assert_eq!(
            messages(&sketch),
            [
                "“Pricing” (core) needs “Shop” (end-user), which stands above it: 3 contexts join one cluster, with “Claims”."
            ]
        );
        every_fix_mends(&RULE, &sketch);
    }

    #[test]
    fn a_downward_reference_and_one_without_direction_are_not_found() {
        let mut sketch = Sketch::new();
        let [shop, pricing] = ["Shop", "Pricing"].map(|name| sketch.context(name));
        sketch.edit_context(shop, in_layer(Layer::EndUser));
        sketch.edit_context(pricing, in_layer(Layer::Core));
        sketch.flow(pricing, shop);
        sketch.relate(shop, pricing, crate::model::RelationshipKind::Partnership, |_| ());
        assert!(found(&RULE, &sketch).is_empty());
    }

    #[test]
    fn a_large_cluster_is_counted_up_to_a_limit() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        let pricing = *sketch.landscape.contexts.keys().nth(1).expect("pricing");
        for number in 0..COUNTED_MAX {
            let more = sketch.context(&format!("Screen {number}"));
            sketch.flow(pricing, more);
        }
        assert!(messages(&sketch)[0].contains("at least 52 contexts join one cluster, with “Claims”, “Screen 0”"));
    }
}
