//! Two that answer to one name.

use super::{Checkup, Finding, Rule, Severity};
use crate::sorted_map::SortedMap;

use crate::command::rename;
use crate::model::Element as _;
use crate::model::{ElementId, ElementKind, Landscape, Record};

pub(super) const RULE: Rule = Rule {
    code: "duplicate-name",
    severity: Severity::Error,
    summary: "Two elements of a kind have the same name.",
    why: "Nobody can tell the two apart in a conversation, and files that refer by name (Context Mapper's) cannot either.",
    advice: "Rename one of them by what sets it apart. If they are the same thing, merge them.",
    source: "Context Mapper, UniquenessValidator (semantic validation).",
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut by_name: SortedMap<(ElementKind, String), Vec<ElementId>> = SortedMap::new();
    for record in on.landscape.records() {
        let kind = match &record {
            Record::Header(_) | Record::Relationship(_) => continue,
            // In Context Mapper's language a team is a context: they share their names.
            Record::Team(_) => ElementKind::Context,
            _ => record.id().kind(),
        };
        if !record.name().trim().is_empty() {
            by_name.entry((kind, record.name().trim().to_owned())).or_default().push(record.id());
        }
    }
    let mut findings = Vec::new();
    for ((_, name), ids) in by_name.iter().filter(|(_, ids)| ids.len() > 1) {
        for id in &ids[1..] {
            let finding = RULE.finding(
                format!("There are {} elements with the name “{name}”.", ids.len()),
                std::iter::once(*id).chain(ids.iter().copied().filter(|other| other != id)).collect(),
            );
            let free = free_name(on.landscape, name);
            let label = format!("Rename it to “{free}”");
            findings.push(finding.fix(label, rename(*id, free)));
        }
    }
    findings
}

fn free_name(landscape: &Landscape, name: &str) -> String {
    let taken: Vec<String> = landscape.records().map(|record| record.name().to_owned()).collect();
    let numbered = (2_u32..).map(|number| format!("{name} {number}"));
    numbered.into_iter().find(|candidate| !taken.contains(candidate)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_names_within_a_kind_are_compared() {
        let mut sketch = Sketch::new();
        sketch.context("Orders");
        let domain = sketch.domain("Orders", crate::model::DomainKind::Undefined);
        sketch.subdomain(domain, "Orders", crate::model::Classification::Core, &[]);
        sketch.context("");
        sketch.context("");
        assert!(found(&RULE, &sketch).is_empty());
        sketch.context("Orders ");
        sketch.team("Orders", &[]);
        assert_eq!(found(&RULE, &sketch).len(), 2);
        every_fix_mends(&RULE, &sketch);
    }
}
