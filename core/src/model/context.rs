//! A bounded context: the boundary of one model.

use serde::{Deserialize, Serialize};

use super::{ContextId, DomainId, ElementId, Frame, Held, IdParseError, SubdomainId, TeamId, is_default};

/// The boundary of one model, or a system outside that the landscape deals with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BoundedContext {
    /// Names it.
    pub id: ContextId,
    /// What its team calls it.
    pub name: String,
    /// What it is: a feature, an application, a system, or something outside.
    #[serde(skip_serializing_if = "is_default")]
    pub kind: ContextKind,
    /// Its own strategic classification; undefined means that of the subdomain it implements.
    #[serde(skip_serializing_if = "is_default")]
    pub classification: Classification,
    /// Why it exists (the domain vision statement).
    #[serde(skip_serializing_if = "is_default")]
    pub purpose: String,
    /// What it answers for.
    #[serde(skip_serializing_if = "is_default")]
    pub responsibilities: Vec<String>,
    /// What it is built with.
    #[serde(skip_serializing_if = "is_default")]
    pub technology: String,
    /// How the business earns by it, in the words of the Bounded Context Canvas.
    #[serde(skip_serializing_if = "is_default")]
    pub business_model: String,
    /// Where it stands between genesis and commodity.
    #[serde(skip_serializing_if = "is_default")]
    pub evolution: Evolution,
    /// Whether the model speaks of things or of rules about things.
    #[serde(skip_serializing_if = "is_default")]
    pub knowledge_level: KnowledgeLevel,
    /// The domains and subdomains that it implements.
    #[serde(skip_serializing_if = "is_default")]
    pub implements: Vec<ProblemSpace>,
    /// The context that this one refines.
    #[serde(skip_serializing_if = "is_default")]
    pub refines: Option<ContextId>,
    /// The teams that own it. One is right; none and several are findings.
    #[serde(skip_serializing_if = "is_default")]
    pub owners: Vec<TeamId>,
    /// Kept in the landscape but not shown on its map.
    #[serde(skip_serializing_if = "is_default")]
    pub off_map: bool,
    /// Where it stands on the map; layout places what has no frame.
    #[serde(skip_serializing_if = "is_default")]
    pub frame: Option<Frame>,
    /// Text of an imported file that belongs here.
    #[serde(skip_serializing_if = "is_default")]
    pub held: Vec<Held>,
}

impl BoundedContext {
    /// True for a system outside of what the organisation builds.
    pub fn is_external(&self) -> bool {
        self.kind == ContextKind::External
    }
}

/// What a context is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContextKind {
    /// Not said.
    #[default]
    Undefined,
    /// A feature of a larger whole.
    Feature,
    /// An application that people use.
    Application,
    /// A technical system.
    System,
    /// A system outside: bought, or run by others.
    External,
}

/// How much a part of the business sets the organisation apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Classification {
    /// Not said.
    #[default]
    Undefined,
    /// What the organisation competes with.
    Core,
    /// What the core needs and nobody sells.
    Supporting,
    /// What everybody has and one can buy.
    Generic,
}

/// Where something stands between genesis and commodity (Wardley's stages, in Context Mapper's words).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evolution {
    /// Not said.
    #[default]
    Undefined,
    /// New and uncertain.
    Genesis,
    /// Made to measure.
    CustomBuilt,
    /// Sold by several.
    Product,
    /// Bought like water.
    Commodity,
}

/// Whether a model speaks of things or of rules about things (Evans, *Domain-Driven Design*, chapter 16).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnowledgeLevel {
    /// Not said.
    #[default]
    Undefined,
    /// Rules about things.
    Meta,
    /// The things.
    Concrete,
}

/// A part of the problem space that a context can implement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "ElementId", into = "ElementId")]
pub enum ProblemSpace {
    /// A whole domain.
    Domain(DomainId),
    /// One subdomain.
    Subdomain(SubdomainId),
}

impl From<ProblemSpace> for ElementId {
    fn from(part: ProblemSpace) -> Self {
        match part {
            ProblemSpace::Domain(id) => Self::Domain(id),
            ProblemSpace::Subdomain(id) => Self::Subdomain(id),
        }
    }
}

impl TryFrom<ElementId> for ProblemSpace {
    type Error = IdParseError;

    fn try_from(id: ElementId) -> Result<Self, IdParseError> {
        match id {
            ElementId::Domain(id) => Ok(Self::Domain(id)),
            ElementId::Subdomain(id) => Ok(Self::Subdomain(id)),
            _ => Err(IdParseError::new(&id.to_string())),
        }
    }
}

words! {
    ContextKind {
        Undefined "not said",
        Feature "feature",
        Application "application",
        System "system",
        External "external system",
    }
}

words! {
    Classification {
        Undefined "not said",
        Core "core",
        Supporting "supporting",
        Generic "generic",
    }
}

words! {
    Evolution {
        Undefined "not said",
        Genesis "genesis",
        CustomBuilt "custom-built",
        Product "product",
        Commodity "commodity",
    }
}

words! {
    KnowledgeLevel {
        Undefined "not said",
        Meta "rules about things",
        Concrete "things",
    }
}
