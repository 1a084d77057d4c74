//! Changes what is said of the landscape as a whole.

use crate::sorted_map::SortedMap;

use serde::{Deserialize, Serialize};

use super::edit_command;
use crate::model::{MapKind, MapState};

edit_command! {
    /// Changes a field of the landscape's header.
    EditHeader of Header by HeaderEdit;
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

impl EditHeader {
    fn check(&self, _: &super::Draft<'_>) -> Result<(), super::CommandError> {
        match &self.edit {
            HeaderEdit::Assumptions(values) if values.values().any(|value| !value.is_finite()) => {
                Err(super::CommandError::Refused("An assumption must be a number."))
            }
            _ => Ok(()),
        }
    }
}
