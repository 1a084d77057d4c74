//! The list of everything a landscape holds, and what all of it has in common.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{
    Acceptance, AcceptanceId, Actor, ActorId, Aggregate, AggregateId, BoundedContext, BuildingBlock, BuildingBlockId,
    Comment, CommentId, ContextId, Contract, ContractId, ContractVersion, DataStore, DataStoreId, DeliveryPolicy,
    DeliveryPolicyId, Deployable, DeployableId, Domain, DomainId, Environment, EnvironmentId, Field, FieldSpec, Fields,
    Frame, Header, Hotfix, HotfixId, IdParseError, Interaction, InteractionId, Message, MessageId, Perspective,
    PerspectiveId, Relationship, RelationshipId, Release, ReleaseId, Scenario, ScenarioId, Story, StoryId, Subdomain,
    SubdomainId, Team, TeamId, Term, TermId, Toggle, ToggleId, VersionId,
};

/// Runs a macro over the list of record kinds: type, identifier, table of the landscape, key in files, words for people.
macro_rules! with_records {
    ($macro:ident) => {
        $macro! {
            Domain DomainId domains "domain" "domain";
            Subdomain SubdomainId subdomains "subdomain" "subdomain";
            Context(BoundedContext) ContextId contexts "context" "context";
            Aggregate AggregateId aggregates "aggregate" "aggregate";
            Team TeamId teams "team" "team";
            Relationship RelationshipId relationships "relationship" "relationship";
            Actor ActorId actors "actor" "actor";
            Contract ContractId contracts "contract" "contract";
            Version(ContractVersion) VersionId versions "version" "contract version";
            Message MessageId messages "message" "message";
            BuildingBlock BuildingBlockId building_blocks "building_block" "building block";
            Term TermId terms "term" "term";
            DataStore DataStoreId data_stores "data_store" "data store";
            Deployable DeployableId deployables "deployable" "deployable";
            Interaction InteractionId interactions "interaction" "interaction";
            DeliveryPolicy DeliveryPolicyId delivery_policies "delivery_policy" "delivery policy";
            Environment EnvironmentId environments "environment" "environment";
            Toggle ToggleId toggles "toggle" "toggle";
            Release ReleaseId releases "release" "release";
            Hotfix HotfixId hotfixes "hotfix" "hotfix";
            Acceptance AcceptanceId acceptances "acceptance" "accepted finding";
            Story StoryId stories "story" "story";
            Perspective PerspectiveId perspectives "perspective" "perspective";
            Scenario ScenarioId scenarios "scenario" "scenario";
            Comment CommentId comments "comment" "comment";
        }
    };
}
pub(super) use with_records;

macro_rules! elements {
    (@type $Kind:ident) => { $Kind };
    (@type $Kind:ident $Type:ident) => { $Type };
    ($($Kind:ident $(($Type:ident))? $Id:ident $table:ident $key:literal $word:literal;)*) => {
        /// Names any element of a landscape.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ElementId {
            /// The landscape's own header.
            #[default]
            Header,
            $(#[doc = concat!("A ", $word, ".")] $Kind($Id),)*
        }

        /// One record of a landscape. Cheap to clone: the record itself is shared.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Record {
            /// The landscape's own header.
            Header(Arc<Header>),
            $(#[doc = concat!("A ", $word, ".")] $Kind(Arc<elements!(@type $Kind $($Type)?)>),)*
        }

        /// The kinds of element, in the order that lists show them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ElementKind {
            /// The landscape's own header.
            Header,
            $(#[doc = concat!("A ", $word, ".")] $Kind,)*
        }

        impl ElementKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[Self::Header, $(Self::$Kind,)*];

            /// How files and commands write it.
            pub fn key(self) -> &'static str {
                match self {
                    Self::Header => "header",
                    $(Self::$Kind => $key,)*
                }
            }

            /// The table of native files that holds records of this kind.
            pub fn table(self) -> &'static str {
                match self {
                    Self::Header => "landscape",
                    $(Self::$Kind => stringify!($table),)*
                }
            }

            /// What there is to know of the fields of its records.
            pub fn specs(self) -> &'static [FieldSpec] {
                match self {
                    Self::Header => Header::SPECS,
                    $(Self::$Kind => <elements!(@type $Kind $($Type)?)>::SPECS,)*
                }
            }

            /// The identifier of this kind with this number; the header has none.
            pub fn id(self, number: u64) -> ElementId {
                match self {
                    Self::Header => ElementId::Header,
                    $(Self::$Kind => ElementId::$Kind($Id::new(number)),)*
                }
            }

            /// Whether two of this kind in one landscape should not have one name: a conversation, or a file that refers
            /// by name, could not tell them apart.
            pub fn is_named_apart(self) -> bool {
                !matches!(
                    self,
                    Self::Header
                        | Self::Relationship
                        | Self::Contract
                        | Self::Version
                        | Self::Message
                        | Self::BuildingBlock
                        | Self::Term
                        | Self::Interaction
                        | Self::Hotfix
                        | Self::Acceptance
                )
            }

            /// What a person does who changes such a record.
            pub fn edit_label(self) -> &'static str {
                match self {
                    Self::Header => "Edit landscape",
                    $(Self::$Kind => concat!("Edit ", $word),)*
                }
            }
        }

        impl ElementKind {
            /// What people call this kind of element.
            pub fn word(self) -> &'static str {
                match self {
                    Self::Header => "landscape",
                    $(Self::$Kind => $word,)*
                }
            }
        }

        impl ElementId {
            /// Which kind of element this names.
            pub fn kind(self) -> ElementKind {
                match self {
                    Self::Header => ElementKind::Header,
                    $(Self::$Kind(_) => ElementKind::$Kind,)*
                }
            }

            /// The number of the identifier; the header has none.
            pub fn number(self) -> Option<u64> {
                match self {
                    Self::Header => None,
                    $(Self::$Kind(id) => Some(id.number()),)*
                }
            }
        }

        impl fmt::Display for ElementId {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::Header => f.write_str("landscape"),
                    $(Self::$Kind(id) => id.fmt(f),)*
                }
            }
        }

        impl FromStr for ElementId {
            type Err = IdParseError;

            fn from_str(text: &str) -> Result<Self, IdParseError> {
                match text.chars().next() {
                    _ if text == "landscape" => Ok(Self::Header),
                    $(Some($Id::LETTER) => text.parse().map(Self::$Kind),)*
                    _ => Err(IdParseError::new(text)),
                }
            }
        }

        impl Record {
            /// Names the element that this record describes.
            pub fn id(&self) -> ElementId {
                match self {
                    Self::Header(_) => ElementId::Header,
                    $(Self::$Kind(record) => ElementId::$Kind(record.id),)*
                }
            }

            /// A record of a kind that says nothing.
            pub fn empty(kind: ElementKind) -> Self {
                match kind {
                    ElementKind::Header => Self::Header(Arc::default()),
                    $(ElementKind::$Kind => Self::$Kind(Arc::default()),)*
                }
            }

            /// What there is to know of its fields.
            pub fn specs(&self) -> &'static [FieldSpec] {
                self.id().kind().specs()
            }

            /// What its fields hold, in the order of [`Record::specs`].
            pub fn fields(&self) -> Vec<&dyn Field> {
                match self {
                    Self::Header(record) => record.fields(),
                    $(Self::$Kind(record) => record.fields(),)*
                }
            }

            /// Its fields, to be changed; the record is copied first where it is shared.
            pub fn fields_mut(&mut self) -> Vec<&mut dyn Field> {
                match self {
                    Self::Header(record) => Arc::make_mut(record).fields_mut(),
                    $(Self::$Kind(record) => Arc::make_mut(record).fields_mut(),)*
                }
            }

            /// Gives it another identifier of its kind.
            pub fn identify(&mut self, id: ElementId) {
                match self {
                    Self::Header(_) => {}
                    $(Self::$Kind(record) => Arc::make_mut(record).identify(id),)*
                }
            }
        }

        impl Element for Record {
            fn name(&self) -> &str {
                match self {
                    Self::Header(record) => &record.name,
                    $(Self::$Kind(record) => Fields::name(&**record),)*
                }
            }

            fn frame(&self) -> Option<Frame> {
                match self {
                    Self::Domain(record) => record.frame,
                    Self::Context(record) => record.frame,
                    Self::Team(record) => record.frame,
                    Self::Actor(record) => record.frame,
                    _ => None,
                }
            }
        }

        $(
            impl $Id {
                /// The kind of element that it names.
                pub const KIND: ElementKind = ElementKind::$Kind;
            }

            impl TryFrom<ElementId> for $Id {
                type Error = IdParseError;

                fn try_from(id: ElementId) -> Result<Self, IdParseError> {
                    match id {
                        ElementId::$Kind(id) => Ok(id),
                        other => Err(IdParseError::new(&other.to_string())),
                    }
                }
            }

            impl From<$Id> for ElementId {
                fn from(id: $Id) -> Self {
                    Self::$Kind(id)
                }
            }

            impl From<elements!(@type $Kind $($Type)?)> for Record {
                fn from(record: elements!(@type $Kind $($Type)?)) -> Self {
                    Self::$Kind(Arc::new(record))
                }
            }
        )*
    };
}
with_records!(elements);

impl From<Header> for Record {
    fn from(header: Header) -> Self {
        Self::Header(Arc::new(header))
    }
}

impl ElementId {
    /// Whether it stands on the map as a box: contexts, teams and actors do, a domain is water.
    pub fn is_box(self) -> bool {
        matches!(self, Self::Context(_) | Self::Team(_) | Self::Actor(_))
    }
}

impl Serialize for ElementId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ElementId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// What commands, rules and panels ask of any record, whatever its kind.
pub trait Element {
    /// What people call the element; empty for one without a name.
    fn name(&self) -> &str;
    /// Where it stands on the map, for those kinds that stand there.
    fn frame(&self) -> Option<Frame> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_identifier_is_read_back() {
        let ids = [
            ElementId::Header,
            DomainId::new(1).into(),
            SubdomainId::new(2).into(),
            ContextId::new(3).into(),
            AggregateId::new(4).into(),
            TeamId::new(5).into(),
            RelationshipId::new(6).into(),
        ];
        for id in ids {
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        assert!("x1".parse::<ElementId>().is_err());
        assert!("".parse::<ElementId>().is_err());
    }
}
