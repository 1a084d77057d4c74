//! A word that is written down, and not what it means.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Set;
use crate::model::{ElementKind, Term};

pub(super) const RULE: Rule = Rule {
    code: "term-without-meaning",
    severity: Severity::Info,
    summary: "A term of a language says nothing about what it means.",
    why: "Everybody goes on reading their own meaning into it, and nobody can see that these differ.",
    advice: "Write down in a sentence what it means in this context.",
    source: "Evans, Domain-Driven Design, chapter 2: Ubiquitous Language.",
    example: |sketch| {
        let context = sketch.context("Orders");
        sketch.add(Term { context, name: "Order".to_owned(), ..Term::default() });
    },
    reads: &[ElementKind::Context, ElementKind::Term],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let is_told = |term: &&Term| !term.meaning.trim().is_empty();
    let mut findings = Vec::new();
    for term in on.landscape.terms.values().filter(|term| term.meaning.trim().is_empty()) {
        let [name, context] = [on.quoted(term.id), on.quoted(term.context)];
        let finding = RULE.finding(
            format!("What {name} means in {context} is not written down."),
            on.there([term.id.into(), term.context.into()]),
        );
        let mut same = term.same_as.iter().filter_map(|id| on.landscape.terms.get(id).map(AsRef::as_ref));
        findings.push(match same.find(is_told) {
            Some(other) => finding.fix(
                format!("Take over the meaning of {} in {}", on.quoted(other.id), on.quoted(other.context)),
                Set::new(term.id, "meaning", &other.meaning),
            ),
            None => finding,
        });
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found, set};
    use super::*;

    #[test]
    fn only_a_term_that_says_nothing_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Order” “Orders”"]);
        let order = *sketch.landscape.terms.keys().next().expect("drawn");
        let context = sketch.context("Billing");
        let (name, meaning) = ("Purchase".to_owned(), "What somebody has bought.".to_owned());
        let purchase = sketch.add(Term { context, name, meaning: meaning.clone(), ..Term::default() });
        set(&mut sketch, order, "same_as", &vec![purchase]);
        every_fix_mends(&RULE, &sketch);
        set(&mut sketch, order, "meaning", &meaning);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
