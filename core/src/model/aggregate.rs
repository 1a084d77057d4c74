//! An aggregate: what a context keeps consistent as one.

use super::record::{choices, record};
use super::{AggregateId, ContextId, Held, TeamId};

record! {
    /// A cluster of objects inside a context that changes as one.
    Aggregate(AggregateId) named name {
        /// The context that holds it.
        context: ContextId = field("Context").always();
        /// What it is called in that context's language.
        name: String = field("Name").always();
        /// The module that it lies in, if the context has modules.
        module: String = field("Module").under("More");
        /// What it answers for.
        responsibilities: Vec<String> = field("Responsibilities").under("More");
        /// What is true of it after every change.
        invariants: Vec<String> = field("Invariants").hint("What is true of it after every change.");
        /// The team that works on it, where that is not the context's.
        owner: Option<TeamId> = field("Worked on by").hint("Only where that is not the context's team.");
        /// How often its structure is expected to change.
        volatility: Volatility = field("Changes");
        /// How bad it is when it fails.
        criticality: Criticality = field("Criticality");
        /// Text of an imported file that belongs here.
        held: Vec<Held> = field("Kept from the file").hidden();
    }
}

choices! {
    /// How often something is expected to change.
    Volatility {
        /// Not said.
        Undefined "undefined" "not said",
        /// Hardly ever.
        Rarely "rarely" "rarely",
        /// As often as most.
        Normal "normal" "as often as most",
        /// All the time.
        Often "often" "often",
    }
}

choices! {
    /// How bad it is when something fails.
    Criticality {
        /// Not said.
        Undefined "undefined" "not said",
        /// Hardly anybody notices.
        Low "low" "low",
        /// As bad as with most.
        Normal "normal" "as with most",
        /// The business stands still.
        High "high" "high",
    }
}
