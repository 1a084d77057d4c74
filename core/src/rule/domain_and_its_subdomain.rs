//! The whole and a part of it, both claimed.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{ContextEdit, EditContext};
use crate::model::{Classification, DomainKind, ElementKind, ProblemSpace};

pub(super) const RULE: Rule = Rule {
    code: "domain-and-its-subdomain",
    severity: Severity::Error,
    summary: "A context implements a domain and one of that domain's subdomains.",
    why: "Whoever implements the whole domain implements its parts; naming one of them beside the whole contradicts that.",
    advice: "Keep the subdomains that it really implements and drop the domain.",
    source: "Context Mapper, BoundedContextSemanticsValidator (semantic validation).",
    example: |sketch| {
        let policies = sketch.context("Policies");
        let insurance = sketch.domain("Insurance", DomainKind::Undefined);
        sketch.subdomain(insurance, "Underwriting", Classification::Core, &[policies]);
        sketch.edit_context(policies, |context| context.implements.push(ProblemSpace::Domain(insurance)));
    },
    reads: &[ElementKind::Domain, ElementKind::Subdomain, ElementKind::Context],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for context in on.landscape.contexts.values() {
        for part in &context.implements {
            let ProblemSpace::Subdomain(subdomain) = part else { continue };
            let Some(domain) = on.landscape.domain_of(*part) else { continue };
            let whole = ProblemSpace::Domain(domain);
            if !context.implements.contains(&whole) || !on.landscape.domains.contains_key(&domain) {
                continue;
            }
            let names = [context.id.into(), domain.into(), (*subdomain).into()]
                .map(|id: crate::model::ElementId| on.landscape.quoted(id));
            let message = format!("{} implements {} and its part {}.", names[0], names[1], names[2]);
            let without = |gone: ProblemSpace| {
                let kept = context.implements.iter().copied().filter(|part| *part != gone).collect();
                EditContext { id: context.id, edit: ContextEdit::Implements(kept) }
            };
            findings.push(
                RULE.finding(message, vec![context.id.into(), domain.into(), (*subdomain).into()])
                    .fix(format!("It implements only {}", names[2]), without(whole))
                    .fix(format!("It implements all of {}", names[1]), without(*part)),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_the_whole_beside_its_own_part_is_found() {
        let mut sketch = Sketch::new();
        let a = sketch.context("A");
        let [x, y] = ["X", "Y"].map(|name| sketch.domain(name, DomainKind::Undefined));
        sketch.subdomain(x, "X1", Classification::Core, &[a]);
        sketch.edit_context(a, |context| context.implements.push(ProblemSpace::Domain(y)));
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Policies” “Insurance” “Underwriting”"]);
        every_fix_mends(&RULE, &sketch);
    }
}
