//! A record that names something that is not there.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{
    AggregateEdit, Batch, Command, ContextEdit, EditAggregate, EditContext, EditRelationship, EditTeam,
    RelationshipEdit, Remove, TeamEdit,
};
use crate::model::{ElementId, Landscape};

pub(super) const RULE: Rule = Rule {
    code: "missing-reference",
    severity: Severity::Error,
    summary: "A record names something that is not in the landscape.",
    why: "What is named does not exist: the file was edited by hand, or two people changed it apart from each other.",
    advice: "Forget the reference, or add what is missing again.",
    source: "Atoll: a landscape with broken references is data, and this says so.",
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    broken(on.landscape)
        .into_iter()
        .map(|Broken { holder, missing, mend }| {
            let message = match missing.as_slice() {
                [only] => format!(
                    "{} names the {} {only}, which is not there.",
                    on.landscape.quoted(holder),
                    only.kind().word()
                ),
                several => {
                    format!("{} names {} elements that are not there.", on.landscape.quoted(holder), several.len())
                }
            };
            RULE.finding(message, vec![holder]).fix("Forget what is not there", mend)
        })
        .collect()
}

struct Broken {
    holder: ElementId,
    missing: Vec<ElementId>,
    mend: Command,
}

fn broken(landscape: &Landscape) -> Vec<Broken> {
    let is_there = |id: ElementId| landscape.contains(id);
    let mut broken = Vec::new();
    let mut note = |holder: ElementId, named: Vec<ElementId>, mend: &dyn Fn() -> Vec<Command>| {
        let missing: Vec<ElementId> = named.into_iter().filter(|id| !is_there(*id)).collect();
        if !missing.is_empty() {
            broken.push(Broken { holder, missing, mend: Batch::of(mend()) });
        }
    };
    let remove = |id: ElementId| vec![Remove { elements: [id].into() }.into()];
    for r in landscape.relationships.values() {
        note(r.id.into(), r.parties().map(ElementId::from).to_vec(), &|| remove(r.id.into()));
        let exposed = r.exposed.iter().map(|id| (*id).into()).collect();
        let kept: Vec<_> = r.exposed.iter().copied().filter(|id| is_there((*id).into())).collect();
        note(r.id.into(), exposed, &|| {
            vec![EditRelationship { id: r.id, edit: RelationshipEdit::Exposed(kept.clone()) }.into()]
        });
    }
    for s in landscape.subdomains.values() {
        note(s.id.into(), vec![s.domain.into()], &|| remove(s.id.into()));
    }
    for a in landscape.aggregates.values() {
        note(a.id.into(), vec![a.context.into()], &|| remove(a.id.into()));
        let owner = a.owner.iter().map(|id| (*id).into()).collect();
        note(a.id.into(), owner, &|| vec![EditAggregate { id: a.id, edit: AggregateEdit::Owner(None) }.into()]);
    }
    for c in landscape.contexts.values() {
        let owners = c.owners.iter().map(|id| ElementId::from(*id));
        let parts = c.implements.iter().map(|part| ElementId::from(*part));
        let refined = c.refines.iter().map(|id| ElementId::from(*id));
        note(c.id.into(), owners.chain(parts).chain(refined).collect(), &|| {
            let edits = [
                ContextEdit::Owners(c.owners.iter().copied().filter(|id| is_there((*id).into())).collect()),
                ContextEdit::Implements(c.implements.iter().copied().filter(|part| is_there((*part).into())).collect()),
                ContextEdit::Refines(c.refines.filter(|id| is_there((*id).into()))),
            ];
            edits.into_iter().map(|edit| EditContext { id: c.id, edit }.into()).collect()
        });
    }
    for t in landscape.teams.values() {
        let kept: Vec<_> = t.implements.iter().copied().filter(|part| is_there((*part).into())).collect();
        note(t.id.into(), t.implements.iter().map(|part| (*part).into()).collect(), &|| {
            vec![EditTeam { id: t.id, edit: TeamEdit::Implements(kept.clone()) }.into()]
        });
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn every_kind_of_broken_reference_is_found_and_mended() {
        use crate::model::{AggregateId, ContextId, DomainId, ProblemSpace, SubdomainId, TeamId};
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
        assert_eq!(found(&RULE, &sketch).len(), 7, "{:?}", found(&RULE, &sketch));
        every_fix_mends(&RULE, &sketch);
    }
}
