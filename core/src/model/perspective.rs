//! Views as people want to see them again, and the stories that are told with them.

use super::record::{choices, record};
use super::{ContextId, ElementId, Field, MessageId, Misfit, PerspectiveId, Shape, Shaped, StoryId, Value};

record! {
    /// A view as people want to see it again: which one, of what, how much of it, and where they put things.
    Perspective(PerspectiveId) named name {
        /// What people call it.
        name: String = field("Name").always();
        /// Which view.
        view: ViewKind = field("View").always();
        /// The context whose inside is shown, by a view of one context.
        context: Option<ContextId> = field("Context");
        /// The story that is told, by the view of stories.
        story: Option<StoryId> = field("Story");
        /// What is looked at: of one element what is around it, of two the ways from the first to the second.
        focus: Vec<ElementId> = field("Focus").hint("One: what is around it. Two: the ways from the first to the second.");
        /// How many steps away from the focus are shown; 0 for all.
        hops: u32 = field("Steps from the focus").hint("0 for all.");
        /// Which way the steps go.
        direction: Reach = field("Direction");
        /// What contexts are drawn together as.
        grouping: Grouping = field("Drawn together by");
        /// The groups that are drawn as one box.
        collapsed: Vec<ElementId> = field("Collapsed");
        /// What is left out.
        hidden: Vec<Aspect> = field("Left out");
        /// Where people put things in this view.
        places: Vec<Spot> = field("Places").hidden();
    }
}

choices! {
    /// The views of a landscape.
    ViewKind {
        /// Contexts, teams and actors where people put them.
        ContextMap "context_map" "context map",
        /// Business verticals over foundation services, in layers.
        DomainLandscape "domain_landscape" "domain landscape",
        /// Teams, what they own and how they work together.
        Teams "teams" "teams",
        /// Who depends on whom, as a matrix.
        Matrix "matrix" "dependency matrix",
        /// The rings of a context beside the tiers of a monolith.
        Onion "onion" "onion and tiers",
        /// Complexity against differentiation.
        CoreDomainChart "core_domain_chart" "core domain chart",
        /// From genesis to commodity.
        EvolutionChart "evolution_chart" "evolution chart",
        /// The messages of a story, in their order.
        MessageFlow "message_flow" "message flow",
    }
}

choices! {
    /// Which way one looks along dependencies.
    Reach {
        /// Both ways.
        Both "both" "both ways",
        /// What it depends on, and what that depends on.
        Upstream "upstream" "what it depends on",
        /// What depends on it, and what depends on that.
        Downstream "downstream" "what depends on it",
    }
}

choices! {
    /// What contexts are drawn together as.
    Grouping {
        /// By the domain that they implement.
        Domain "domain" "domain",
        /// By the team that owns them.
        Team "team" "team",
        /// By the process that they run in.
        Deployable "deployable" "deployable",
    }
}

choices! {
    /// What a view can leave out.
    Aspect {
        /// Systems outside.
        ExternalSystems "external_systems" "external systems",
        /// People and front-ends.
        Actors "actors" "actors",
        /// Teams.
        Teams "teams" "teams",
        /// Contexts of generic subdomains.
        GenericContexts "generic_contexts" "generic contexts",
        /// Contexts of foundation domains.
        Foundations "foundations" "foundations",
        /// Relationships without a direction.
        EqualRelationships "equal_relationships" "relationships between equals",
        /// Relationships over messages.
        MessageRelationships "message_relationships" "relationships over messages",
    }
}

impl Shaped for Vec<Aspect> {
    const SHAPE: Shape = Shape::Choices(Aspect::CHOICES);
}

/// Where somebody put an element in a view: the middle of its box, in map units. Written as `["c1", 480, 160]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// What was put there.
    pub id: ElementId,
    /// How far right.
    pub x: i32,
    /// How far down.
    pub y: i32,
}

impl Field for Spot {
    fn value(&self) -> Value {
        Value::List(vec![self.id.value(), self.x.value(), self.y.value()])
    }

    fn set(&mut self, value: Value) -> Result<(), Misfit> {
        let Value::List(parts) = value else { return Err(Misfit::of(&value, "an identifier and two numbers")) };
        let length = parts.len();
        let Ok([id, x, y]) = <[Value; 3]>::try_from(parts) else {
            return Err(Misfit::new(format!("a place in a view is three values, not a list of length {length}")));
        };
        let mut spot = Self::default();
        spot.id.set(id)?;
        spot.x.set(x)?;
        spot.y.set(y)?;
        *self = spot;
        Ok(())
    }

    fn is_silent(&self) -> bool {
        false
    }

    fn references(&self, into: &mut Vec<ElementId>) {
        into.push(self.id);
    }

    fn follow(&mut self, follow: &dyn Fn(ElementId) -> Option<ElementId>) {
        self.id = follow(self.id).unwrap_or(self.id);
    }
}

impl Shaped for Vec<Spot> {
    const SHAPE: Shape = Shape::Other;
}

record! {
    /// What happens, message by message, when somebody does something (domain message flow modelling, ddd-crew).
    Story(StoryId) named name {
        /// What happens: `A customer cancels an order`.
        name: String = field("Name").always();
        /// What it is about.
        description: String = field("Description").long();
        /// The messages in their order; one can come several times.
        messages: Vec<MessageId> = field("Messages, in order").ordered();
    }
}
