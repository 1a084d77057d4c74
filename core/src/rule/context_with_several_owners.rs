//! A context that everybody owns and so nobody does.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{ContextEdit, EditContext};
use crate::model::{ElementId, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "context-with-several-owners",
    severity: Severity::Error,
    summary: "A context has several owning teams.",
    why: "Two teams that change the same context collide, and nobody decides. One team owns one context; a team may own several.",
    advice: "Keep one owner, or split the context along what each team works on.",
    source: "OutSystems, development and delivery at scale: only one team is the owner of each domain.",
    example: |sketch| {
        let orders = sketch.context("Orders");
        sketch.team("Blue", &[orders]);
        sketch.team("Green", &[orders]);
    },
    reads: &[ElementKind::Context, ElementKind::Team],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for context in on.landscape.contexts.values() {
        let owners = on.landscape.owners_of(context);
        if owners.len() < 2 {
            continue;
        }
        let teams: Vec<String> = owners.iter().map(|team| on.landscape.quoted((*team).into())).collect();
        let message = format!("{} is owned by {}.", on.landscape.quoted(context.id.into()), super::listed(&teams));
        let targets = owners.iter().map(|team| ElementId::from(*team));
        let mut finding = RULE.finding(message, std::iter::once(context.id.into()).chain(targets).collect());
        for (team, name) in owners.iter().zip(&teams) {
            let edit = ContextEdit::Owners(vec![*team]);
            finding = finding.fix(format!("Only {name} owns it"), EditContext { id: context.id, edit });
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
    fn only_shared_ownership_is_found() {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        sketch.team("Red", &[a, b]);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Orders” “Blue” “Green”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
