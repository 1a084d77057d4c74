//! A pipeline that leads nowhere.

use super::delivery::stages;
use super::words::fresh;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Add, Batch, Command, Set};
use crate::model::{DeliveryPolicy, ElementKind, Environment, EnvironmentId, EnvironmentKind};

pub(super) const RULE: Rule = Rule {
    code: "pipeline-ends-before-production",
    severity: Severity::Warning,
    summary: "A pipeline ends elsewhere than in production.",
    why: "The last step to the users is the one that matters, and it is not in the pipeline: it is done by hand, or not drawn.",
    advice: "Let the pipeline end in production.",
    source: "Humble and Farley, Continuous Delivery (2010): the deployment pipeline goes from check-in to release.",
    example: |sketch| {
        let pipeline = [("Development", EnvironmentKind::Development), ("Test", EnvironmentKind::Test)]
            .map(|(name, kind)| sketch.add(Environment { name: name.to_owned(), kind, ..Environment::default() }));
        let (name, pipeline) = ("By release".to_owned(), pipeline.to_vec());
        sketch.add(DeliveryPolicy { name, pipeline, ..DeliveryPolicy::default() });
    },
    reads: &[ElementKind::DeliveryPolicy, ElementKind::Environment],
    check,
};

/// Asked where it is said what the last environment is for.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for policy in on.landscape.delivery_policies.values() {
        let stages = stages(on.landscape, &policy.pipeline);
        let Some(last) = stages.last() else { continue };
        if matches!(last.kind, EnvironmentKind::Production | EnvironmentKind::Undefined) {
            continue;
        }
        let [name, end] = [policy.id.into(), last.id.into()].map(|id| on.landscape.quoted(id));
        let message = format!("The pipeline of {name} ends in {end}, before production.");
        let (label, command) = way_out(on, policy);
        findings.push(RULE.finding(message, vec![policy.id.into(), last.id.into()]).fix(label, command));
    }
    findings
}

/// Lets it end in the production that there is, else in a new one.
fn way_out(on: &Checkup<'_>, policy: &DeliveryPolicy) -> (String, Command) {
    let mut pipeline = policy.pipeline.clone();
    let production = on.landscape.environments.values().find(|it| it.kind == EnvironmentKind::Production);
    if let Some(production) = production {
        pipeline.retain(|id| *id != production.id);
        pipeline.push(production.id);
        let label = format!("Let it end in {}", on.landscape.quoted(production.id.into()));
        return (label, Set::new(policy.id, "pipeline", &pipeline).into());
    }
    let id = EnvironmentId::new(fresh(on.landscape, ElementKind::Environment, RULE.code, &[policy.id.into()]));
    pipeline.push(id);
    let (name, kind) = ("Production".to_owned(), EnvironmentKind::Production);
    let add = Add::new(Environment { id, name, kind, ..Environment::default() }).into();
    let commands = vec![add, Set::new(policy.id, "pipeline", &pipeline).into()];
    ("Add production at its end".to_owned(), Batch::of(commands))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_pipeline_that_does_not_reach_production_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        sketch.add(DeliveryPolicy::default());
        assert_eq!(found(&RULE, &sketch), ["“By release” “Test”"]);
        every_fix_mends(&RULE, &sketch);
        let kind = EnvironmentKind::Production;
        let live = sketch.add(Environment { kind, ..Environment::default() });
        sketch.add(DeliveryPolicy { pipeline: vec![live], ..DeliveryPolicy::default() });
        assert_eq!(found(&RULE, &sketch), ["“By release” “Test”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
