//! A context that several parts of the business pay for.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::ElementKind;

pub(super) const RULE: Rule = Rule {
    code: "context-with-several-sponsors",
    severity: Severity::Warning,
    summary: "A context has several business sponsors.",
    why: "Sponsors want different things at different times. Where one context serves two, every change is negotiated and every release waits for both.",
    advice: "Split it along what each sponsor wants, or let one of them decide and the others be heard.",
    source: "OutSystems, rules for correct application composition: do not mix business sponsors.",
    example: |sketch| {
        let id = sketch.context("Customer portal");
        sketch.edit_context(id, |it| it.sponsors = ["Sales", "Claims"].map(str::to_owned).to_vec());
    },
    reads: &[ElementKind::Context],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for context in on.landscape.contexts.values().filter(|context| context.sponsors.len() > 1) {
        let mut sponsors: Vec<String> = Vec::new();
        for sponsor in context.sponsors.iter().map(|it| it.trim()).filter(|it| !it.is_empty()) {
            if !sponsors.iter().any(|it| it == sponsor) {
                sponsors.push(sponsor.to_owned());
            }
        }
        if sponsors.len() < 2 {
            continue;
        }
        let message =
            format!("{} is paid for by {}.", on.landscape.quoted(context.id.into()), super::listed(&sponsors));
        let mut finding = RULE.finding(message, vec![context.id.into()]);
        for sponsor in sponsors {
            let label = format!("Only {sponsor} sponsors it");
            finding = finding.fix(label, Set::new(context.id, "sponsors", &vec![sponsor]));
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
    fn only_different_sponsors_are_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Customer portal”"]);
        every_fix_mends(&RULE, &sketch);
        let other = sketch.context("Shop");
        sketch.edit_context(other, |it| it.sponsors = ["Sales", "Sales ", ""].map(str::to_owned).to_vec());
        assert_eq!(found(&RULE, &sketch).len(), 1);
    }
}
