//! A bounded context: the boundary of one model.

use super::id::reference;
use super::record::{choices, record};
use super::{
    ContextId, Criticality, DomainId, ElementId, ElementKind, Frame, Held, IdParseError, Shape, Shaped, SubdomainId,
    TeamId,
};

/// Business models that the Bounded Context Canvas names.
const BUSINESS_MODELS: &[&str] = &["revenue", "engagement", "compliance", "cost reduction"];

record! {
    /// The boundary of one model, or a system outside that the landscape deals with. Carries the Bounded Context Canvas
    /// (ddd-crew, version 5).
    BoundedContext(ContextId) named name {
        /// What its team calls it.
        name: String = field("Name").always();
        /// What it is: a feature, an application, a system, or something outside.
        kind: ContextKind = field("Kind");
        /// Its own strategic classification; undefined means that of the subdomain it implements.
        classification: Classification = field("Class");
        /// Why it exists (the domain vision statement).
        purpose: String = field("Purpose").long().hint("Why it exists, in a sentence.");
        /// What it answers for.
        responsibilities: Vec<String> = field("Responsibilities").under("More");
        /// What it is built with.
        technology: String = field("Technology").under("More");
        /// How the business earns by it, in the words of the Bounded Context Canvas.
        business_model: String = field("Business model").under("Strategy").suggest(BUSINESS_MODELS);
        /// Where it stands between genesis and commodity.
        evolution: Evolution = field("Evolution").under("Strategy");
        /// How hard its model is to understand.
        complexity: Complexity =
            field("Complexity").under("Strategy").hint("Weighs on the team that owns it: its cognitive load.");
        /// How bad it is when it fails.
        criticality: Criticality = field("Criticality").under("Strategy");
        /// Which parts it plays, in the words of the Bounded Context Canvas.
        roles: Vec<DomainRole> = field("Domain roles").under("Strategy");
        /// Whether the model speaks of things or of rules about things.
        knowledge_level: KnowledgeLevel = field("Its model speaks of").under("More");
        /// The domains and subdomains that it implements.
        implements: Vec<ProblemSpace> = field("Implements");
        /// The context that this one refines.
        refines: Option<ContextId> = field("Refines").under("More");
        /// The teams that own it. One is right; none and several are findings.
        owners: Vec<TeamId> = field("Owning team");
        /// Who in the business pays for it and decides about it.
        sponsors: Vec<String> = field("Business sponsors")
            .under("Layer and sponsors")
            .hint("Who in the business pays for it and decides about it; one is right.");
        /// The layer that it is in, for landscapes that are drawn in layers.
        layer: Layer = field("Layer").under("Layer and sponsors");
        /// Where it stands within its layer, 1 being the lowest; 0 for not said. A lower one must not need a higher one.
        sublayer: u32 = field("Sub-layer")
            .under("Layer and sponsors")
            .hint("1 is the lowest of its layer; a lower one must not need a higher one.");
        /// Rules of the business that it keeps.
        decisions: Vec<String> = field("Business decisions").under("Canvas").hint("Rules and policies that it keeps.");
        /// What is taken for true and not yet known.
        assumptions: Vec<String> =
            field("Assumptions").under("Canvas").hint("What is taken for true and not yet known.");
        /// How one would notice that the boundary is wrong.
        metrics: Vec<String> =
            field("Verification metrics").under("Canvas").hint("How one would notice that the boundary is wrong.");
        /// What nobody knows yet.
        questions: Vec<String> = field("Open questions").under("Canvas");
        /// How often it is changed in a month; 0 for not said.
        changes_a_month: u32 = field("Changes a month")
            .under("Figures")
            .hint("From version control: how often it is changed. What the ripple and delivery count on.");
        /// How much code it is, in thousand lines; 0 for not said.
        thousand_lines: u32 = field("Thousand lines of code").under("Figures");
        /// How many requests it answers in a second when it is busy; 0 for not said.
        requests_a_second: u32 = field("Requests a second").under("Figures").hint("When it is busy.");
        /// How often it goes down by its own fault in a year; 0 for not said.
        outages_a_year: u32 = field("Outages a year").under("Figures").hint("By its own fault.");
        /// How long it takes to bring it back, in minutes; 0 for not said.
        minutes_to_restore: u32 = field("Minutes to restore").under("Figures");
        /// Kept in the landscape but not shown on its map.
        off_map: bool = field("Left off the map").hidden();
        /// Where it stands on the map; layout places what has no frame.
        frame: Option<Frame> = field("Frame").hidden();
        /// Text of an imported file that belongs here.
        held: Vec<Held> = field("Kept from the file").hidden();
    }
}

impl BoundedContext {
    /// True for a system outside of what the organisation builds.
    pub fn is_external(&self) -> bool {
        self.kind == ContextKind::External
    }
}

choices! {
    /// What a context is.
    ContextKind {
        /// Not said.
        Undefined "undefined" "not said",
        /// A feature of a larger whole.
        Feature "feature" "feature",
        /// An application that people use.
        Application "application" "application",
        /// A technical system.
        System "system" "system",
        /// A system outside: bought, or run by others.
        External "external" "external system",
    }
}

choices! {
    /// How much a part of the business sets the organisation apart.
    Classification {
        /// Not said.
        Undefined "undefined" "not said",
        /// What the organisation competes with.
        Core "core" "core",
        /// What the core needs and nobody sells.
        Supporting "supporting" "supporting",
        /// What everybody has and one can buy.
        Generic "generic" "generic",
    }
}

choices! {
    /// Where something stands between genesis and commodity (Wardley's stages, in Context Mapper's words).
    Evolution {
        /// Not said.
        Undefined "undefined" "not said",
        /// New and uncertain.
        Genesis "genesis" "genesis",
        /// Made to measure.
        CustomBuilt "custom_built" "custom-built",
        /// Sold by several.
        Product "product" "product",
        /// Bought like water.
        Commodity "commodity" "commodity",
    }
}

choices! {
    /// How hard a model is to understand; the three of Team Topologies' rule for cognitive load (Skelton and Pais 2019).
    Complexity {
        /// Not said.
        Undefined "undefined" "not said",
        /// Most work has a known path.
        Simple "simple" "simple",
        /// Changes have to be analysed first.
        Complicated "complicated" "complicated",
        /// Solutions have to be found by trying.
        Complex "complex" "complex",
    }
}

choices! {
    /// The layer of a context in an architecture canvas (OutSystems): a dependency points downwards.
    Layer {
        /// Not said.
        Undefined "undefined" "not said",
        /// Puts several applications together into one process.
        Orchestration "orchestration" "orchestration",
        /// What people use.
        EndUser "end_user" "end-user",
        /// Reusable business services.
        Core "core" "core",
        /// Services without business in them.
        Foundation "foundation" "foundation",
    }
}

choices! {
    /// The parts that a context can play (Bounded Context Canvas, domain roles).
    DomainRole {
        /// Holds specifications that others follow.
        Specification "specification" "specification model",
        /// Executes a workflow.
        Execution "execution" "execution model",
        /// Watches what others do.
        Audit "audit" "audit model",
        /// Receives requests and decides whether they are granted.
        Approver "approver" "approver",
        /// Makes sure that others follow the rules.
        Enforcer "enforcer" "enforcer",
        /// Makes sure that many others follow the rules.
        OctopusEnforcer "octopus_enforcer" "octopus enforcer",
        /// Translates between several languages.
        Interchanger "interchanger" "interchanger",
        /// Stands at the border to the outside.
        Gateway "gateway" "gateway",
        /// Stands at the border and translates.
        GatewayInterchange "gateway_interchange" "gateway interchange",
        /// What the organisation offers to customers and uses itself.
        Dogfood "dogfood" "dogfood",
        /// Something new, sealed off from a legacy model.
        Bubble "bubble" "bubble",
        /// Something new with data of its own, in step with a legacy model.
        AutonomousBubble "autonomous_bubble" "autonomous bubble",
        /// Knows so much that everybody needs it.
        Brain "brain" "brain",
        /// Collects from many and hands on to few.
        Funnel "funnel" "funnel",
        /// Keeps people coming back.
        Engagement "engagement" "engagement",
        /// Computes and analyses what others recorded.
        Analysis "analysis" "analysis model",
        /// Keeps what is true for later.
        Record "record" "system of record",
    }
}

impl Shaped for Vec<DomainRole> {
    const SHAPE: Shape = Shape::Choices(DomainRole::CHOICES);
}

choices! {
    /// Whether a model speaks of things or of rules about things (Evans, *Domain-Driven Design*, chapter 16).
    KnowledgeLevel {
        /// Not said.
        Undefined "undefined" "not said",
        /// Rules about things.
        Meta "meta" "rules about things",
        /// The things.
        Concrete "concrete" "things",
    }
}

/// A part of the problem space that a context can implement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

impl Default for ProblemSpace {
    fn default() -> Self {
        Self::Domain(DomainId::default())
    }
}

reference! { ProblemSpace [ElementKind::Domain, ElementKind::Subdomain] }
