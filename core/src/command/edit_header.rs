//! Changes what is said of the landscape as a whole.

use crate::sorted_map::SortedMap;

use super::edits;
use crate::model::{MapKind, MapState};

edits! {
    /// Changes a field of the landscape's header.
    EditHeader by HeaderEdit;
    /// What people call the landscape.
    Name(String) => name;
    /// What it is for.
    Purpose(String) => purpose;
    /// Which kind of map it is.
    Kind(MapKind) => kind;
    /// Whether it shows what is or what is to be.
    State(MapState) => state;
    /// The simulation parameters that differ from their defaults.
    Assumptions(SortedMap<String, f64>) => assumptions;
}
