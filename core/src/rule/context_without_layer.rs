//! A context in no layer, on a map that is drawn in layers.

use super::layers::{Layers, in_layer};
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ElementKind, Layer};

pub(super) const RULE: Rule = Rule {
    code: "context-without-layer",
    severity: Severity::Info,
    summary: "A context is in no layer, while others are.",
    why: "Whether a reference points downwards can only be judged where both ends are in a layer: what is unclassified hides what is wrong.",
    advice: "Put it into the layer of what it is: foundation, core service, end-user application or orchestration.",
    source: "OutSystems, AI Mentor Studio code patterns: unclassified elements.",
    example: |sketch| {
        let [_, pricing] = ["Shop", "Pricing"].map(|name| {
            let id = sketch.context(name);
            sketch.edit_context(id, in_layer(Layer::EndUser));
            id
        });
        sketch.edit_context(pricing, in_layer(Layer::Undefined));
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

/// Asked as soon as one context is in a layer. A system that others run has no layer here.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let Some(layers) = Layers::of(on) else { return Vec::new() };
    let mut findings = Vec::new();
    for (number, context) in on.landscape.contexts.values().enumerate() {
        if context.layer != Layer::Undefined || context.is_external() {
            continue;
        }
        let message = format!("{} is in no layer.", layers.quoted(number));
        let mut finding = RULE.finding(message, vec![context.id.into()]);
        for layer in [Layer::EndUser, Layer::Core, Layer::Foundation, Layer::Orchestration] {
            if layers.fits(number, layer) {
                let (label, command) = layers.moved(number, layer);
                finding = finding.fix(label, command);
            }
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
    fn nobody_is_asked_for_layers_before_there_is_one() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Pricing”"]);
        every_fix_mends(&RULE, &sketch);
        let mut plain = Sketch::new();
        plain.context("Pricing");
        assert!(found(&RULE, &plain).is_empty());
    }

    #[test]
    fn only_layers_that_fit_are_offered() {
        let mut sketch = Sketch::new();
        let [mail, sales, shop] = ["Mail", "Sales", "Shop"].map(|name| sketch.context(name));
        sketch.edit_context(mail, in_layer(Layer::Core));
        sketch.edit_context(shop, in_layer(Layer::EndUser));
        sketch.flow(mail, sales);
        sketch.flow(sales, shop);
        let graph = crate::graph::Graph::of(&sketch.landscape);
        let findings = check(&Checkup { landscape: &sketch.landscape, graph: &graph, today: None });
        let labels: Vec<&str> = findings[0].fixes.iter().map(|fix| fix.label.as_str()).collect();
        assert_eq!(labels, ["Move “Sales” to the core layer"]);
    }
}
