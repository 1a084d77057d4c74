//! Changes what is said of the landscape as a whole.

use crate::sorted_map::SortedMap;

use super::edits;
use crate::model::{Grade, MapKind};

edits! {
    /// Changes a field of the landscape's header.
    EditHeader by HeaderEdit;
    /// What people call the landscape.
    Name(String) => name;
    /// Which kind of map it is.
    Kind(MapKind) => kind;
    /// The simulation parameters that differ from their defaults.
    Assumptions(SortedMap<String, f64>) => assumptions;
    /// How bad the findings of rules are here.
    Severities(SortedMap<String, Grade>) => severities;
    /// What findings of rules count here.
    Weights(SortedMap<String, u32>) => weights;
    /// Which findings are known.
    Baseline(Vec<String>) => baseline;
}
