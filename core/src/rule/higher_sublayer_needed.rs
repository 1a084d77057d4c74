//! A lower part of a layer that needs a higher part of it.

use super::layers::{Fault, Layers};
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::graph::Link;
use crate::model::{BoundedContext, ElementKind, Layer};

pub(super) const RULE: Rule = Rule {
    code: "higher-sublayer-needed",
    severity: Severity::Warning,
    summary: "Within a layer, a lower sub-layer needs a higher one.",
    why: "Sub-layers say which services of a layer stand on which. Against that order, the lower one cannot be changed or tested without the higher one, and circles are near.",
    advice: "Turn the dependency around, or put the two into the sub-layers that they really stand in.",
    source: "OutSystems, AI Mentor Studio code patterns: sub-layer direction.",
    example: |sketch| {
        let [composite, plain] = ["Composite pricing", "Pricing"].map(|name| sketch.context(name));
        let at =
            |sublayer| move |context: &mut BoundedContext| (context.layer, context.sublayer) = (Layer::Core, sublayer);
        sketch.edit_context(composite, at(2));
        sketch.edit_context(plain, at(1));
        sketch.flow(composite, plain);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

/// Asked of core services and foundations, where both ends say their sub-layer.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let Some(layers) = Layers::of(on) else { return Vec::new() };
    let faulty = layers.faulty(Fault::Sublayer);
    if faulty.is_empty() {
        return Vec::new();
    }
    let bounds = Bounds::of(on, &layers);
    let mut findings = Vec::new();
    for Link { upstream, downstream, relationship, symmetric } in faulty {
        let [low, high] = [downstream, upstream].map(|number| layers.sublayer(number));
        let message = format!(
            "{} (sub-layer {low}) needs {} (sub-layer {high}) of the same layer.",
            layers.quoted(downstream),
            layers.quoted(upstream)
        );
        let targets = layers.targets(&Link { upstream, downstream, relationship, symmetric });
        let mut finding = RULE.finding(message, targets);
        let mut offer = |number: usize, sublayer: u32| {
            let label = format!("Move {} to sub-layer {sublayer}", layers.quoted(number));
            let set = Set::new(on.graph.contexts[number], "sublayer", &sublayer);
            finding = finding.clone().fix(label, set);
        };
        if high <= bounds.lowest_consumer[downstream] {
            offer(downstream, high);
        }
        if low >= bounds.highest_supplier[upstream] {
            offer(upstream, low);
        }
        findings.push(finding);
    }
    findings
}

/// Between which sub-layers each context can move without another reference pointing upwards.
struct Bounds {
    lowest_consumer: Vec<u32>,
    highest_supplier: Vec<u32>,
}

impl Bounds {
    fn of(on: &Checkup<'_>, layers: &Layers<'_>) -> Self {
        let count = on.graph.contexts.len();
        let (mut lowest_consumer, mut highest_supplier) = (vec![u32::MAX; count], vec![0; count]);
        for link in on.graph.links.iter().filter(|link| !link.symmetric) {
            let (consumer, supplier) = (link.downstream, link.upstream);
            if layers.layer(consumer) != layers.layer(supplier) {
                continue;
            }
            if layers.sublayer(consumer) > 0 {
                lowest_consumer[supplier] = lowest_consumer[supplier].min(layers.sublayer(consumer));
            }
            highest_supplier[consumer] = highest_supplier[consumer].max(layers.sublayer(supplier));
        }
        Self { lowest_consumer, highest_supplier }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_reference_up_within_a_layer_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Composite pricing” → “Pricing” “Pricing” “Composite pricing”"]);
        every_fix_mends(&RULE, &sketch);
        let composite = *sketch.landscape.contexts.keys().next().expect("composite");
        sketch.edit_context(composite, |context| context.sublayer = 1);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
