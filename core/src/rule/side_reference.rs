//! Two contexts of the top that need each other's inside.

use super::layers::{Fault, Layers, in_layer};
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ElementKind, Layer};

pub(super) const RULE: Rule = Rule {
    code: "side-reference",
    severity: Severity::Warning,
    summary: "An end-user or orchestrating context needs another of its layer.",
    why: "What people use changes most often and each part for its own reasons. Joined sideways, two applications have one life: neither can be released or given to another team alone.",
    advice: "Move what both need into a core service below, or let an orchestrating context above put the two together.",
    source: "OutSystems, validating your application architecture: no side references among end-users or orchestrations.",
    example: |sketch| {
        let [shop, claims] = ["Shop", "Claims"].map(|name| sketch.context(name));
        sketch.edit_context(shop, in_layer(Layer::EndUser));
        sketch.edit_context(claims, in_layer(Layer::EndUser));
        sketch.flow(shop, claims);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

/// Core services and foundations may stand side by side; an open service of an end-user context has a rule of its own.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let Some(layers) = Layers::of(on) else { return Vec::new() };
    let mut findings = Vec::new();
    for link in layers.faulty(Fault::Sideways) {
        let word = layers.layer(link.upstream).word();
        let [consumer, supplier] = [link.downstream, link.upstream].map(|number| layers.quoted(number));
        let message = format!("{consumer} needs {supplier}: both are in the {word} layer.");
        let mut finding = RULE.finding(message, layers.targets(&link));
        if let Some((label, command)) = layers.lowered(link.upstream) {
            finding = finding.fix(label, command);
        }
        if layers.layer(link.downstream) == Layer::EndUser && layers.fits(link.downstream, Layer::Orchestration) {
            let (label, command) = layers.moved(link.downstream, Layer::Orchestration);
            finding = finding.fix(label, command);
        }
        findings.push(finding);
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_reference_within_an_upper_layer_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Shop” → “Claims” “Claims” “Shop”"]);
        every_fix_mends(&RULE, &sketch);
        let ids: Vec<_> = sketch.landscape.contexts.keys().copied().collect();
        for id in ids {
            sketch.edit_context(id, in_layer(Layer::Core));
        }
        assert!(found(&RULE, &sketch).is_empty());
    }
}
