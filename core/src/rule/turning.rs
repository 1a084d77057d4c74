//! Turning a relationship around, as a way out of several findings.

use crate::command::{Batch, Command, Set};
use crate::model::{DownstreamRoles, Landscape, Relationship, RelationshipId, UpstreamRoles};
use crate::sorted_set::SortedSet;

/// Knows which relationships can be turned around without what is said of them becoming untrue.
pub(super) struct Turning {
    told_more: SortedSet<RelationshipId>,
}

impl Turning {
    /// What is needed to turn relationships of this landscape around. Reads messages.
    pub(super) fn of(landscape: &Landscape) -> Self {
        Self { told_more: landscape.messages.values().map(|message| message.relationship).collect() }
    }

    /// The command that makes the downstream the upstream. Roles, contract versions, exposed aggregates and messages
    /// belong to an end: where there are any, somebody has to think.
    pub(super) fn around(&self, relationship: &Relationship) -> Option<Command> {
        let is_plain = relationship.upstream_roles == UpstreamRoles::default()
            && relationship.downstream_roles == DownstreamRoles::default()
            && relationship.versions.is_empty()
            && relationship.exposed.is_empty()
            && !self.told_more.contains(&relationship.id);
        let id = relationship.id;
        let ends = || {
            Batch::of(vec![
                Set::new(id, "upstream", &relationship.downstream).into(),
                Set::new(id, "downstream", &relationship.upstream).into(),
            ])
        };
        is_plain.then(ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Message, Party, RelationshipKind};
    use crate::sketch::Sketch;

    #[test]
    fn only_a_plain_relationship_is_turned() {
        let mut sketch = Sketch::new();
        let [a, b] = ["A", "B"].map(|name| sketch.context(name));
        let plain = sketch.flow(a, b);
        let kind = RelationshipKind::UpstreamDownstream;
        let open = sketch.relate(a, b, kind, |r| r.upstream_roles.open_host_service = true);
        let told = sketch.flow(a, b);
        sketch.add(Message { relationship: told, ..Message::default() });
        let turning = Turning::of(&sketch.landscape);
        let around = |id| turning.around(&sketch.landscape.relationships[&id]);
        assert!(around(open).is_none() && around(told).is_none());
        let mut landscape = sketch.landscape.clone();
        crate::command::apply(&mut landscape, &around(plain).expect("it is plain")).expect("it applies");
        assert_eq!(landscape.relationships[&plain].parties(), [Party::Context(b), Party::Context(a)]);
    }
}
