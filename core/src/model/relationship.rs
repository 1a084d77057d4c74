//! A relationship on the context map: who influences whom, and how they hold each other at bay.

use super::id::reference;
use super::record::{choices, flags, record};
use super::{
    ActorId, AggregateId, ContextId, ElementId, ElementKind, Held, IdParseError, RelationshipId, TeamId, VersionId,
};

record! {
    /// How two contexts (or teams, or actors) on the map relate.
    ///
    /// Influence flows from upstream to downstream; a dependency points the other way, from the downstream consumer to
    /// the upstream supplier. In a symmetric kind the two ends are equal and only their order of drawing is kept.
    Relationship(RelationshipId) named name {
        /// The end that influences; the first end of a symmetric relationship.
        upstream: Party = field("Upstream").always();
        /// The end that is influenced; the second end of a symmetric relationship.
        downstream: Party = field("Downstream").always();
        /// The pattern of the relationship as a whole.
        kind: RelationshipKind = field("Pattern").always();
        /// What the upstream does for its consumers.
        upstream_roles: UpstreamRoles = field("Upstream roles").hidden();
        /// What the downstream does about its supplier.
        downstream_roles: DownstreamRoles = field("Downstream roles").hidden();
        /// How the two are joined technically; drawn as the line's style.
        integration: Integration = field("Integration");
        /// Whether the downstream works without the upstream.
        coupling: Coupling = field("Needs it")
            .under("Coupling")
            .hint("Whether the downstream still works when the upstream is away.");
        /// Whether the downstream waits for an answer.
        timing: Timing = field("Timing").under("Coupling");
        /// How much of the upstream's inside the downstream is tied to.
        strength: Strength = field("Strength").under("Coupling");
        /// How often one request to the downstream calls the upstream; 0 for not said.
        calls_per_request: u32 = field("Calls per request").under("Coupling");
        /// How long the downstream works on from what is stored in between, in minutes; 0 for not said.
        buffer_minutes: u32 = field("Buffer (minutes)")
            .under("Coupling")
            .hint("How long the downstream works on while the upstream is away: a queue, a cache.");
        /// The name of a group of suppliers that can stand in for each other; empty for none.
        one_of: String = field("One of")
            .under("Coupling")
            .hint("Suppliers of the same group can stand in for each other: payment providers, say.");
        /// How many of the group are needed at least; 0 for one.
        needed: u32 = field("Needed of the group").under("Coupling");
        /// The versions of the upstream's contracts that the downstream uses.
        versions: Vec<VersionId> = field("Contract versions used").under("Contracts");
        /// What people call the relationship.
        name: String = field("Name").under("More");
        /// What it is built with.
        technology: String = field("Technology").under("More");
        /// Which of the upstream's aggregates the downstream sees; none named means all.
        exposed: Vec<AggregateId> = field("Exposed aggregates").under("More").hint("None named means all.");
        /// What the downstream may decide about the upstream.
        downstream_rights: DownstreamRights = field("What the downstream may decide").under("More");
        /// Text of an imported file that belongs here.
        held: Vec<Held> = field("Kept from the file").hidden();
    }
}

impl Relationship {
    /// A relationship that says no more than its ends and its kind.
    pub fn new(id: RelationshipId, upstream: Party, downstream: Party, kind: RelationshipKind) -> Self {
        Self { id, upstream, downstream, kind, ..Self::default() }
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

choices! {
    /// One of the two ends of a relationship.
    End {
        /// The end that influences.
        Upstream "upstream" "upstream",
        /// The end that is influenced.
        Downstream "downstream" "downstream",
    }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// A bounded context.
    Context(ContextId),
    /// A team, on an organisational map.
    Team(TeamId),
    /// Somebody or something in front of the contexts.
    Actor(ActorId),
}

impl Default for Party {
    fn default() -> Self {
        Self::Context(ContextId::default())
    }
}

impl From<Party> for ElementId {
    fn from(party: Party) -> Self {
        match party {
            Party::Context(id) => Self::Context(id),
            Party::Team(id) => Self::Team(id),
            Party::Actor(id) => Self::Actor(id),
        }
    }
}

impl TryFrom<ElementId> for Party {
    type Error = IdParseError;

    fn try_from(id: ElementId) -> Result<Self, IdParseError> {
        match id {
            ElementId::Context(id) => Ok(Self::Context(id)),
            ElementId::Team(id) => Ok(Self::Team(id)),
            ElementId::Actor(id) => Ok(Self::Actor(id)),
            _ => Err(IdParseError::new(&id.to_string())),
        }
    }
}

reference! { Party [ElementKind::Context, ElementKind::Team, ElementKind::Actor] }

choices! {
    /// The pattern of a relationship as a whole. What each means and does is data in [`crate::pattern`].
    RelationshipKind {
        /// One influences the other, and no more is said.
        UpstreamDownstream "upstream_downstream" "upstream/downstream",
        /// The downstream is the upstream's customer and has a say in its plans.
        CustomerSupplier "customer_supplier" "customer/supplier",
        /// Two that succeed or fail together.
        Partnership "partnership" "partnership",
        /// Two that share a part of their model and code.
        SharedKernel "shared_kernel" "shared kernel",
        /// Two that decided to have nothing to do with each other.
        SeparateWays "separate_ways" "separate ways",
        /// Two that are entangled without a boundary between them.
        BigBallOfMud "big_ball_of_mud" "big ball of mud",
    }
}

flags! {
    /// What an upstream does for those downstream of it. Both can hold at once.
    UpstreamRoles {
        /// Open Host Service: one protocol for everybody.
        open_host_service,
        /// Published Language: a documented, shared language of exchange.
        published_language,
    }
}

flags! {
    /// What a downstream does about the model upstream of it. Holding both is a contradiction that a rule reports.
    DownstreamRoles {
        /// Anticorruption Layer: translates at the boundary.
        anticorruption_layer,
        /// Conformist: takes the upstream's model as it is.
        conformist,
    }
}

choices! {
    /// How two contexts are joined technically.
    Integration {
        /// Not said.
        Undefined "undefined" "not said",
        /// A call inside one process.
        InProcessCall "in_process_call" "call in one process",
        /// A message dispatched inside one process.
        InProcessMessage "in_process_message" "message in one process",
        /// A call over the network.
        RemoteCall "remote_call" "remote call",
        /// A message through a broker.
        BrokerMessage "broker_message" "message through a broker",
        /// Both use one database.
        SharedDatabase "shared_database" "shared database",
        /// Files are exchanged.
        File "file" "file",
        /// Parts are put together on the screen.
        UserInterfaceComposition "user_interface_composition" "put together on the screen",
    }
}

choices! {
    /// Whether a downstream works without its upstream.
    Coupling {
        /// Not said.
        Undefined "undefined" "not said",
        /// It does not work without.
        Hard "hard" "hard: fails without it",
        /// It works on, perhaps with less.
        Soft "soft" "soft: works on without it",
    }
}

choices! {
    /// Whether a downstream waits for an answer.
    Timing {
        /// Not said.
        Undefined "undefined" "not said",
        /// It waits.
        Synchronous "synchronous" "synchronous",
        /// It goes on.
        Asynchronous "asynchronous" "asynchronous",
    }
}

choices! {
    /// How much of the upstream's inside a downstream is tied to (OutSystems' weak and strong references, with reads of
    /// entities told apart).
    Strength {
        /// Not said.
        Undefined "undefined" "not said",
        /// Services and structures only: either side can be released alone.
        Weak "weak" "weak: services and structures",
        /// Reads the upstream's entities.
        EntityReads "entity_reads" "entity reads",
        /// Writes the upstream's entities, uses its logic or its screens: both sides are released together.
        Strong "strong" "strong: logic, screens or writes",
    }
}

choices! {
    /// What a downstream may decide about its upstream (Context Mapper's five).
    DownstreamRights {
        /// Not said.
        Undefined "undefined" "not said",
        /// Is heard.
        Influencer "influencer" "is heard",
        /// Is heard first.
        OpinionLeader "opinion_leader" "is heard first",
        /// Can say no.
        VetoRight "veto_right" "can say no",
        /// Decides.
        DecisionMaker "decision_maker" "decides",
        /// Decides alone.
        Monopolist "monopolist" "decides alone",
    }
}
