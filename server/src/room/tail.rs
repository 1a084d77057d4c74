//! The newest lines of the log, in memory up to a bound, for whoever comes again after a short while.

use std::collections::VecDeque;

use atoll_core::protocol::Revision;

use super::frame::Line;

/// The most lines.
const LINES: usize = 1_024;

/// The most bytes of lines; one line may be longer.
const BYTES: usize = 1 << 20;

/// The newest lines of the log, without gaps.
#[derive(Debug, Default)]
pub(super) struct Tail {
    lines: VecDeque<Line>,
    bytes: usize,
}

impl Tail {
    /// Adds the lines that follow.
    pub(super) fn extend(&mut self, lines: impl IntoIterator<Item = Line>) {
        for line in lines {
            self.bytes += line.bytes();
            self.lines.push_back(line);
        }
        while self.lines.len() > LINES || (self.bytes > BYTES && self.lines.len() > 1) {
            let Some(oldest) = self.lines.pop_front() else { break };
            self.bytes -= oldest.bytes();
        }
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The line that made a revision, if it is here.
    pub(super) fn line(&self, revision: Revision) -> Option<&Line> {
        let first = self.lines.front()?.revision;
        let place = usize::try_from(revision.0.checked_sub(first.0)?).ok()?;
        self.lines.get(place)
    }

    /// The lines after a revision, if all of them are here and lead to the newest.
    pub(super) fn after(&self, after: Revision, newest: Revision) -> Option<impl Iterator<Item = &Line> + Clone> {
        let count = usize::try_from(newest.0.checked_sub(after.0)?).ok()?;
        let place = self.lines.len().checked_sub(count)?;
        let is_newest = self.lines.back().is_none_or(|last| last.revision == newest);
        is_newest.then(|| self.lines.range(place..))
    }
}
