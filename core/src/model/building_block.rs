//! What a context is made of inside, and its language.

use super::record::{choices, record};
use super::{AggregateId, BuildingBlockId, ContextId, TermId};

record! {
    /// A part of a context's inside: an entity, a value object, an event, a command and so on, placed in a ring.
    BuildingBlock(BuildingBlockId) named name {
        /// The context that it is part of.
        context: ContextId = field("Context").always();
        /// The aggregate that it is part of.
        aggregate: Option<AggregateId> = field("Aggregate");
        /// What it is called.
        name: String = field("Name").always();
        /// What it is.
        kind: BuildingBlockKind = field("Kind");
        /// The ring that it lies in. Dependencies point inwards.
        ring: Ring = field("Ring").hint("Dependencies point inwards: infrastructure, application, domain.");
        /// Whether it is the root of its aggregate: all else in there is reached through it.
        is_root: bool = field("Aggregate root");
        /// Whether other contexts may use it; what is not public is internal.
        is_public: bool = field("Public to other contexts");
        /// Whether it says only what, and not how: an interface, an abstract class.
        is_abstract: bool = field("Abstract").under("More");
        /// What it uses, in its own context or another.
        uses: Vec<BuildingBlockId> = field("Uses");
        /// What it is for.
        description: String = field("Description").long().under("More");
    }
}

choices! {
    /// The building blocks of a model (Evans 2003) and of the rings around it.
    BuildingBlockKind {
        /// Not said.
        Undefined "undefined" "not said",
        /// Has an identity that lasts.
        Entity "entity" "entity",
        /// Is what its values are.
        ValueObject "value_object" "value object",
        /// Says that something happened.
        DomainEvent "domain_event" "domain event",
        /// Asks for something to be done.
        Command "command" "command",
        /// Does what no single object can.
        Service "service" "service",
        /// Keeps and finds aggregates.
        Repository "repository" "repository",
        /// Reacts to events with commands.
        Policy "policy" "policy",
        /// What the inside asks of the outside.
        Port "port" "port",
        /// How the outside answers.
        Adapter "adapter" "adapter",
        /// What people see.
        Screen "screen" "screen",
    }
}

choices! {
    /// The rings of a clean architecture (Martin 2012; Palermo's onion 2008), from the inside.
    Ring {
        /// Not said.
        Undefined "undefined" "not said",
        /// The business rules, which need nothing.
        Domain "domain" "domain",
        /// What the application does with them.
        Application "application" "application",
        /// Databases, networks, screens.
        Infrastructure "infrastructure" "infrastructure",
    }
}

record! {
    /// A word of a context's ubiquitous language.
    Term(TermId) named name {
        /// The context in which it means this.
        context: ContextId = field("Context").always();
        /// The word.
        name: String = field("Term").always();
        /// What it means there.
        meaning: String = field("Meaning").long();
        /// Words of other contexts that mean the same.
        same_as: Vec<TermId> = field("Means the same as").hint("Other words, in other contexts, for the same thing.");
    }
}
