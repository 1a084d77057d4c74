//! What becomes of contracts when the ends of relationships change.

use super::relations::is_directed;
use super::work::Work;
use crate::model::{ContextId, ContractId, Message, Party, Relationship, VersionId};

/// A version that somebody uses and that the other end of the relationship does not publish.
struct Astray {
    relationship: Relationship,
    version: VersionId,
    contract: ContractId,
}

impl Work<'_> {
    /// Over a relationship go the contracts that its upstream publishes, or either end where both are equal, and in
    /// messages those of either end. A contract all of whose users are with one other context now goes with them to that
    /// context; else the version is forgotten.
    pub(super) fn settle_versions(&mut self, contexts: &[ContextId]) {
        for Astray { relationship, version, contract } in self.astray(contexts) {
            let Party::Context(upstream) = relationship.upstream else { continue };
            if self.now.contracts.get(&contract).is_some_and(|it| it.context == upstream) {
                continue;
            }
            let all_follow = self.now.relationships.values().all(|it| {
                it.upstream == relationship.upstream
                    || !self.versions_over(it).iter().any(|id| self.contract_of(*id) == Some(contract))
            });
            if all_follow {
                self.contract(contract, |contract| contract.context = upstream);
                continue;
            }
            self.relationship(relationship.id, |it| it.versions.retain(|id| *id != version));
            for message in self.messages_over(relationship.id) {
                let forgets = |it: &mut Message| it.version = it.version.filter(|id| *id != version);
                self.message(message, forgets);
            }
        }
    }

    /// What these contexts publish and what goes over the wrong relationship of one of them.
    fn astray(&self, contexts: &[ContextId]) -> Vec<Astray> {
        let mut astray = Vec::new();
        for it in self.now.relationships.values() {
            let is_meant = contexts.iter().any(|id| it.touches(Party::Context(*id)));
            for version in if is_meant { self.versions_over(it) } else { Vec::new() } {
                let Some(contract) = self.contract_of(version) else { continue };
                let Some(home) = self.now.contracts.get(&contract).map(|it| it.context) else { continue };
                let is_listed = it.versions.contains(&version);
                let publishes = it.upstream == Party::Context(home)
                    || (it.downstream == Party::Context(home) && (!is_directed(it.kind) || !is_listed));
                if contexts.contains(&home) && !publishes {
                    astray.push(Astray { relationship: it.as_ref().clone(), version, contract });
                }
            }
        }
        astray
    }

    fn contract_of(&self, version: VersionId) -> Option<ContractId> {
        self.now.versions.get(&version).map(|version| version.contract)
    }

    /// The versions that the relationship names, and those that its messages are part of.
    fn versions_over(&self, relationship: &Relationship) -> Vec<VersionId> {
        let mut versions = relationship.versions.clone();
        let messages = self.now.messages.values().filter(|message| message.relationship == relationship.id);
        versions.extend(messages.filter_map(|message| message.version));
        versions.dedup();
        versions
    }
}
