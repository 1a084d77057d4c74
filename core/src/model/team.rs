//! A team: who changes what is drawn.

use serde::{Deserialize, Serialize};

use super::{Frame, Held, ProblemSpace, TeamId, is_default};

/// People who own contexts together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Team {
    /// Names it.
    pub id: TeamId,
    /// What people call it.
    pub name: String,
    /// Its type in the terms of Team Topologies.
    #[serde(skip_serializing_if = "is_default")]
    pub kind: TeamKind,
    /// What it is there for.
    #[serde(skip_serializing_if = "is_default")]
    pub purpose: String,
    /// How many people, 0 if that is not said.
    #[serde(skip_serializing_if = "is_default")]
    pub people: u32,
    /// The domains and subdomains that it works for.
    #[serde(skip_serializing_if = "is_default")]
    pub implements: Vec<ProblemSpace>,
    /// What it answers for.
    #[serde(skip_serializing_if = "is_default")]
    pub responsibilities: Vec<String>,
    /// Which hue and hatch the team is drawn with, as an index into [`crate::theme::TEAM_MARKS`].
    #[serde(skip_serializing_if = "is_default")]
    pub mark: u8,
    /// Kept in the landscape but not shown on its map.
    #[serde(skip_serializing_if = "is_default")]
    pub off_map: bool,
    /// Where it stands on the map; layout places what has no frame.
    #[serde(skip_serializing_if = "is_default")]
    pub frame: Option<Frame>,
    /// Text of an imported file that belongs here.
    #[serde(skip_serializing_if = "is_default")]
    pub held: Vec<Held>,
}

/// The four team types of Team Topologies (Skelton and Pais 2019).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeamKind {
    /// Not said.
    #[default]
    Undefined,
    /// Follows one stream of business change from end to end.
    StreamAligned,
    /// Offers services that let stream-aligned teams work on their own.
    Platform,
    /// Helps other teams to learn, for a while.
    Enabling,
    /// Keeps a part that needs specialists.
    ComplicatedSubsystem,
}

words! {
    TeamKind {
        Undefined "team",
        StreamAligned "stream-aligned team",
        Platform "platform team",
        Enabling "enabling team",
        ComplicatedSubsystem "complicated-subsystem team",
    }
}
