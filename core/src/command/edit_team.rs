//! Changes what is said of a team.

use super::edits;
use crate::model::{ProblemSpace, TeamId, TeamKind};

edits! {
    /// Changes a field of a team.
    EditTeam[id: TeamId] by TeamEdit;
    /// What people call it.
    Name(String) => name;
    /// Its type.
    Kind(TeamKind) => kind;
    /// What it is there for.
    Purpose(String) => purpose;
    /// How many people, 0 if that is not said.
    People(u32) => people;
    /// The domains and subdomains that it works for.
    Implements(Vec<ProblemSpace>) => implements;
    /// What it answers for.
    Responsibilities(Vec<String>) => responsibilities;
    /// Which hue and hatch it is drawn with.
    Mark(u8) => mark;
    /// Whether it is left off the map.
    OffMap(bool) => off_map;
}
