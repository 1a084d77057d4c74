//! A pipeline without a dress rehearsal.

use super::delivery::{before_production, is_rehearsal, stages, with_rehearsal};
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{DeliveryPolicy, ElementKind, Environment, EnvironmentKind};

pub(super) const RULE: Rule = Rule {
    code: "pipeline-without-pre-production",
    severity: Severity::Info,
    summary: "A change reaches production without passing anything like it.",
    why: "A deployment that was never rehearsed is tried out on the users; and for smoke tests, load tests and the search for faults there is no place but production.",
    advice: "Add a pre-production that mirrors production before it, unless a few users always get a change first.",
    source: "OutSystems, development and delivery at scale: simulate the deployment in pre-production (dry run). That a canary makes up for it is Atoll's reading.",
    example: |sketch| {
        let pipeline = [("Test", EnvironmentKind::Test), ("Production", EnvironmentKind::Production)]
            .map(|(name, kind)| sketch.add(Environment { name: name.to_owned(), kind, ..Environment::default() }));
        let (name, pipeline) = ("By release".to_owned(), pipeline.to_vec());
        sketch.add(DeliveryPolicy { name, pipeline, ..DeliveryPolicy::default() });
    },
    reads: &[ElementKind::DeliveryPolicy, ElementKind::Environment],
    check,
};

/// Asked of pipelines that reach production, unless a release reaches a few users first or stands beside the old one.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    use crate::model::Rollout::{BlueGreen, Canary};
    let mut findings = Vec::new();
    for policy in on.landscape.delivery_policies.values() {
        let stages = stages(on.landscape, &policy.pipeline);
        let Some(live) = stages.iter().position(|it| it.kind == EnvironmentKind::Production) else { continue };
        if matches!(policy.rollout, Canary | BlueGreen) || stages[..live].iter().any(|it| is_rehearsal(it)) {
            continue;
        }
        let [name, production] = [policy.id.into(), stages[live].id.into()].map(|id| on.landscape.quoted(id));
        let message = format!("By {name}, a change passes nothing like production before {production}.");
        let finding = RULE.finding(message, vec![policy.id.into(), stages[live].id.into()]);
        let (label, command) = match on.landscape.environments.values().find(|it| is_rehearsal(it)) {
            Some(rehearsal) => {
                let pipeline = before_production(on.landscape, &policy.pipeline, rehearsal.id);
                let label = format!("Let it pass {}", on.landscape.quoted(rehearsal.id.into()));
                (label, Set::new(policy.id, "pipeline", &pipeline).into())
            }
            None => (
                "Add a pre-production that mirrors production".to_owned(),
                with_rehearsal(on.landscape, RULE.code, policy.id, "pipeline", &policy.pipeline),
            ),
        };
        findings.push(finding.fix(label, command));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::model::Rollout;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_pipeline_without_a_rehearsal_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“By release” “Production”"]);
        every_fix_mends(&RULE, &sketch);
        let policy = *sketch.landscape.delivery_policies.keys().next().expect("a policy");
        let before = (*sketch.landscape.delivery_policies[&policy]).clone();
        sketch.put(DeliveryPolicy { rollout: Rollout::Canary, ..before.clone() });
        assert!(found(&RULE, &sketch).is_empty());
        sketch.put(before);
        let mirror = Environment { kind: EnvironmentKind::Test, mirrors_production: true, ..Environment::default() };
        sketch.add(mirror);
        every_fix_mends(&RULE, &sketch);
    }
}
