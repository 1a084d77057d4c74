//! What contracts in versions do to a change that comes from whoever publishes them.

use super::parameters::Values;
use crate::model::{ContextId, Landscape, Lifecycle, Relationship, RelationshipId, VersionId};
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

/// What stands between a context and those that use its contracts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The version that is used stays beside another one: who uses it can move later.
    Kept,
    /// One version, and no other beside it; or nobody says anything of contracts.
    Single,
    /// There are contracts, and the relationship uses none of them.
    None,
    /// The version that is used can still change.
    Draft,
    /// The version that is used is gone.
    Retired,
}

/// The versions of a landscape by what the ripple has to know of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Contracts {
    /// Who publishes a version, and how it stands.
    versions: SortedMap<VersionId, (ContextId, Standing)>,
    publishers: SortedSet<ContextId>,
    /// The versions that the messages over a relationship are part of.
    of_messages: SortedMap<RelationshipId, Vec<VersionId>>,
    factors: [f64; 5],
    /// The likelihood that a change of a contract that the downstream publishes reaches the upstream.
    pub(super) backward: f64,
}

impl Contracts {
    pub(super) fn of(landscape: &Landscape, values: &Values) -> Self {
        let mut alive: SortedMap<_, usize> = SortedMap::new();
        for version in landscape.versions.values().filter(|version| version.lifecycle != Lifecycle::Retired) {
            *alive.entry(version.contract).or_default() += 1;
        }
        let versions = landscape.versions.values().filter_map(|version| {
            let contract = landscape.contracts.get(&version.contract)?;
            let standing = match version.lifecycle {
                Lifecycle::Draft => Standing::Draft,
                Lifecycle::Retired => Standing::Retired,
                _ if alive.get(&contract.id).is_some_and(|count| *count > 1) => Standing::Kept,
                _ => Standing::Single,
            };
            Some((version.id, (contract.context, standing)))
        });
        let versions: SortedMap<_, _> = versions.collect();
        let mut of_messages: SortedMap<RelationshipId, Vec<VersionId>> = SortedMap::new();
        for message in landscape.messages.values() {
            if let Some(version) = message.version {
                of_messages.entry(message.relationship).or_default().push(version);
            }
        }
        let factor = |key: &str| values.factor(&format!("contract.{key}"));
        Self {
            publishers: versions.values().map(|(context, _)| *context).collect(),
            versions,
            of_messages,
            factors: [factor("kept"), 1.0, factor("none"), factor("draft"), factor("retired")],
            backward: values.factor("contract.backward"),
        }
    }

    /// How the contracts of `publisher` that are used over the relationship stand: the least steady of them.
    pub(super) fn standing(&self, relationship: &Relationship, publisher: ContextId) -> Standing {
        let of_messages = self.of_messages.get(&relationship.id).map_or(&[][..], Vec::as_slice);
        let used = relationship.versions.iter().chain(of_messages);
        let standings = used.filter_map(|id| self.versions.get(id)).filter(|(context, _)| *context == publisher);
        let worst = standings.map(|(_, standing)| *standing).max();
        let without = if self.publishers.contains(&publisher) { Standing::None } else { Standing::Single };
        worst.unwrap_or(without)
    }

    /// Whether a contract of this context is used over the relationship.
    pub(super) fn is_published_by(&self, relationship: &Relationship, publisher: ContextId) -> bool {
        let of_messages = self.of_messages.get(&relationship.id).map_or(&[][..], Vec::as_slice);
        let is_its = |id: &VersionId| self.versions.get(id).is_some_and(|(context, _)| *context == publisher);
        relationship.versions.iter().chain(of_messages).any(is_its)
    }

    /// The factor on the odds of a change of what is published.
    pub(super) fn factor(&self, standing: Standing) -> f64 {
        self.factors[standing as usize]
    }
}
