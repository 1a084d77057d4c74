//! A record that names something that is not there.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{Batch, Command, Remove, Set};
use crate::model::{ElementId, ElementKind, Field, FieldSpec, Landscape, Record, TeamId};

pub(super) const RULE: Rule = Rule {
    code: "missing-reference",
    severity: Severity::Error,
    summary: "A record names something that is not in the landscape.",
    why: "What is named does not exist: the file was edited by hand, or two people changed it apart from each other.",
    advice: "Forget the reference, or add what is missing again.",
    source: "Atoll: a landscape with broken references is data, and this says so.",
    example: |sketch| {
        let orders = sketch.context("Orders");
        sketch.edit_context(orders, |context| context.owners = vec![TeamId::new(0x1f)]);
    },
    reads: ElementKind::ALL,
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for record in on.landscape.records() {
        let holder = record.id();
        let is_missing = |id: &ElementId| !on.landscape.contains(*id);
        let missing: Vec<ElementId> = record.references().into_iter().filter(is_missing).collect();
        let message = match missing.as_slice() {
            [] => continue,
            [only] => {
                let kind = only.kind().word();
                format!("{} names the {kind} {only}, which is not there.", on.landscape.quoted(holder))
            }
            several => {
                format!("{} names {} elements that are not there.", on.landscape.quoted(holder), several.len())
            }
        };
        findings.push(RULE.finding(message, vec![holder]).fix("Forget what is not there", mend(on.landscape, &record)));
    }
    findings
}

/// Forgets what is not there, or removes what cannot be without it.
fn mend(landscape: &Landscape, record: &Record) -> Command {
    if record.holders().into_iter().any(|holder| !landscape.contains(holder)) {
        return Remove { elements: [record.id()].into() }.into();
    }
    let is_there = |id: ElementId| landscape.contains(id).then_some(id);
    let after = record.followed(&is_there).unwrap_or_else(|| record.clone());
    let fields = record.specs().iter().zip(record.fields().into_iter().zip(after.fields()));
    let changed = fields.filter(|(_, (before, after))| before.value() != after.value());
    let set = |(spec, (_, after)): (&FieldSpec, (_, &dyn Field))| {
        Set { id: record.id(), field: spec.name.to_owned(), value: after.value() }.into()
    };
    Batch::of(changed.map(set).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn every_kind_of_broken_reference_is_found_and_mended() {
        use crate::model::{AggregateId, ContextId, DomainId, ProblemSpace, SubdomainId};
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        let aggregate = sketch.aggregate(a, "Sums");
        sketch.flow(a, b);
        let team = sketch.team("Blue", &[a]);
        assert!(found(&RULE, &sketch).is_empty());

        let nowhere = ContextId::new(999);
        sketch.flow(a, nowhere);
        sketch.relate(a, b, crate::model::RelationshipKind::Partnership, |r| r.exposed = vec![AggregateId::new(998)]);
        sketch.aggregate(nowhere, "Lost");
        sketch.subdomain(DomainId::new(997), "Adrift", crate::model::Classification::Core, &[]);
        sketch.edit_context(b, |context| {
            context.owners = vec![team, TeamId::new(996)];
            context.implements = vec![ProblemSpace::Subdomain(SubdomainId::new(995))];
            context.refines = Some(nowhere);
        });
        let mut sums = sketch.landscape.aggregates[&aggregate].as_ref().clone();
        sums.owner = Some(TeamId::new(996));
        sketch.put(sums);
        let mut blue = sketch.landscape.teams[&team].as_ref().clone();
        blue.implements = vec![ProblemSpace::Domain(DomainId::new(997))];
        sketch.put(blue);
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch).len(), 8, "{:?}", found(&RULE, &sketch));
        every_fix_mends(&RULE, &sketch);
    }
}
