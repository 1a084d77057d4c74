//! The words of the language that stand for one of a few things, and what they stand for.

use crate::model::{
    Classification, ContextKind, DownstreamRights, Evolution, KnowledgeLevel, MapKind, MapState, Volatility,
};

/// Words and what they stand for.
pub(super) type Words<T> = [(&'static str, T)];

/// The context type that says that a context is a team.
pub(super) const TEAM: &str = "TEAM";

pub(super) const MAP_KINDS: &Words<MapKind> = &[
    ("SYSTEM_LANDSCAPE", MapKind::SystemLandscape),
    ("ORGANIZATIONAL", MapKind::Organizational),
    ("UNDEFINED", MapKind::Undefined),
];

pub(super) const MAP_STATES: &Words<MapState> =
    &[("AS_IS", MapState::AsIs), ("TO_BE", MapState::ToBe), ("UNDEFINED", MapState::Undefined)];

pub(super) const CONTEXT_KINDS: &Words<ContextKind> = &[
    ("FEATURE", ContextKind::Feature),
    ("APPLICATION", ContextKind::Application),
    ("SYSTEM", ContextKind::System),
    (TEAM, ContextKind::Undefined),
    ("UNDEFINED", ContextKind::Undefined),
];

pub(super) const CLASSIFICATIONS: &Words<Classification> = &[
    ("CORE_DOMAIN", Classification::Core),
    ("SUPPORTING_DOMAIN", Classification::Supporting),
    ("GENERIC_SUBDOMAIN", Classification::Generic),
    ("UNDEFINED", Classification::Undefined),
];

pub(super) const EVOLUTIONS: &Words<Evolution> = &[
    ("GENESIS", Evolution::Genesis),
    ("CUSTOM_BUILT", Evolution::CustomBuilt),
    ("PRODUCT", Evolution::Product),
    ("COMMODITY", Evolution::Commodity),
    ("UNDEFINED", Evolution::Undefined),
];

pub(super) const KNOWLEDGE_LEVELS: &Words<KnowledgeLevel> =
    &[("META", KnowledgeLevel::Meta), ("CONCRETE", KnowledgeLevel::Concrete)];

pub(super) const VOLATILITIES: &Words<Volatility> = &[
    ("RARELY", Volatility::Rarely),
    ("NORMAL", Volatility::Normal),
    ("OFTEN", Volatility::Often),
    ("UNDEFINED", Volatility::Undefined),
];

pub(super) const RIGHTS: &Words<DownstreamRights> = &[
    ("INFLUENCER", DownstreamRights::Influencer),
    ("OPINION_LEADER", DownstreamRights::OpinionLeader),
    ("VETO_RIGHT", DownstreamRights::VetoRight),
    ("DECISION_MAKER", DownstreamRights::DecisionMaker),
    ("MONOPOLIST", DownstreamRights::Monopolist),
];
