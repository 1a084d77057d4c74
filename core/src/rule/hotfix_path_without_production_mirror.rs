//! An urgent repair that meets production for the first time in production.

use super::delivery::{before_production, stages, with_rehearsal};
use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Command, Set};
use crate::model::{DeliveryPolicy, ElementKind, Environment, EnvironmentId, EnvironmentKind, HotfixPath};

pub(super) const RULE: Rule = Rule {
    code: "hotfix-path-without-production-mirror",
    severity: Severity::Warning,
    summary: "An urgent repair passes no environment that mirrors production.",
    why: "A hotfix is made in a hurry, for a fault that often shows only with production's versions, configuration and data. Where nothing is like production, the fault cannot be seen before the repair, nor the repair before it is out.",
    advice: "Let it pass a pre-production with the versions and the configuration of production, that the main pipeline uses as well.",
    source: "OutSystems, development and delivery at scale: hotfix process with pre-production environment.",
    example: |sketch| {
        let test =
            sketch.add(Environment { name: "Test".to_owned(), kind: EnvironmentKind::Test, ..Environment::default() });
        sketch.add(DeliveryPolicy {
            name: "By release".to_owned(),
            hotfix_path: HotfixPath::PreProduction,
            hotfix_pipeline: vec![test],
            ..DeliveryPolicy::default()
        });
    },
    reads: &[ElementKind::DeliveryPolicy, ElementKind::Environment],
    check,
};

/// Asked of paths by which a repair is built and shipped, as soon as an environment is drawn. Switching off, rolling back
/// and trying with a few users do without.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for policy in on.landscape.delivery_policies.values() {
        let Some((field, pipeline)) = path(policy) else { continue };
        let is_unsaid = pipeline.is_empty() && policy.hotfix_path == HotfixPath::MainPipeline;
        let mirrors = |it: &Environment| it.mirrors_production && it.kind != EnvironmentKind::Production;
        let stages = stages(on.landscape, pipeline);
        if on.landscape.environments.is_empty() || is_unsaid || stages.iter().any(|it| mirrors(it)) {
            continue;
        }
        let name = on.landscape.quoted(policy.id.into());
        let message = format!("By {name}, an urgent repair passes nothing that mirrors production.");
        let finding = RULE.finding(message, vec![policy.id.into()]);
        let (label, command) = way_out(on, policy, field, pipeline, mirrors);
        findings.push(finding.fix(label, command));
    }
    findings
}

/// The pipeline that an urgent repair passes, and the field that says so.
fn path(policy: &DeliveryPolicy) -> Option<(&'static str, &[EnvironmentId])> {
    match policy.hotfix_path {
        HotfixPath::PreProduction => Some(("hotfix_pipeline", &policy.hotfix_pipeline)),
        HotfixPath::MainPipeline => Some(("pipeline", &policy.pipeline)),
        _ => None,
    }
}

/// Lets it pass an environment that mirrors production: one that there is, else a new one.
fn way_out(
    on: &Checkup<'_>,
    policy: &DeliveryPolicy,
    field: &str,
    pipeline: &[EnvironmentId],
    mirrors: impl Fn(&Environment) -> bool,
) -> (String, Command) {
    match on.landscape.environments.values().find(|it| mirrors(it)) {
        Some(mirror) => {
            let pipeline = before_production(on.landscape, pipeline, mirror.id);
            let label = format!("Let it pass {}", on.landscape.quoted(mirror.id.into()));
            (label, Set::new(policy.id, field, &pipeline).into())
        }
        None => (
            "Add a pre-production that mirrors production".to_owned(),
            with_rehearsal(on.landscape, RULE.code, policy.id, field, pipeline),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_path_without_a_mirror_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        for hotfix_path in [HotfixPath::Undefined, HotfixPath::ToggleOff, HotfixPath::MainPipeline] {
            sketch.add(DeliveryPolicy { hotfix_path, ..DeliveryPolicy::default() });
        }
        assert_eq!(found(&RULE, &sketch), ["“By release”"]);
        every_fix_mends(&RULE, &sketch);
        sketch.add(Environment { mirrors_production: true, ..Environment::default() });
        every_fix_mends(&RULE, &sketch);
    }

    #[test]
    fn the_main_pipeline_is_asked_too() {
        let mut sketch = Sketch::new();
        let kind = EnvironmentKind::Production;
        let live = sketch.add(Environment { kind, mirrors_production: true, ..Environment::default() });
        let (hotfix_path, pipeline) = (HotfixPath::MainPipeline, vec![live]);
        sketch.add(DeliveryPolicy { hotfix_path, pipeline, ..DeliveryPolicy::default() });
        assert_eq!(found(&RULE, &sketch).len(), 1);
        every_fix_mends(&RULE, &sketch);
    }
}
