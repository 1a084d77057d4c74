//! What sets the business apart, and nothing builds it.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{Classification, DomainKind, ElementKind, ProblemSpace};

pub(super) const RULE: Rule = Rule {
    code: "core-subdomain-without-context",
    severity: Severity::Info,
    summary: "A core subdomain is implemented by no context.",
    why: "What the organisation competes with has no home in software, or its context is missing on the map.",
    advice: "Say which context implements it, or draw the one that will.",
    source: "Evans, Domain-Driven Design, chapter 15: Distillation; core domain charts of the ddd-crew.",
    example: |sketch| {
        let insurance = sketch.domain("Insurance", DomainKind::Undefined);
        sketch.subdomain(insurance, "Underwriting", Classification::Core, &[]);
    },
    reads: &[ElementKind::Domain, ElementKind::Subdomain, ElementKind::Context],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut implemented: Vec<ProblemSpace> =
        on.landscape.contexts.values().flat_map(|context| context.implements.iter().copied()).collect();
    crate::order::sort_by_key(&mut implemented, |part| *part);
    let has = |part: ProblemSpace| implemented.binary_search(&part).is_ok();
    let core = on.landscape.subdomains.values().filter(|subdomain| subdomain.classification == Classification::Core);
    let homeless = core.filter(|subdomain| {
        !has(ProblemSpace::Subdomain(subdomain.id)) && !has(ProblemSpace::Domain(subdomain.domain))
    });
    homeless
        .map(|subdomain| {
            let name = on.landscape.quoted(subdomain.id.into());
            RULE.finding(format!("No context implements the core subdomain {name}."), vec![subdomain.id.into()])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_core_without_a_context_is_found() {
        let mut sketch = Sketch::new();
        let a = sketch.context("A");
        let x = sketch.domain("X", DomainKind::Undefined);
        sketch.subdomain(x, "Built", Classification::Core, &[a]);
        sketch.subdomain(x, "Bought", Classification::Generic, &[]);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Underwriting”"]);
    }
}
