//! What must hold: nothing acknowledged is lost, nothing is done twice, everybody agrees, nobody is stuck.

use std::collections::{BTreeMap, BTreeSet};

use atoll_core::command::{self, Command};
use atoll_core::format::native;
use atoll_core::model::Landscape;
use atoll_core::protocol::{CommandKey, LoggedCommand, Resume};
use atoll_core::sync::Standing;

use crate::browser::Browser;
use crate::store::Database;

/// What became of a command, as far as its person knows.
#[derive(Clone, Copy, Debug, Default)]
struct Fate {
    is_acknowledged: bool,
    is_refused: bool,
    is_lost_with_the_log: bool,
    is_forbidden: bool,
}

/// Every command that was ever given, and what became of it.
#[derive(Debug, Default)]
pub(crate) struct Truth {
    fates: BTreeMap<CommandKey, Fate>,
}

impl Truth {
    /// Somebody gave a command; a forbidden one must never be done.
    pub(crate) fn given(&mut self, key: CommandKey, is_forbidden: bool) {
        self.fates.insert(key, Fate { is_forbidden, ..Fate::default() });
    }

    pub(crate) fn count(&self) -> usize {
        self.fates.len()
    }

    /// The log was put back: what it lost is nobody's fault but the copy's.
    pub(crate) fn lost(&mut self, keys: Vec<CommandKey>) {
        for key in keys {
            self.fates.entry(key).or_default().is_lost_with_the_log = true;
        }
    }

    pub(crate) fn refused(&mut self, key: &CommandKey) {
        self.fates.entry(key.clone()).or_default().is_refused = true;
    }

    /// Somebody was told that their command is stored: then it must be.
    pub(crate) fn acknowledged(&mut self, key: &CommandKey, database: &Database) -> Result<(), String> {
        let fate = self.fates.entry(key.clone()).or_default();
        fate.is_acknowledged = true;
        if database.keys.contains_key(key) || fate.is_lost_with_the_log {
            return Ok(());
        }
        Err(format!("{} was acknowledged and is not stored", key.as_str()))
    }

    /// Somebody was told of a line: the log must have it.
    pub(crate) fn told(&self, line: &LoggedCommand, at: Option<Resume>, database: &Database) -> Result<(), String> {
        if at.is_none_or(|at| at.epoch != database.epoch) {
            return Ok(());
        }
        let place = usize::try_from(line.revision.0).unwrap_or_default().checked_sub(1);
        let stored = place.and_then(|place| database.log.get(place));
        let is_same = stored.is_some_and(|stored| {
            stored.key == line.key && stored.at == line.at && stored.by == line.by && body(&line.command) == stored.body
        });
        if is_same { Ok(()) } else { Err(format!("line {} was told and is not stored so", line.revision)) }
    }

    /// Everything has come to rest: everybody has what the log says, and every command its fate.
    pub(crate) fn settle(&self, browsers: &[Browser], database: &Database) -> Result<(), String> {
        let text = native::write(&replay(database)?);
        for browser in browsers {
            let (number, replica) = (browser.number, &browser.replica);
            if replica.standing() != Standing::Together || !replica.pending().is_empty() {
                let pending: Vec<&str> = replica.pending().iter().map(|one| one.submission.key.as_str()).collect();
                return Err(format!("browser {number} is stuck: {:?}, pending {pending:?}", replica.standing()));
            }
            let at = Some(Resume { epoch: database.epoch, revision: database.revision() });
            if replica.at() != at {
                return Err(format!("browser {number} is at {:?} and the log at {at:?}", replica.at()));
            }
            if native::write(replica.landscape()) != text || native::write(&replica.confirmed()) != text {
                return Err(format!("browser {number} shows something else than the log"));
            }
        }
        self.fates(database)
    }

    fn fates(&self, database: &Database) -> Result<(), String> {
        let mut met = BTreeSet::new();
        for entry in &database.log {
            let name = entry.key.as_str();
            let Some(fate) = self.fates.get(&entry.key) else { return Err(format!("nobody gave {name}")) };
            if !met.insert(&entry.key) {
                return Err(format!("{name} is in the log twice"));
            }
            if fate.is_forbidden {
                return Err(format!("{name} was done by somebody who may only look"));
            }
        }
        for (key, fate) in &self.fates {
            let (name, is_stored) = (key.as_str(), met.contains(key));
            if fate.is_acknowledged && !is_stored && !fate.is_lost_with_the_log {
                return Err(format!("{name} was acknowledged and is lost"));
            }
            if !is_stored && !fate.is_refused && !fate.is_lost_with_the_log {
                return Err(format!("{name} has vanished without a word"));
            }
        }
        Ok(())
    }
}

/// What the log leads to.
fn replay(database: &Database) -> Result<Landscape, String> {
    let mut landscape = Landscape::default();
    for (place, entry) in database.log.iter().enumerate() {
        if entry.revision.0 != place as u64 + 1 {
            return Err(format!("line {} of the log is revision {}", place + 1, entry.revision));
        }
        let command: Command = serde_json::from_str(&entry.body).map_err(|error| error.to_string())?;
        command::apply(&mut landscape, &command)
            .map_err(|error| format!("line {} does not apply: {error}", place + 1))?;
    }
    Ok(landscape)
}

fn body(command: &Command) -> String {
    serde_json::to_string(command).unwrap_or_default()
}
