//! The landscape: one table for each kind of record.

use crate::sorted_map::SortedMap;
use std::sync::Arc;

use super::element::with_records;
use super::{
    Acceptance, AcceptanceId, Actor, ActorId, Aggregate, AggregateId, BoundedContext, BuildingBlock, BuildingBlockId,
    Classification, Comment, CommentId, ContextId, Contract, ContractId, ContractVersion, DataStore, DataStoreId,
    DeliveryPolicy, DeliveryPolicyId, Deployable, DeployableId, Domain, DomainId, Element, ElementId, ElementKind,
    Environment, EnvironmentId, Header, Hotfix, HotfixId, Interaction, InteractionId, Message, MessageId, Perspective,
    PerspectiveId, ProblemSpace, Record, Relationship, RelationshipId, Release, ReleaseId, Scenario, ScenarioId, Story,
    StoryId, Subdomain, SubdomainId, Team, TeamId, Term, TermId, Toggle, ToggleId, VersionId,
};
use crate::change::Changes;
use crate::order;

macro_rules! landscape {
    (@type $Kind:ident) => { $Kind };
    (@type $Kind:ident $Type:ident) => { $Type };
    ($($Kind:ident $(($Type:ident))? $Id:ident $table:ident $key:literal $word:literal;)*) => {
        /// Everything that was drawn. What is opened, saved and shared.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Landscape {
            /// What is said of the landscape as a whole.
            pub header: Arc<Header>,
            $(#[doc = concat!("Every ", $word, ", by identifier.")]
            pub $table: SortedMap<$Id, Arc<landscape!(@type $Kind $($Type)?)>>,)*
        }

        impl Landscape {
            /// The record that this identifier names, if there is one.
            pub fn get(&self, id: ElementId) -> Option<Record> {
                match id {
                    ElementId::Header => Some(Record::Header(self.header.clone())),
                    $(ElementId::$Kind(id) => self.$table.get(&id).cloned().map(Record::$Kind),)*
                }
            }

            /// Whether the landscape holds this element.
            pub fn contains(&self, id: ElementId) -> bool {
                match id {
                    ElementId::Header => true,
                    $(ElementId::$Kind(id) => self.$table.contains_key(&id),)*
                }
            }

            /// Every record of a kind, in the order of identifiers.
            pub fn records_of(&self, kind: ElementKind) -> Vec<Record> {
                match kind {
                    ElementKind::Header => vec![Record::Header(self.header.clone())],
                    $(ElementKind::$Kind => self.$table.values().cloned().map(Record::$Kind).collect(),)*
                }
            }

            /// Every element of a kind, in the order of identifiers.
            pub fn ids_of(&self, kind: ElementKind) -> Vec<ElementId> {
                match kind {
                    ElementKind::Header => vec![ElementId::Header],
                    $(ElementKind::$Kind => self.$table.keys().copied().map(ElementId::$Kind).collect(),)*
                }
            }

            fn put(&mut self, record: Record) {
                match record {
                    Record::Header(header) => self.header = header,
                    $(Record::$Kind(record) => {
                        self.$table.insert(record.id, record);
                    })*
                }
            }

            fn remove(&mut self, id: ElementId) {
                match id {
                    ElementId::Header => self.header = Arc::default(),
                    $(ElementId::$Kind(id) => {
                        self.$table.remove(&id);
                    })*
                }
            }
        }
    };
}
with_records!(landscape);

impl Landscape {
    /// The landscape that holds these records.
    pub fn from_records(records: impl IntoIterator<Item = Record>) -> Self {
        let mut landscape = Self::default();
        for record in records {
            landscape.put(record);
        }
        landscape
    }

    /// Every element but the header, kind by kind in the order of identifiers.
    // Table by table: one chain over all of them would be the largest function of the page.
    pub fn ids(&self) -> impl Iterator<Item = ElementId> + '_ {
        ElementKind::ALL.iter().filter(|kind| **kind != ElementKind::Header).flat_map(|kind| self.ids_of(*kind))
    }

    /// Every record, the header first.
    pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
        ElementKind::ALL.iter().flat_map(|kind| self.records_of(*kind))
    }

    /// Makes the changes. This is the only way in which a landscape that is in use changes.
    pub fn apply(&mut self, changes: &Changes) {
        for id in changes.removed.keys() {
            self.remove(*id);
        }
        for record in changes.added.values() {
            self.put(record.clone());
        }
        for (_, after) in changes.updated.values() {
            self.put(after.clone());
        }
    }

    /// What people call the element, or an empty text where it has no name or is not there.
    pub fn name(&self, id: ElementId) -> String {
        self.get(id).map(|record| record.name().to_owned()).unwrap_or_default()
    }

    /// How a sentence speaks of the element: its name in quotes, or its kind where it has none.
    pub fn quoted(&self, id: ElementId) -> String {
        if let Some(Record::Relationship(relationship)) = self.get(id)
            && relationship.name.is_empty()
        {
            let [upstream, downstream] = relationship.parties().map(|party| self.quoted(party.into()));
            return format!("{upstream} → {downstream}");
        }
        match self.name(id) {
            name if !name.is_empty()
                && let Some(Record::Version(version)) = self.get(id) =>
            {
                format!("version {name} of {}", self.quoted(version.contract.into()))
            }
            name if name.is_empty()
                && let Some(Record::Interaction(interaction)) = self.get(id) =>
            {
                let [provider, consumer] = interaction.teams().map(|team| self.quoted(team.into()));
                format!("{provider} – {consumer}")
            }
            name if name.is_empty() => format!("an unnamed {}", id.kind().word()),
            name => format!("“{name}”"),
        }
    }

    /// The domain that this part of the problem space is or belongs to.
    pub fn domain_of(&self, part: ProblemSpace) -> Option<DomainId> {
        match part {
            ProblemSpace::Domain(id) => Some(id),
            ProblemSpace::Subdomain(id) => self.subdomains.get(&id).map(|subdomain| subdomain.domain),
        }
    }

    /// The domain whose water a context lies in: that of the first part of the problem space that it implements.
    pub fn home_of(&self, context: &BoundedContext) -> Option<DomainId> {
        let first = context.implements.first()?;
        self.domain_of(*first).filter(|home| self.domains.contains_key(home))
    }

    /// The domains that a context implements wholly or in part, each once, in order.
    pub fn domains_of(&self, context: &BoundedContext) -> Vec<DomainId> {
        let mut domains: Vec<DomainId> = context.implements.iter().filter_map(|part| self.domain_of(*part)).collect();
        order::sort_by_key(&mut domains, |id| *id);
        domains.dedup();
        domains
    }

    /// The teams that own a context and are there, each once, in the order in which they are named.
    pub fn owners_of(&self, context: &BoundedContext) -> Vec<TeamId> {
        let mut owners: Vec<TeamId> = Vec::new();
        for team in &context.owners {
            if self.teams.contains_key(team) && !owners.contains(team) {
                owners.push(*team);
            }
        }
        owners
    }

    /// How much a context sets the organisation apart: its own classification, else the highest of its subdomains'.
    pub fn classification_of(&self, context: &BoundedContext) -> Classification {
        if context.classification != Classification::Undefined {
            return context.classification;
        }
        let of_subdomains = context.implements.iter().filter_map(|part| match part {
            ProblemSpace::Subdomain(id) => self.subdomains.get(id).map(|subdomain| subdomain.classification),
            ProblemSpace::Domain(_) => None,
        });
        let rank = |classification: &Classification| match classification {
            Classification::Core => 3,
            Classification::Supporting => 2,
            Classification::Generic => 1,
            Classification::Undefined => 0,
        };
        of_subdomains.max_by_key(rank).unwrap_or_default()
    }

    /// The contexts that stand on the map, in the order of identifiers.
    pub fn contexts_on_map(&self) -> impl Iterator<Item = &Arc<BoundedContext>> {
        self.contexts.values().filter(|context| !context.off_map)
    }

    /// The actors that stand on the map, in the order of identifiers.
    pub fn actors_on_map(&self) -> impl Iterator<Item = &Arc<Actor>> {
        self.actors.values().filter(|actor| !actor.off_map)
    }

    /// The teams that stand on the map, in the order of identifiers.
    pub fn teams_on_map(&self) -> impl Iterator<Item = &Arc<Team>> {
        self.teams.values().filter(|team| !team.off_map)
    }
}
