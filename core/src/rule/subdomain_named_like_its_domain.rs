//! A part with the name of the whole.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{Classification, DomainKind, ElementKind};

pub(super) const RULE: Rule = Rule {
    code: "subdomain-named-like-its-domain",
    severity: Severity::Error,
    summary: "A subdomain has the name of its domain.",
    why: "Nobody can tell whether the whole or the part is meant.",
    advice: "Name the subdomain after what sets it apart within the domain.",
    source: "Context Mapper, DomainValidator (semantic validation).",
    example: |sketch| {
        let claims = sketch.domain("Claims", DomainKind::Undefined);
        sketch.subdomain(claims, "Claims", Classification::Core, &[]);
    },
    reads: &[ElementKind::Domain, ElementKind::Subdomain],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for subdomain in on.landscape.subdomains.values() {
        let Some(domain) = on.landscape.domains.get(&subdomain.domain) else { continue };
        if !domain.name.trim().is_empty() && domain.name.trim() == subdomain.name.trim() {
            let message = format!("The subdomain “{}” has the name of its domain.", subdomain.name.trim());
            findings.push(RULE.finding(message, vec![subdomain.id.into(), domain.id.into()]));
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
    fn only_the_own_domain_counts() {
        let mut sketch = Sketch::new();
        let [x, _] = ["X", "Y"].map(|name| sketch.domain(name, DomainKind::Undefined));
        sketch.subdomain(x, "Y", Classification::Core, &[]);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Claims” “Claims”"]);
    }
}
