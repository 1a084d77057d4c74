//! Every revision of a landscape: what it was, who did what when, and how to have it back.
//!
//! A timeline is a landscape to start from and what was done to it since, one [`Step`] for each line of the log. It is
//! read from a log and never written back: having an earlier revision again is one more command ([`restore`]).

mod sitting;
mod words;

use chrono::{DateTime, Utc};

use crate::change::Changes;
use crate::command::{self, Command, Restore};
use crate::model::{ElementId, Landscape, Record};
use crate::protocol::{LoggedCommand, Milestone, Person, Revision};
use crate::sorted_map::SortedMap;

pub use sitting::{Contribution, PAUSE_MINUTES, Sitting};

/// So many steps lie between two landscapes that are kept whole: what a revision was is at most so many changes away.
const SPACING: usize = 64;

/// A line of a log.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The revision that it made.
    pub revision: Revision,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// Who did it, where that was noted.
    pub by: Option<Person>,
    /// What was done.
    pub command: Command,
}

impl From<LoggedCommand> for Entry {
    fn from(line: LoggedCommand) -> Self {
        let LoggedCommand { revision, at, by, command, .. } = line;
        Self { revision, at, by, command }
    }
}

/// What became of a line of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The revision that it made.
    pub revision: Revision,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// Who did it, where that was noted.
    pub by: Option<Person>,
    /// What was done, as the end of a sentence that begins with who did it: "renamed the context Sales to Orders".
    pub words: String,
    /// What it changed; nothing where it did not apply.
    pub changes: Changes,
    /// Whether the line did not apply to what there was.
    pub is_refused: bool,
}

impl Step {
    /// Whether it touched this element, or something that cannot be without it.
    pub fn is_about(&self, id: ElementId) -> bool {
        let is_held = |record: &Record| record.holders().contains(&id);
        let Changes { added, updated, removed } = &self.changes;
        self.changes.touched().any(|touched| touched == id)
            || added.values().chain(removed.values()).any(is_held)
            || updated.values().any(|(before, after)| is_held(before) || is_held(after))
    }
}

/// The line is not the one that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What would follow.
    pub expected: Revision,
    /// What came.
    pub found: Revision,
}

impl std::fmt::Display for Gap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "The log goes on with revision {} where {} should follow.", self.found, self.expected)
    }
}

impl std::error::Error for Gap {}

/// What a landscape was at every revision that is known.
#[derive(Clone, Debug)]
pub struct Timeline {
    first: Revision,
    steps: Vec<Step>,
    /// The landscape before all steps, and after each [`SPACING`] of them.
    kept: Vec<Landscape>,
    newest: Landscape,
    milestones: Vec<Milestone>,
    /// Named revisions of before the first one that is known.
    earlier: SortedMap<Revision, Landscape>,
}

impl Timeline {
    /// A timeline that begins with this landscape.
    pub fn new(base: Landscape, first: Revision) -> Self {
        Self {
            first,
            steps: Vec::new(),
            kept: vec![base.clone()],
            newest: base,
            milestones: Vec::new(),
            earlier: SortedMap::new(),
        }
    }

    /// Takes in the next line of the log. One that does not apply is a step that changed nothing, and says so.
    ///
    /// # Errors
    ///
    /// It is not the line that follows.
    pub fn push(&mut self, entry: Entry) -> Result<(), Gap> {
        let Entry { revision, at, by, command } = entry;
        let expected = self.newest_revision().next();
        if revision != expected {
            return Err(Gap { expected, found: revision });
        }
        let changes = command.changes(&self.newest);
        let is_refused = changes.is_err();
        let changes = changes.unwrap_or_default();
        let before = self.newest.clone();
        self.newest.apply(&changes);
        let words = if is_refused { words::REFUSED.to_owned() } else { words::of(&before, &self.newest, &changes) };
        self.steps.push(Step { revision, at, by, words, changes, is_refused });
        if self.steps.len().is_multiple_of(SPACING) {
            self.kept.push(self.newest.clone());
        }
        Ok(())
    }

    /// Takes in lines of the log, in their order.
    ///
    /// # Errors
    ///
    /// One is missing; those before it are taken in.
    pub fn extend(&mut self, entries: impl IntoIterator<Item = Entry>) -> Result<(), Gap> {
        entries.into_iter().try_for_each(|entry| self.push(entry))
    }

    /// The first revision that is known: what came before it is what it begins with.
    pub fn first_revision(&self) -> Revision {
        self.first
    }

    /// The newest revision.
    pub fn newest_revision(&self) -> Revision {
        Revision(self.first.0.saturating_add(self.steps.len() as u64))
    }

    /// The landscape as it is.
    pub fn newest(&self) -> &Landscape {
        &self.newest
    }

    /// Every step, oldest first.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The step that made a revision; none for the first one.
    pub fn step(&self, revision: Revision) -> Option<&Step> {
        self.steps.get(self.place(revision).checked_sub(1)?).filter(|step| step.revision == revision)
    }

    /// The landscape at a revision. Of one that is not known it is the nearest that is, or what was kept under a name.
    pub fn at(&self, revision: Revision) -> Landscape {
        if revision < self.first
            && let Some(landscape) = self.earlier.get(&revision)
        {
            return landscape.clone();
        }
        let place = self.place(revision);
        if place == self.steps.len() {
            return self.newest.clone();
        }
        let kept = place / SPACING;
        let mut landscape = self.kept.get(kept).unwrap_or(&self.newest).clone();
        for step in &self.steps[kept * SPACING..place] {
            landscape.apply(&step.changes);
        }
        landscape
    }

    /// What turns the landscape at one revision into that at another, in either direction.
    pub fn between(&self, from: Revision, to: Revision) -> Changes {
        if from.min(to) < self.first {
            return Changes::between(&self.at(from), &self.at(to));
        }
        let [low, high] = [from.min(to), from.max(to)].map(|revision| self.place(revision));
        let mut changes = Changes::default();
        for step in &self.steps[low..high] {
            changes.squash(step.changes.clone());
        }
        if from > to { changes.invert() } else { changes }
    }

    /// What was done from one revision to a later one, as the end of a sentence.
    pub fn words_between(&self, from: Revision, to: Revision) -> String {
        words::of(&self.at(from), &self.at(to), &self.between(from, to))
    }

    /// The revisions that have a name, oldest first.
    pub fn milestones(&self) -> &[Milestone] {
        &self.milestones
    }

    /// The name of a revision.
    pub fn milestone(&self, revision: Revision) -> Option<&Milestone> {
        self.milestones.iter().find(|milestone| milestone.revision == revision)
    }

    /// Gives these revisions names, in place of those that had one.
    pub fn name(&mut self, mut milestones: Vec<Milestone>) {
        crate::order::sort_by_key(&mut milestones, |milestone| milestone.revision);
        self.milestones = milestones;
    }

    /// Keeps a named landscape of before the first revision that is known.
    pub fn keep(&mut self, revision: Revision, landscape: Landscape) {
        self.earlier.insert(revision, landscape);
    }

    /// Whether the landscape at this revision is known.
    pub fn has(&self, revision: Revision) -> bool {
        let is_known = self.first <= revision && revision <= self.newest_revision();
        is_known || self.earlier.contains_key(&revision)
    }

    /// How many steps lead to a revision.
    fn place(&self, revision: Revision) -> usize {
        let steps = usize::try_from(revision.0.saturating_sub(self.first.0)).unwrap_or(usize::MAX);
        steps.min(self.steps.len())
    }
}

/// What makes the landscape again what it was: one command on top of all that was done, which can be taken back like
/// any other. Nothing where it is that already.
pub fn restore(now: &Landscape, then: &Landscape) -> Option<Command> {
    let restore = Restore::replace(now, then);
    (restore != Restore::default()).then(|| restore.into())
}

/// Moves the beginning of a log forth: the landscape after these lines, which need not be kept any more. Lines that do
/// not apply change nothing, as in a [`Timeline`].
#[must_use]
pub fn fold<'a>(mut base: Landscape, commands: impl IntoIterator<Item = &'a Command>) -> Landscape {
    for command in commands {
        let _ = command::apply(&mut base, command);
    }
    base
}

#[cfg(test)]
mod tests;
