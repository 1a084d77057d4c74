//! A context that does not ship.

use super::calls::Runtime;
use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{ContextId, Deployable, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "context-in-no-deployable",
    severity: Severity::Info,
    summary: "Deployables are drawn, and a context is in none of them.",
    why: "What the landscape says about releases, calls and outages does not hold for it.",
    advice: "Say where it runs; if others run it, make it an external system.",
    source: "Atoll: a landscape that says where some contexts run should say it of all.",
    example: |sketch| {
        let [shop, _] = ["Shop", "Pricing"].map(|name| sketch.context(name));
        sketch.add(Deployable { name: "Web shop".to_owned(), contexts: vec![shop], ..Deployable::default() });
    },
    reads: &[ElementKind::Context, ElementKind::Deployable],
    check,
};

/// External systems and what is left off the map are not asked for, and nobody is before a first context is placed.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let runtime = Runtime::of(on);
    if runtime.is_empty() {
        return Vec::new();
    }
    let deployables = &on.landscape.deployables;
    let only = deployables.values().next().filter(|_| deployables.len() == 1);
    let mut findings = Vec::new();
    for context in on.landscape.contexts_on_map().filter(|context| !context.is_external()) {
        let is_placed = on.graph.number(context.id).is_some_and(|number| runtime.places(number).next().is_some());
        if is_placed {
            continue;
        }
        let message = format!("{} is in no deployable.", on.quoted(context.id));
        let mut finding = RULE.finding(message, vec![context.id.into()]);
        if let Some(only) = only {
            let contexts: Vec<ContextId> = only.contexts.iter().copied().chain([context.id]).collect();
            finding =
                finding.fix(format!("Put it in {}", on.quoted(only.id)), Set::new(only.id, "contexts", &contexts));
        }
        findings.push(finding);
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_what_should_ship_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Pricing”"]);
        every_fix_mends(&RULE, &sketch);
        let pricing = *sketch.landscape.contexts.keys().last().expect("drawn");
        set(&mut sketch, pricing, "kind", &crate::model::ContextKind::External);
        assert!(found(&RULE, &sketch).is_empty());
        set(&mut sketch, pricing, "kind", &crate::model::ContextKind::System);
        let deployable = *sketch.landscape.deployables.keys().next().expect("drawn");
        set(&mut sketch, deployable, "contexts", &Vec::<ContextId>::new());
        assert!(found(&RULE, &sketch).is_empty(), "nobody has begun to say what runs where");
    }
}
