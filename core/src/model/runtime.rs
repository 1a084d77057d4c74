//! What runs: deployables, the data that they share, and who stands in front of them.

use super::record::{choices, record};
use super::{ActorId, ContextId, DataStoreId, DeployableId, Frame};

record! {
    /// Somebody or something that uses the contexts from outside.
    Actor(ActorId) named name {
        /// What people call it.
        name: String = field("Name").always();
        /// Whether it is people, a front-end or another organisation.
        kind: ActorKind = field("Kind");
        /// What it wants.
        description: String = field("Description").long();
        /// Kept in the landscape but not shown on its map.
        off_map: bool = field("Left off the map").hidden();
        /// Where it stands on the map; layout places what has no frame.
        frame: Option<Frame> = field("Frame").hidden();
    }
}

choices! {
    /// Who can stand in front of the contexts.
    ActorKind {
        /// A role that people play.
        Person "person" "person",
        /// A screen or an app through which people reach the contexts.
        FrontEnd "front_end" "front-end",
        /// Another organisation.
        Organisation "organisation" "organisation",
    }
}

record! {
    /// Where data is kept.
    DataStore(DataStoreId) named name {
        /// What people call it.
        name: String = field("Name").always();
        /// What sort of store it is.
        kind: DataStoreKind = field("Kind");
        /// The contexts that write to it. One is right.
        writers: Vec<ContextId> = field("Written by");
        /// The contexts that read from it.
        readers: Vec<ContextId> = field("Read by");
        /// What is in it.
        holds: Vec<String> = field("Holds").hint("Tables, collections, topics.");
        /// What it is built with.
        technology: String = field("Technology").under("More");
    }
}

choices! {
    /// Sorts of data store.
    DataStoreKind {
        /// Not said.
        Undefined "undefined" "not said",
        /// Tables.
        Relational "relational" "relational database",
        /// Documents.
        Document "document" "document database",
        /// Values by key.
        KeyValue "key_value" "key-value store",
        /// Nodes and edges.
        Graph "graph" "graph database",
        /// Everything that happened, in order.
        EventLog "event_log" "event log",
        /// Files.
        Files "files" "files",
        /// What was gathered for reports.
        Warehouse "warehouse" "warehouse",
        /// What can be lost.
        Cache "cache" "cache",
    }
}

record! {
    /// A process or package that ships as one.
    Deployable(DeployableId) named name {
        /// What people call it.
        name: String = field("Name").always();
        /// How it is cut.
        kind: DeployableKind = field("Kind");
        /// The contexts that are in it.
        contexts: Vec<ContextId> = field("Contains");
        /// The tiers of an n-tier monolith, from the top: screens, logic, data.
        tiers: Vec<String> = field("Tiers").hint("Of an n-tier monolith, from the top.");
        /// How many run; 0 for not said.
        instances: u32 = field("Instances").under("Scale");
        /// How the number of instances follows the load.
        scaling: Scaling = field("Scaling").under("Scale");
        /// What it is built with.
        technology: String = field("Technology").under("Scale");
    }
}

choices! {
    /// How a deployable is cut.
    DeployableKind {
        /// Not said.
        Undefined "undefined" "not said",
        /// Cut by technology: screens over logic over data.
        TieredMonolith "tiered_monolith" "n-tier monolith",
        /// One process, cut into modules along contexts.
        ModularMonolith "modular_monolith" "modular monolith",
        /// A process that ships and scales alone.
        Service "service" "service",
    }
}

choices! {
    /// How the number of instances follows the load.
    Scaling {
        /// Not said.
        Undefined "undefined" "not said",
        /// It does not.
        Fixed "fixed" "fixed",
        /// Somebody changes it.
        Manual "manual" "by hand",
        /// It changes itself.
        Automatic "automatic" "automatic",
    }
}
