//! Two teams that can only release together.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::{ContextEdit, EditContext};
use crate::model::{
    ContextId, ElementId, ElementKind, Integration, Layer, Relationship, RelationshipKind, Strength, TeamId,
};

pub(super) const RULE: Rule = Rule {
    code: "teams-strongly-coupled",
    severity: Severity::Warning,
    summary: "A strong reference joins contexts of different teams.",
    why: "Who uses another's logic or screens, or writes its data, is released with it: each team waits for the other, for every change.",
    advice: "Replace the reference by a service or events, or let one team own both.",
    source: "OutSystems, AI Mentor Studio code patterns: strong dependencies between applications of different teams; the foundation layer is exempt.",
    example: |sketch| {
        let [shop, claims] = ["Shop", "Claims"].map(|name| sketch.context(name));
        sketch.team("Blue", &[shop]);
        sketch.team("Green", &[claims]);
        sketch.relate(shop, claims, RelationshipKind::UpstreamDownstream, |it| it.strength = Strength::Strong);
    },
    reads: &[ElementKind::Context, ElementKind::Team, ElementKind::Relationship, ElementKind::Actor],
    check,
};

/// Asked of references that are said to be strong. A Shared Kernel and a shared database have rules of their own, and what
/// everybody uses of the foundation layer is meant to be used.
fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.teams.is_empty() {
        return Vec::new();
    }
    let strong: Vec<Reference<'_>> = on
        .landscape
        .relationships
        .values()
        .filter(|relationship| is_strong(relationship))
        .filter_map(|relationship| Reference::of(on, relationship))
        .collect();
    let mut neighbours: Vec<Vec<&[TeamId]>> = vec![Vec::new(); on.graph.contexts.len()];
    for reference in &strong {
        let ([upstream, downstream], [of, by]) = (reference.numbers, reference.owners());
        neighbours[upstream].push(by);
        neighbours[downstream].push(of);
    }
    let mut findings = Vec::new();
    for reference in &strong {
        let ([upstream, downstream], [of, by]) = (reference.contexts(on), reference.owners());
        let ([first, ..], [second, ..]) = (of, by) else { continue };
        if of.iter().any(|team| by.contains(team)) {
            continue;
        }
        let names =
            [upstream.into(), downstream.into(), (*first).into(), (*second).into()].map(|id| on.landscape.quoted(id));
        let message = format!("{} ({}) is strongly tied to {} ({}).", names[1], names[3], names[0], names[2]);
        let targets = vec![reference.relationship.id.into(), downstream.into(), upstream.into()];
        let mut finding = RULE.finding(message, targets);
        let [one, other] = reference.numbers;
        for (context, number, team) in [(downstream, other, *first), (upstream, one, *second)] {
            // Not where the context would then be tied to a third team's.
            if neighbours[number].iter().all(|owners| owners.is_empty() || owners.contains(&team)) {
                let [it, to] = [context.into(), team.into()].map(|id: ElementId| on.landscape.quoted(id));
                let edit = ContextEdit::Owners(vec![team]);
                finding = finding.fix(format!("Give {it} to {to}"), EditContext { id: context, edit });
            }
        }
        findings.push(finding);
    }
    findings
}

/// A strong reference to what is not in the foundation layer.
struct Reference<'a> {
    relationship: &'a Relationship,
    /// The numbers of the contexts, upstream first.
    numbers: [usize; 2],
    owners: [Vec<TeamId>; 2],
}

impl<'a> Reference<'a> {
    fn of(on: &'a Checkup<'_>, relationship: &'a Relationship) -> Option<Self> {
        let (upstream, downstream) = relationship.contexts().filter(|(upstream, downstream)| upstream != downstream)?;
        let numbers = [on.graph.number(upstream)?, on.graph.number(downstream)?];
        let [one, other] = [on.landscape.contexts.get(&upstream)?, on.landscape.contexts.get(&downstream)?];
        let owners = [one, other].map(|context| on.landscape.owners_of(context));
        (one.layer != Layer::Foundation).then_some(Self { relationship, numbers, owners })
    }

    fn contexts(&self, on: &Checkup<'_>) -> [ContextId; 2] {
        self.numbers.map(|number| on.graph.contexts[number])
    }

    fn owners(&self) -> [&[TeamId]; 2] {
        [&self.owners[0], &self.owners[1]]
    }
}

fn is_strong(relationship: &Relationship) -> bool {
    relationship.strength == Strength::Strong
        && relationship.kind != RelationshipKind::SharedKernel
        && relationship.integration != Integration::SharedDatabase
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, found};
    use super::*;
    use crate::sketch::Sketch;

    #[test]
    fn only_a_strong_reference_between_teams_is_found() {
        let mut sketch = Sketch::new();
        (RULE.example)(&mut sketch);
        assert_eq!(found(&RULE, &sketch), ["“Shop” → “Claims” “Claims” “Shop”"]);
        every_fix_mends(&RULE, &sketch);
        let [shop, claims] = [0, 1].map(|place| *sketch.landscape.contexts.keys().nth(place).expect("a context"));
        let third = sketch.context("Billing");
        sketch.team("Red", &[third]);
        sketch.relate(claims, third, RelationshipKind::UpstreamDownstream, |it| it.strength = Strength::Strong);
        every_fix_mends(&RULE, &sketch);
        sketch.edit_context(third, |context| context.owners.clear());
        sketch.edit_context(shop, |context| context.layer = Layer::Foundation);
        assert!(found(&RULE, &sketch).is_empty());
    }
}
