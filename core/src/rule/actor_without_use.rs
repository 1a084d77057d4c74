//! Somebody in front of the contexts who uses none of them.

use super::{Checkup, Finding, Rule, Severity};
use crate::command::Remove;
use crate::model::{Actor, ActorId, ElementKind, Party};
use crate::sorted_set::SortedSet;

pub(super) const RULE: Rule = Rule {
    code: "actor-without-use",
    severity: Severity::Info,
    summary: "An actor uses nothing.",
    why: "The map does not say what this actor is there for: either what it uses is missing, or the actor is one too many.",
    advice: "Draw what it uses, or take it off.",
    source: "Atoll, after Brown, The C4 Model (2018): every element is joined to another.",
    example: |sketch| {
        sketch.add(Actor { name: "Customer".to_owned(), ..Actor::default() });
    },
    reads: &[ElementKind::Relationship, ElementKind::Actor],
    check,
};

fn check(on: &Checkup<'_>) -> Vec<Finding> {
    if on.landscape.actors.is_empty() {
        return Vec::new();
    }
    let parties = on.landscape.relationships.values().flat_map(|relationship| relationship.parties());
    let busy: SortedSet<ActorId> = parties
        .filter_map(|party| match party {
            Party::Actor(actor) => Some(actor),
            Party::Context(_) | Party::Team(_) => None,
        })
        .collect();
    let idle = on.landscape.actors.values().filter(|actor| !busy.contains(&actor.id));
    idle.map(|actor| {
        RULE.finding(format!("{} uses nothing on this map.", on.quoted(actor.id)), vec![actor.id.into()])
            .fix("Delete the actor", Remove { elements: [actor.id.into()].into() })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{every_fix_mends, example, found};
    use super::*;
    use crate::model::{Relationship, RelationshipKind};

    #[test]
    fn only_an_actor_that_uses_nothing_is_found() {
        let mut sketch = example(&RULE);
        assert_eq!(found(&RULE, &sketch), ["“Customer”"]);
        every_fix_mends(&RULE, &sketch);
        let (shop, actor) = (sketch.context("Shop"), sketch.landscape.actors.keys().next().copied());
        let actor = Party::Actor(actor.expect("drawn"));
        let kind = RelationshipKind::UpstreamDownstream;
        sketch.add(Relationship::new(Default::default(), Party::Context(shop), actor, kind));
        assert!(found(&RULE, &sketch).is_empty());
    }
}
