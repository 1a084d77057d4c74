//! A process at the top that something stands on.

use super::layers::{Fault, Layers, in_layer};
use super::words::few;
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ElementKind, Layer};

pub(super) const RULE: Rule = Rule {
    code: "orchestration-provides-services",
    severity: Severity::Warning,
    summary: "Something needs an orchestrating context.",
    why: "Orchestration stands at the top because it needs everything below. Whoever needs it comes to depend on all of that as well.",
    advice: "Move what is needed into a core context, or let the orchestrating context call instead of being called.",
    source: "OutSystems, AI Mentor Studio code patterns: orchestration element providing services.",
    example: |sketch| {
        let [moving, shop] = ["Moving house", "Shop"].map(|name| sketch.context(name));
        sketch.edit_context(moving, in_layer(Layer::Orchestration));
        sketch.edit_context(shop, in_layer(Layer::EndUser));
        sketch.flow(moving, shop);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let Some(layers) = Layers::of(on) else { return Vec::new() };
    layers.services(on, &RULE, Fault::OrchestrationService, |supplier, consumers| {
        let verb = if consumers.len() == 1 { "needs" } else { "need" };
        format!("{} {verb} {}.", few(on.landscape, consumers), layers.told(supplier))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_what_is_below_orchestration_is_found_as_its_consumer() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Moving house” “Moving house” → “Shop”"]);
        every_fix_mends(&RULE, &sketch);
        let shop = *sketch.landscape.contexts.keys().nth(1).expect("shop");
        sketch.edit_context(shop, in_layer(Layer::Orchestration));
        assert!(found(&RULE, &sketch).is_empty());
    }
}
