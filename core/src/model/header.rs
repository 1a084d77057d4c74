//! What is said of the landscape as a whole.

use crate::sorted_map::SortedMap;

use serde::{Deserialize, Serialize};

use super::is_default;

/// The landscape's own record: its name and what holds for the whole map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Header {
    /// What people call this landscape.
    pub name: String,
    /// What it is for, in a sentence or two.
    #[serde(skip_serializing_if = "is_default")]
    pub purpose: String,
    /// Which kind of map this is, in Context Mapper's terms.
    #[serde(skip_serializing_if = "is_default")]
    pub kind: MapKind,
    /// Whether it shows what is or what is to be.
    #[serde(skip_serializing_if = "is_default")]
    pub state: MapState,
    /// Simulation parameters that this landscape sets differently from their defaults, by parameter key.
    #[serde(skip_serializing_if = "is_default")]
    pub assumptions: SortedMap<String, f64>,
    /// Text of an imported file that belongs to no other record.
    #[serde(skip_serializing_if = "is_default")]
    pub held: Vec<Held>,
}

/// Which kind of map this is, in Context Mapper's terms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MapKind {
    /// Not said.
    #[default]
    Undefined,
    /// Contexts and how they relate; no teams on the map.
    SystemLandscape,
    /// Teams and what they realise.
    Organizational,
}

/// Whether a map shows what is or what is to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MapState {
    /// Not said.
    #[default]
    Undefined,
    /// What is.
    AsIs,
    /// What is to be.
    ToBe,
}

/// Text of an imported file that Atoll keeps word for word because it has no record of its own for it yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// What it is, as the file calls it: `Entity Customer`.
    pub label: String,
    /// The text as it stood in the file.
    pub text: String,
}

words! {
    MapKind {
        Undefined "not said",
        SystemLandscape "system landscape",
        Organizational "organisational map",
    }
}

words! {
    MapState {
        Undefined "not said",
        AsIs "as is",
        ToBe "to be",
    }
}
