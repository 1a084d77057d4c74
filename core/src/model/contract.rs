//! Contracts: what a context publishes, in versions, and the messages that travel over a relationship.

use chrono::NaiveDate;

use super::record::{choices, record};
use super::{ContextId, ContractId, End, MessageId, RelationshipId, VersionId};

record! {
    /// Something that a context publishes for others to build on.
    Contract(ContractId) named name {
        /// The context that publishes it and answers for it.
        context: ContextId = field("Context").always();
        /// What people call it.
        name: String = field("Name").always();
        /// What it is technically.
        kind: ContractKind = field("Kind");
        /// What it is for.
        description: String = field("Description").long();
    }
}

choices! {
    /// What a contract is technically.
    ContractKind {
        /// Not said.
        Undefined "undefined" "not said",
        /// Calls that others can make.
        Interface "api" "API",
        /// Events that others can listen to.
        Event "event" "event",
        /// A part of a screen.
        UserInterface "user_interface" "UI component",
        /// Code that others compile in.
        Library "library" "library",
    }
}

record! {
    /// A version of a contract and where it stands in its life.
    ContractVersion(VersionId) named name {
        /// The contract that it is a version of.
        contract: ContractId = field("Contract").always();
        /// Its number: `2.1`.
        name: String = field("Version").always();
        /// Where it stands.
        lifecycle: Lifecycle = field("Lifecycle");
        /// Whether those who use the version before must change to use this one.
        is_breaking: bool = field("Breaks what came before");
        /// Since when it can be used.
        released: Option<NaiveDate> = field("Released").under("Dates");
        /// Since when nobody should begin to use it.
        deprecated: Option<NaiveDate> = field("Deprecated").under("Dates");
        /// When it goes away.
        sunset: Option<NaiveDate> = field("Sunset").under("Dates").hint("The day on which it goes away.");
        /// The version to use instead.
        successor: Option<VersionId> = field("Replaced by").under("Dates");
    }
}

choices! {
    /// Where a version of a contract stands in its life.
    Lifecycle {
        /// Not said.
        Undefined "undefined" "not said",
        /// Being designed; it can still change.
        Draft "draft" "draft",
        /// To be used.
        Active "active" "active",
        /// Still there, not to be used for anything new.
        Deprecated "deprecated" "deprecated",
        /// Gone.
        Retired "retired" "retired",
    }
}

record! {
    /// A command, an event or a query that travels over a relationship (Bounded Context Canvas: communication).
    Message(MessageId) named name {
        /// The relationship that it travels over.
        relationship: RelationshipId = field("Over").always();
        /// What it is called.
        name: String = field("Name").always();
        /// What sort of message it is.
        kind: MessageKind = field("Kind");
        /// The end that sends it.
        sender: End = field("Sent by");
        /// The version of a contract that it is part of.
        version: Option<VersionId> = field("Contract version").under("More");
        /// What is in it.
        description: String = field("Content").long().under("More");
    }
}

choices! {
    /// The three sorts of message.
    MessageKind {
        /// Not said.
        Undefined "undefined" "not said",
        /// Asks for something to be done.
        Command "command" "command",
        /// Says that something has happened.
        Event "event" "event",
        /// Asks for something to be told.
        Query "query" "query",
    }
}
