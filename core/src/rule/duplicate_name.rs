//! Two that answer to one name.

use super::{Checkup, Finding, Rule, Severity};
use crate::sorted_set::SortedSet;

use crate::command::rename;
use crate::model::Element as _;
use crate::model::{ElementId, ElementKind, Record};
use crate::order;

pub(super) const RULE: Rule = Rule {
    code: "duplicate-name",
    severity: Severity::Error,
    summary: "Two elements of a kind have the same name.",
    why: "Nobody can tell the two apart in a conversation, and files that refer by name (Context Mapper's) cannot either.",
    advice: "Rename one of them by what sets it apart. If they are the same thing, merge them.",
    source: "Context Mapper, UniquenessValidator (semantic validation).",
    example: |sketch| {
        sketch.context("Orders");
        sketch.context("Orders");
    },
    reads: ElementKind::ALL,
    check,
};

/// Of more elements than this with one name, a finding names only some.
const TARGETS_MAX: usize = 8;

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut named: Vec<(ElementKind, String, ElementId)> = Vec::new();
    for record in on.landscape.records() {
        let kind = match &record {
            record if !record.id().kind().is_named_apart() => continue,
            // In Context Mapper's language a team is a context: they share their names.
            Record::Team(_) => ElementKind::Context,
            _ => record.id().kind(),
        };
        if !record.name().trim().is_empty() {
            named.push((kind, record.name().trim().to_owned(), record.id()));
        }
    }
    order::sort_by(&mut named, |a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let mut taken: Option<SortedSet<String>> = None;
    let mut findings = Vec::new();
    for alike in named.chunk_by(|a, b| (a.0, &a.1) == (b.0, &b.1)).filter(|alike| alike.len() > 1) {
        let name = &alike[0].1;
        let all = || on.landscape.records().map(|record| record.name().to_owned()).collect();
        let free = free_name(taken.get_or_insert_with(all), name);
        for (_, _, id) in &alike[1..] {
            let others = alike.iter().map(|(_, _, other)| *other).filter(|other| other != id);
            let finding = RULE.finding(
                format!("There are {} elements with the name “{name}”.", alike.len()),
                std::iter::once(*id).chain(others).take(TARGETS_MAX).collect(),
            );
            findings.push(finding.fix(format!("Rename it to “{free}”"), rename(*id, free.clone())));
        }
    }
    findings
}

fn free_name(taken: &SortedSet<String>, name: &str) -> String {
    let numbered = (2_u32..).map(|number| format!("{name} {number}"));
    numbered.into_iter().find(|candidate| !taken.contains(candidate)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::model::Acceptance;
    use crate::sketch::Sketch;

    #[test]
    fn only_names_within_a_kind_are_compared() {
        let mut sketch = Sketch::new();
        sketch.context("Orders");
        let domain = sketch.domain("Orders", crate::model::DomainKind::Undefined);
        sketch.subdomain(domain, "Orders", crate::model::Classification::Core, &[]);
        sketch.context("");
        sketch.context("");
        for _ in 0..2 {
            sketch.add(Acceptance { rule: "core-conforms".to_owned(), ..Acceptance::default() });
        }
        assert!(found(&RULE, &sketch).is_empty());
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch).len(), 2);
        sketch.context("Orders ");
        sketch.team("Orders", &[]);
        assert_eq!(found(&RULE, &sketch).len(), 4);
        every_fix_mends(&RULE, &sketch);
    }

    #[test]
    fn many_of_one_name_are_found_without_naming_all_in_each() {
        let mut sketch = Sketch::new();
        for _ in 0..3_000 {
            sketch.context("Nothing");
        }
        let findings = found(&RULE, &sketch);
        assert_eq!(findings.len(), 2_999);
        assert!(findings.iter().all(|finding| finding.matches("Nothing").count() == TARGETS_MAX));
    }
}
