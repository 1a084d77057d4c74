//! Changes what is said of a team.

use super::edits;
use crate::model::TeamId;

edits! {
    /// Changes a field of a team.
    EditTeam[id: TeamId] by TeamEdit;
    /// Whether it is left off the map.
    OffMap(bool) => off_map;
}
