//! An application that others are built on.

use super::layers::{Fault, Layers, in_layer};
use super::words::few;
use super::{Checkup, Finding, Rule, Severity};
use crate::model::{ElementKind, Layer, RelationshipKind};

pub(super) const RULE: Rule = Rule {
    code: "end-user-context-provides-services",
    severity: Severity::Warning,
    summary: "An end-user context offers a service to something that does not orchestrate.",
    why: "What people use changes with every wish of theirs; a service that others rely on has to be stable. One context cannot be both.",
    advice: "Move the service into a core context that both need, and let the end-user context keep the screens.",
    source: "OutSystems, AI Mentor Studio code patterns: end-user element providing services.",
    example: |sketch| {
        let [shop, claims] = ["Shop", "Claims"].map(|name| sketch.context(name));
        sketch.edit_context(shop, in_layer(Layer::EndUser));
        sketch.edit_context(claims, in_layer(Layer::EndUser));
        sketch.relate(shop, claims, RelationshipKind::UpstreamDownstream, |it| {
            it.upstream_roles.open_host_service = true;
        });
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

/// A service is what is offered as one: an Open Host Service or a Published Language. Without either, the reference is
/// one to the side; and one from below points upwards, whatever is offered.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let Some(layers) = Layers::of(on) else { return Vec::new() };
    layers.services(on, &RULE, Fault::EndUserService, |supplier, consumers| {
        format!("{} serves {}.", layers.told(supplier), few(on.landscape, consumers))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_an_offered_service_is_found_and_not_one_for_orchestration() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Shop” “Shop” → “Claims”"]);
        every_fix_mends(&RULE, &sketch);
        let claims = *sketch.landscape.contexts.keys().nth(1).expect("claims");
        sketch.edit_context(claims, in_layer(Layer::Orchestration));
        assert!(found(&RULE, &sketch).is_empty());
    }
}
