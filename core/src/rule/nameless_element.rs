//! Something that nobody can speak of.

use super::{Checkup, Finding, Rule, Severity};
use crate::model::{Element as _, ElementKind, Record};

pub(super) const RULE: Rule = Rule {
    code: "nameless-element",
    severity: Severity::Warning,
    summary: "A context, team or domain has no name.",
    why: "A name is the first word of its language: what has none cannot be spoken of.",
    advice: "Name it after what it does for the business.",
    source: "Evans, Domain-Driven Design, chapter 2: Ubiquitous Language.",
    example: |sketch| {
        sketch.context("");
    },
    reads: ElementKind::ALL,
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let is_named_kind = |record: &Record| matches!(record, Record::Context(_) | Record::Team(_) | Record::Domain(_));
    let nameless = on.landscape.records().filter(|record| is_named_kind(record) && record.name().trim().is_empty());
    nameless
        .map(|record| RULE.finding(format!("This {} has no name.", record.id().kind().word()), vec![record.id()]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_what_needs_a_name_is_found() {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        sketch.flow(a, b);
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        sketch.team(" ", &[]);
        assert_eq!(found(&RULE, &sketch).len(), 2);
    }
}
