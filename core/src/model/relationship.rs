//! A relationship on the context map: who influences whom, and how they hold each other at bay.

use serde::{Deserialize, Serialize};

use super::{AggregateId, ContextId, ElementId, IdParseError, RelationshipId, TeamId, is_default};

/// How two contexts (or two teams) on the map relate.
///
/// Influence flows from upstream to downstream; a dependency points the other way, from the downstream consumer to the
/// upstream supplier. In a symmetric kind the two ends are equal and only their order of drawing is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relationship {
    /// Names it.
    pub id: RelationshipId,
    /// The end that influences; the first end of a symmetric relationship.
    pub upstream: Party,
    /// The end that is influenced; the second end of a symmetric relationship.
    pub downstream: Party,
    /// The pattern of the relationship as a whole.
    #[serde(default)]
    pub kind: RelationshipKind,
    /// What the upstream does for its consumers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub upstream_roles: UpstreamRoles,
    /// What the downstream does about its supplier.
    #[serde(default, skip_serializing_if = "is_default")]
    pub downstream_roles: DownstreamRoles,
    /// How the two are joined technically; drawn as the line's style.
    #[serde(default, skip_serializing_if = "is_default")]
    pub integration: Integration,
    /// What people call the relationship.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// What it is built with.
    #[serde(default, skip_serializing_if = "is_default")]
    pub technology: String,
    /// Which of the upstream's aggregates the downstream sees; none named means all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exposed: Vec<AggregateId>,
    /// What the downstream may decide about the upstream.
    #[serde(default, skip_serializing_if = "is_default")]
    pub downstream_rights: DownstreamRights,
    /// Text of an imported file that belongs here.
    #[serde(default, skip_serializing_if = "is_default")]
    pub held: Vec<super::Held>,
}

impl Relationship {
    /// A relationship that says no more than its ends and its kind.
    pub fn new(id: RelationshipId, upstream: Party, downstream: Party, kind: RelationshipKind) -> Self {
        Self {
            id,
            upstream,
            downstream,
            kind,
            upstream_roles: UpstreamRoles::default(),
            downstream_roles: DownstreamRoles::default(),
            integration: Integration::default(),
            name: String::new(),
            technology: String::new(),
            exposed: Vec::new(),
            downstream_rights: DownstreamRights::default(),
            held: Vec::new(),
        }
    }

    /// Who stands at this end.
    pub fn party(&self, end: End) -> Party {
        match end {
            End::Upstream => self.upstream,
            End::Downstream => self.downstream,
        }
    }

    /// Both ends, upstream first.
    pub fn parties(&self) -> [Party; 2] {
        [self.upstream, self.downstream]
    }

    /// The two contexts, upstream first, unless a team stands at an end.
    pub fn contexts(&self) -> Option<(ContextId, ContextId)> {
        match (self.upstream, self.downstream) {
            (Party::Context(upstream), Party::Context(downstream)) => Some((upstream, downstream)),
            _ => None,
        }
    }

    /// Whether this party stands at either end.
    pub fn touches(&self, party: Party) -> bool {
        self.upstream == party || self.downstream == party
    }
}

/// One of the two ends of a relationship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The end that influences.
    Upstream,
    /// The end that is influenced.
    Downstream,
}

impl End {
    /// The end across.
    pub fn other(self) -> Self {
        match self {
            Self::Upstream => Self::Downstream,
            Self::Downstream => Self::Upstream,
        }
    }
}

/// Who can stand at the end of a relationship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "ElementId", into = "ElementId")]
pub enum Party {
    /// A bounded context.
    Context(ContextId),
    /// A team, on an organisational map.
    Team(TeamId),
}

impl From<Party> for ElementId {
    fn from(party: Party) -> Self {
        match party {
            Party::Context(id) => Self::Context(id),
            Party::Team(id) => Self::Team(id),
        }
    }
}

impl TryFrom<ElementId> for Party {
    type Error = IdParseError;

    fn try_from(id: ElementId) -> Result<Self, IdParseError> {
        match id {
            ElementId::Context(id) => Ok(Self::Context(id)),
            ElementId::Team(id) => Ok(Self::Team(id)),
            _ => Err(IdParseError::new(&id.to_string())),
        }
    }
}

/// The pattern of a relationship as a whole. What each means and does is data in [`crate::pattern`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationshipKind {
    /// One influences the other, and no more is said.
    #[default]
    UpstreamDownstream,
    /// The downstream is the upstream's customer and has a say in its plans.
    CustomerSupplier,
    /// Two that succeed or fail together.
    Partnership,
    /// Two that share a part of their model and code.
    SharedKernel,
    /// Two that decided to have nothing to do with each other.
    SeparateWays,
    /// Two that are entangled without a boundary between them.
    BigBallOfMud,
}

/// What an upstream does for those downstream of it. Both can hold at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UpstreamRoles {
    /// Open Host Service: one protocol for everybody.
    #[serde(skip_serializing_if = "is_default")]
    pub open_host_service: bool,
    /// Published Language: a documented, shared language of exchange.
    #[serde(skip_serializing_if = "is_default")]
    pub published_language: bool,
}

/// What a downstream does about the model upstream of it. Holding both is a contradiction that a rule reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DownstreamRoles {
    /// Anticorruption Layer: translates at the boundary.
    #[serde(skip_serializing_if = "is_default")]
    pub anticorruption_layer: bool,
    /// Conformist: takes the upstream's model as it is.
    #[serde(skip_serializing_if = "is_default")]
    pub conformist: bool,
}

/// How two contexts are joined technically.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Integration {
    /// Not said.
    #[default]
    Undefined,
    /// A call inside one process.
    InProcessCall,
    /// A message dispatched inside one process.
    InProcessMessage,
    /// A call over the network.
    RemoteCall,
    /// A message through a broker.
    BrokerMessage,
    /// Both use one database.
    SharedDatabase,
    /// Files are exchanged.
    File,
    /// Parts are put together on the screen.
    UserInterfaceComposition,
}

/// What a downstream may decide about its upstream (Context Mapper's five).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DownstreamRights {
    /// Not said.
    #[default]
    Undefined,
    /// Is heard.
    Influencer,
    /// Is heard first.
    OpinionLeader,
    /// Can say no.
    VetoRight,
    /// Decides.
    DecisionMaker,
    /// Decides alone.
    Monopolist,
}

words! {
    Integration {
        Undefined "not said",
        InProcessCall "call in one process",
        InProcessMessage "message in one process",
        RemoteCall "remote call",
        BrokerMessage "message through a broker",
        SharedDatabase "shared database",
        File "file",
        UserInterfaceComposition "put together on the screen",
    }
}

words! {
    DownstreamRights {
        Undefined "not said",
        Influencer "is heard",
        OpinionLeader "is heard first",
        VetoRight "can say no",
        DecisionMaker "decides",
        Monopolist "decides alone",
    }
}
