//! One model for several businesses.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{DomainKind, ElementId, ElementKind, ProblemSpace};

pub(super) const RULE: Rule = Rule {
    code: "several-whole-domains",
    severity: Severity::Warning,
    summary: "A context implements more than one whole domain.",
    why: "One model that serves two parts of the business serves neither well: their words differ, and so do their reasons to change.",
    advice: "Split the context along the domains, or name the subdomains that it really implements.",
    source: "Context Mapper, BoundedContextSemanticsValidator (semantic validation).",
    example: |sketch| {
        let ledger = sketch.context("Ledger");
        let domains = ["Sales", "Claims"].map(|name| sketch.domain(name, DomainKind::Undefined));
        sketch.edit_context(ledger, |context| context.implements = domains.map(ProblemSpace::Domain).into());
    },
    reads: &[ElementKind::Domain, ElementKind::Subdomain, ElementKind::Context],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for context in on.landscape.contexts.values() {
        let mut whole: Vec<ElementId> = Vec::new();
        for part in &context.implements {
            let is_there = |id: ElementId| on.landscape.contains(id) && !whole.contains(&id);
            if matches!(part, ProblemSpace::Domain(_)) && is_there((*part).into()) {
                whole.push((*part).into());
            }
        }
        if whole.len() > 1 {
            let names: Vec<String> = whole.iter().map(|id| on.landscape.quoted(*id)).collect();
            let context_name = on.landscape.quoted(context.id.into());
            let message = format!("{context_name} implements the whole of {}.", super::listed(&names));
            findings.push(RULE.finding(message, std::iter::once(context.id.into()).chain(whole).collect()));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_several_whole_domains_are_found() {
        let mut sketch = Sketch::new();
        let a = sketch.context("A");
        let [x, y] = ["X", "Y"].map(|name| sketch.domain(name, DomainKind::Undefined));
        sketch.subdomain(y, "Y1", crate::model::Classification::Core, &[a]);
        sketch.edit_context(a, |context| context.implements.push(ProblemSpace::Domain(x)));
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Ledger” “Sales” “Claims”"]);
        // One that is named twice is one, and one that is not there is none.
        let gone = crate::model::DomainId::new(99);
        let parts = [x, x, gone].map(ProblemSpace::Domain);
        sketch.edit_context(a, |context| context.implements = parts.into());
        assert_eq!(found(&RULE, &sketch), ["“Ledger” “Sales” “Claims”"]);
    }
}
