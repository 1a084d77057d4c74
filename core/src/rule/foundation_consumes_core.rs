//! A technical foundation that knows the business.

use super::layers::{Fault, Layers, in_layer};
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ElementKind, Layer};

pub(super) const RULE: Rule = Rule {
    code: "foundation-consumes-core",
    severity: Severity::Error,
    summary: "A foundation needs a core service.",
    why: "A foundation has no business in it and serves everybody. If it needs a business service, everybody depends on that service, and its changes reach them all.",
    advice: "If there is business in it, it is a core service: move it up. Otherwise hand in what it needs from above.",
    source: "OutSystems, AI Mentor Studio code patterns: foundation element consuming core element.",
    example: |sketch| {
        let [sales, mail] = ["Sales", "Mail"].map(|name| sketch.context(name));
        sketch.edit_context(sales, in_layer(Layer::Core));
        sketch.edit_context(mail, in_layer(Layer::Foundation));
        sketch.flow(sales, mail);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

/// What a foundation needs of higher layers yet is an upward reference like any other.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let Some(layers) = Layers::of(on) else { return Vec::new() };
    let mut findings = Vec::new();
    for link in layers.faulty(Fault::CoreForFoundation) {
        let [consumer, supplier] = [link.downstream, link.upstream].map(|number| layers.quoted(number));
        let message = format!("The foundation {consumer} needs the core service {supplier}.");
        let mut finding = RULE.finding(message, layers.targets(&link));
        for (number, layer) in [(link.downstream, Layer::Core), (link.upstream, Layer::Foundation)] {
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
    fn only_a_foundation_that_needs_a_core_service_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Sales” → “Mail” “Mail” “Sales”"]);
        every_fix_mends(&RULE, &sketch);
        assert!(found(&super::super::upward_reference::RULE, &sketch).is_empty());
        let sales = *sketch.landscape.contexts.keys().next().expect("sales");
        sketch.edit_context(sales, in_layer(Layer::Foundation));
        assert!(found(&RULE, &sketch).is_empty());
    }
}
