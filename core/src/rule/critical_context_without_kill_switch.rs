//! Something that must not fail and cannot be switched off.

use super::delivery::Policies;
use super::words::fresh;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Add;
use crate::model::{
    BoundedContext, ContextId, Criticality, ElementKind, HotfixPath, Rollout, TeamId, Toggle, ToggleId, ToggleKind,
};
use crate::sorted_set::SortedSet;

pub(super) const RULE: Rule = Rule {
    code: "critical-context-without-kill-switch",
    severity: Severity::Warning,
    summary: "A critical context has neither a kill switch nor a careful roll-out.",
    why: "When a release of it fails, the business stands still for as long as a repair takes. A switch or a way back ends that in minutes.",
    advice: "Add an operations toggle for what may fail, or roll releases out to a few users or beside the old one.",
    source: "OutSystems, development and delivery at scale: prepare a rollback, a canary release and a kill switch; Hodgson, Feature Toggles (2017): operations toggles.",
    example: |sketch| {
        let context = sketch.context("Payments");
        sketch.edit_context(context, |context| context.criticality = Criticality::High);
        let other = sketch.context("Shop");
        sketch.add(Toggle { name: "new-prices".to_owned(), context: Some(other), ..Toggle::default() });
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::DeliveryPolicy, ElementKind::Toggle],
    check,
};

/// Asked as soon as a toggle or a delivery policy is drawn, of what is not run by others. A policy helps that rolls out
/// carefully, or that repairs by rolling back.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.toggles.is_empty() && on.landscape.delivery_policies.is_empty() {
        return Vec::new();
    }
    let switches = on.landscape.toggles.values().filter(|toggle| toggle.kind == ToggleKind::Operations);
    let switched: SortedSet<ContextId> = switches.filter_map(|toggle| toggle.context).collect();
    let policies = Policies::of(on.landscape);
    let mut findings = Vec::new();
    for context in on.landscape.contexts.values().filter(|context| context.criticality == Criticality::High) {
        let policy = policies.of_context(on.landscape, context);
        let is_careful = policy.is_some_and(|policy| {
            matches!(policy.rollout, Rollout::Canary | Rollout::BlueGreen)
                || matches!(policy.hotfix_path, HotfixPath::RollBack | HotfixPath::Canary)
        });
        if context.is_external() || is_careful || switched.contains(&context.id) {
            continue;
        }
        let name = on.landscape.quoted(context.id.into());
        let message = format!("{name} is critical and has neither a kill switch nor a careful roll-out.");
        let finding = RULE.finding(message, vec![context.id.into()]);
        findings.push(finding.fix("Add a kill switch", kill_switch(on, context)));
    }
    findings
}

fn kill_switch(on: &Checkup<'_>, context: &BoundedContext) -> Add {
    let id = ToggleId::new(fresh(on.landscape, ElementKind::Toggle, RULE.code, &[context.id.into()]));
    let owner: Option<TeamId> = on.landscape.owners_of(context).first().copied();
    let (name, kind) = (format!("{} off", context.name.trim()), ToggleKind::Operations);
    Add::new(Toggle { id, name, kind, context: Some(context.id), owner, ..Toggle::default() })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::model::DeliveryPolicy;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_critical_context_without_a_way_back_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Payments”"]);
        every_fix_mends(&RULE, &sketch);
        sketch.add(DeliveryPolicy { rollout: Rollout::Canary, ..DeliveryPolicy::default() });
        assert!(found(&RULE, &sketch).is_empty());
    }

    #[test]
    fn nobody_is_asked_before_delivery_is_drawn() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        sketch.landscape.toggles.clear();
        assert!(found(&RULE, &sketch).is_empty());
    }
}
