//! What people call the revisions that matter to them.
//!
//! `GET /api/landscapes/{id}/milestones` answers with a list of [`Milestone`]s, oldest revision first; `PUT` takes a
//! [`NameRevision`] and answers with the list as it then is.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Person, Revision};

/// A revision that somebody gave a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// Which revision.
    pub revision: Revision,
    /// What it is called; never empty.
    pub name: String,
    /// Who called it so, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Person>,
    /// When.
    pub at: DateTime<Utc>,
}

impl Milestone {
    /// The most characters of a name.
    pub const NAME_MAX: usize = 120;
}

/// Gives a revision a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameRevision {
    /// Which revision.
    pub revision: Revision,
    /// What it is called from now on, at most [`Milestone::NAME_MAX`] characters; an empty text takes its name off.
    pub name: String,
}
