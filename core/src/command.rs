//! The only way to change a landscape: a command is checked against what is there and answers with [`Changes`].
//!
//! The browser, the server and every import run this same code, so that a command accepted in one place is accepted
//! in all of them. One command a file; the list below is the registry.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::change::Changes;
use crate::model::{ElementId, Landscape, Misfit, Record};

mod add;
mod batch;
mod edit_aggregate;
mod edit_context;
mod edit_domain;
mod edit_header;
mod edit_relationship;
mod edit_team;
mod place;
mod remove;
mod restore;
mod set;

pub use add::Add;
pub use batch::Batch;
pub use edit_aggregate::{AggregateEdit, EditAggregate};
pub use edit_context::{ContextEdit, EditContext};
pub use edit_domain::{DomainEdit, EditDomain};
pub use edit_header::{EditHeader, HeaderEdit};
pub use edit_relationship::{EditRelationship, RelationshipEdit};
pub use edit_team::{EditTeam, TeamEdit};
pub use place::Place;
pub use remove::Remove;
pub use restore::Restore;
pub use set::Set;

macro_rules! commands {
    ($($(#[$meta:meta])* $Name:ident $label:literal;)*) => {
        /// Something a person (or a fix, a refactoring, an import) does to a landscape.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Command {
            $($(#[$meta])* $Name($Name),)*
        }

        impl Command {
            /// What lists and tooltips call this kind of command.
            pub fn label(&self) -> &'static str {
                if let Self::Set(set) = self {
                    return set.id.kind().edit_label();
                }
                match self {
                    $(Self::$Name(_) => $label,)*
                }
            }

            fn run(&self, draft: &mut Draft<'_>) -> Result<(), CommandError> {
                match self {
                    $(Self::$Name(command) => command.run(draft),)*
                }
            }
        }

        $(
            impl From<$Name> for Command {
                fn from(command: $Name) -> Self {
                    Self::$Name(command)
                }
            }
        )*
    };
}
commands! {
    /// Adds a record.
    Add "Add";
    /// Changes a field of a record.
    #[serde(
        alias = "edit_header",
        alias = "edit_domain",
        alias = "edit_subdomain",
        alias = "edit_context",
        alias = "edit_aggregate",
        alias = "edit_team",
        alias = "edit_relationship"
    )]
    Set "Edit";
    /// Moves and resizes elements on the map.
    Place "Move";
    /// Removes elements and what cannot be without them.
    Remove "Delete";
    /// Puts records back as they were, or takes them away: undo, paste, import.
    Restore "Restore";
    /// Several commands that happen together or not at all.
    Batch "Change";
}

impl Command {
    /// What the command would do to the landscape.
    ///
    /// # Errors
    ///
    /// Says why the command does not apply: what it is about is not there (any more), or would make no sense.
    pub fn changes(&self, landscape: &Landscape) -> Result<Changes, CommandError> {
        let mut draft = Draft::new(landscape);
        self.run(&mut draft)?;
        Ok(draft.changes)
    }
}

/// Does a command: checks it, changes the landscape and answers with what changed.
///
/// # Errors
///
/// See [`Command::changes`]; the landscape is then as it was.
pub fn apply(landscape: &mut Landscape, command: &Command) -> Result<Changes, CommandError> {
    let changes = command.changes(landscape)?;
    landscape.apply(&changes);
    Ok(changes)
}

/// The command that names an element.
pub fn rename(id: ElementId, name: String) -> Command {
    Set::new(id, "name", &name).into()
}

/// Why a command does not apply. The display form is a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandError {
    /// What the command is about is not in the landscape (any more).
    Missing(ElementId),
    /// An element with this identifier is there already.
    Exists(ElementId),
    /// The command makes no sense as it stands; says why.
    Refused(&'static str),
    /// A field cannot hold what it is to hold.
    Unfit(Misfit),
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(id) => write!(f, "The {} {id} is not in this landscape (any more).", id.kind().word()),
            Self::Exists(id) => write!(f, "The {} {id} is in this landscape already.", id.kind().word()),
            Self::Refused(reason) => f.write_str(reason),
            Self::Unfit(misfit) => write!(f, "This does not fit: {misfit}."),
        }
    }
}

impl std::error::Error for CommandError {}

/// A landscape with changes on top that are not made yet: what a command reads and writes while it runs.
struct Draft<'a> {
    base: &'a Landscape,
    changes: Changes,
}

impl<'a> Draft<'a> {
    fn new(base: &'a Landscape) -> Self {
        Self { base, changes: Changes::default() }
    }

    fn get(&self, id: ElementId) -> Option<Record> {
        if self.changes.removed.contains_key(&id) {
            return None;
        }
        let changed = self.changes.added.get(&id).or(self.changes.updated.get(&id).map(|(_, after)| after));
        changed.cloned().or_else(|| self.base.get(id))
    }

    /// The record, or the error that it is missing.
    fn require(&self, id: ElementId) -> Result<Record, CommandError> {
        self.get(id).ok_or(CommandError::Missing(id))
    }

    fn put(&mut self, record: Record) {
        let id = record.id();
        self.set(id, Some(record));
    }

    fn remove(&mut self, id: ElementId) {
        self.set(id, None);
    }

    fn set(&mut self, id: ElementId, after: Option<Record>) {
        self.changes.added.remove(&id);
        self.changes.updated.remove(&id);
        self.changes.removed.remove(&id);
        self.changes.note(self.base.get(id), after);
    }
}

/// Defines the edits of a kind of record by their Rust types: sugar over [`Set`] for code that knows what it edits.
macro_rules! edits {
    (
        $(#[doc = $doc:literal])* $Command:ident $([$id:ident : $Id:ident])? by $Edit:ident;
        $($(#[doc = $field_doc:literal])* $Field:ident($Value:ty) => $field:ident;)*
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $Command {
            $(/// Which record.
            pub $id: $Id,)?
            /// Which field becomes what.
            pub edit: $Edit,
        }

        /// Which field becomes what.
        #[derive(Clone, Debug, PartialEq)]
        pub enum $Edit {
            $($(#[doc = $field_doc])* $Field($Value),)*
        }

        impl From<$Command> for super::Command {
            fn from(command: $Command) -> Self {
                let id = edits!(@id command $($id)?);
                match &command.edit {
                    $($Edit::$Field(value) => super::Set::new(id, stringify!($field), value).into(),)*
                }
            }
        }
    };
    (@id $command:ident $id:ident) => { crate::model::ElementId::from($command.$id) };
    (@id $command:ident) => { crate::model::ElementId::Header };
}
use edits;
