//! Several commands as one.

use serde::{Deserialize, Serialize};

use super::{Command, CommandError, Draft};

/// Commands that happen together, each seeing what those before it did, or not at all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// What happens, in order.
    pub commands: Vec<Command>,
}

impl Batch {
    /// The most commands within commands that are followed; more is a broken or hostile file.
    const DEPTH_LIMIT: u32 = 8;

    /// One command out of several; a single one stays itself.
    pub fn of(mut commands: Vec<Command>) -> Command {
        match commands.pop() {
            Some(only) if commands.is_empty() => only,
            last => {
                commands.extend(last);
                Self { commands }.into()
            }
        }
    }

    fn depth(&self) -> u32 {
        let depth_of = |command: &Command| match command {
            Command::Batch(batch) => batch.depth(),
            _ => 0,
        };
        1 + self.commands.iter().map(depth_of).max().unwrap_or(0)
    }

    pub(super) fn run(&self, draft: &mut Draft<'_>) -> Result<(), CommandError> {
        if self.depth() > Self::DEPTH_LIMIT {
            return Err(CommandError::Refused("This change is nested too deeply to be followed."));
        }
        let mut after = draft.base.clone();
        after.apply(&draft.changes);
        for command in &self.commands {
            let changes = command.changes(&after)?;
            after.apply(&changes);
            draft.changes.squash(changes);
        }
        Ok(())
    }
}
