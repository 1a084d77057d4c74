//! What an architect draws: the landscape and its records. Data only; the one way to change it is [`crate::command`].
//!
//! A landscape whose references point nowhere is data, not an error: it loads, and the rules say what is wrong.

mod acceptance;
mod aggregate;
mod building_block;
mod comment;
mod context;
mod contract;
mod delivery;
mod domain;
mod element;
mod field;
mod fields;
mod frame;
mod header;
mod id;
mod landscape;
mod perspective;
mod record;
mod relationship;
mod runtime;
mod scenario;
mod team;
mod value;

pub use acceptance::{Acceptance, fingerprint};
pub use aggregate::{Aggregate, Criticality, Volatility};
pub use building_block::{BuildingBlock, BuildingBlockKind, Ring, Term};
pub use comment::Comment;
pub use context::{
    BoundedContext, Classification, Complexity, ContextKind, DomainRole, Evolution, KnowledgeLevel, Layer, ProblemSpace,
};
pub use contract::{Contract, ContractKind, ContractVersion, Lifecycle, Message, MessageKind};
pub use delivery::{
    Branching, DeliveryPolicy, Environment, EnvironmentKind, Hotfix, HotfixPath, Release, Review, Rollout,
    TestAutomation, Toggle, ToggleKind,
};
pub use domain::{Domain, DomainKind, Subdomain};
pub use element::{Element, ElementId, ElementKind, Record};
pub use field::{Choice, Field, FieldSpec, Number, Shape, Shaped, date};
pub(crate) use fields::OneRecord;
pub use fields::{Fields, Identified};
pub use frame::{Frame, GRID};
pub use header::{Grade, Header, Held, MapKind, MapState};
pub use id::{
    AcceptanceId, ActorId, AggregateId, BuildingBlockId, CommentId, ContextId, ContractId, DataStoreId,
    DeliveryPolicyId, DeployableId, DomainId, EnvironmentId, HotfixId, IdParseError, IdSource, InteractionId,
    MessageId, PerspectiveId, RelationshipId, ReleaseId, ScenarioId, StoryId, SubdomainId, TeamId, TermId, ToggleId,
    VersionId,
};
pub use landscape::Landscape;
pub use perspective::{Aspect, Grouping, Perspective, Reach, Spot, Story, ViewKind};
pub use relationship::{
    Coupling, DownstreamRights, DownstreamRoles, End, Integration, Party, Relationship, RelationshipKind, Strength,
    Timing, UpstreamRoles,
};
pub use runtime::{Actor, ActorKind, DataStore, DataStoreKind, Deployable, DeployableKind, Scaling};
pub use scenario::{Scenario, Seen, Step};
pub use team::{Interaction, InteractionMode, Team, TeamForm, TeamKind};
pub use value::{Misfit, Value};
