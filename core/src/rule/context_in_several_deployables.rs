//! A context that ships in several packages.

use super::calls::Runtime;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, Set};
use crate::model::{ContextId, Deployable, DeployableId, ElementId, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "context-in-several-deployables",
    severity: Severity::Warning,
    summary: "A context is in several deployables.",
    why: "A change to it has to ship several times, and until it has, two versions of its rules are at work on one business.",
    advice: "Let one deployable run it, and let the others call it; or split the context along the deployables.",
    source: "Atoll, after Newman, Building Microservices (2021): a service is the only one that runs its model.",
    example: |sketch| {
        let pricing = sketch.context("Pricing");
        for name in ["Shop", "Back office"] {
            let contexts = vec![pricing];
            sketch.add(Deployable { name: name.to_owned(), contexts, ..Deployable::default() });
        }
    },
    reads: &[ElementKind::Context, ElementKind::Deployable],
    check,
};

/// Of more deployables than this a finding offers only some as the one.
const OFFERED_MAX: usize = 4;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let runtime = Runtime::of(on);
    let mut findings = Vec::new();
    if runtime.is_empty() {
        return findings;
    }
    for (number, context) in on.graph.contexts.iter().enumerate() {
        let places: Vec<DeployableId> = runtime.places(number).collect();
        if places.len() > 1 {
            findings.push(told(on, *context, &places));
        }
    }
    findings
}

fn told(on: &Checkup<'_>, context: ContextId, places: &[DeployableId]) -> Finding {
    let names: Vec<String> = places.iter().map(|place| on.quoted(*place)).collect();
    let message = format!("{} ships in {}.", on.quoted(context), super::listed(&names));
    let targets = std::iter::once(context.into()).chain(places.iter().map(|place| ElementId::from(*place)));
    let mut finding = RULE.finding(message, targets.collect());
    let without = |place: &DeployableId| {
        let deployable = on.landscape.deployables.get(place)?;
        let rest: Vec<ContextId> = deployable.contexts.iter().copied().filter(|other| *other != context).collect();
        Some(Set::new(*place, "contexts", &rest).into())
    };
    for (kept, name) in places.iter().zip(&names).take(OFFERED_MAX) {
        let others = places.iter().filter(|place| *place != kept);
        finding = finding.fix(format!("Keep it in {name} only"), Batch::of(others.filter_map(without).collect()));
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_what_ships_twice_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Pricing” “Shop” “Back office”"]);
        every_fix_mends(&RULE, &sketch);
        let pricing = *sketch.landscape.contexts.keys().next().expect("drawn");
        let shop = *sketch.landscape.deployables.keys().next().expect("drawn");
        let other = *sketch.landscape.deployables.keys().last().expect("drawn");
        set(&mut sketch, shop, "contexts", &vec![pricing, pricing]);
        set(&mut sketch, other, "contexts", &Vec::<ContextId>::new());
        assert!(found(&RULE, &sketch).is_empty(), "named twice in one is in one");
    }
}
