//! Which submitted commands are accepted, and what becomes of the landscape. Nothing is stored or said here.

use std::collections::BTreeMap;
use std::sync::Arc;

use atoll_core::change::Changes;
use atoll_core::protocol::{CommandKey, MemberId, Outcome, Revision, Right, Submission, Verdict};
use chrono::{DateTime, Utc};

use super::frame::Line;
use super::queue::{Item, Sender};
use crate::access::Denial;
use crate::landscapes::replay::Current;
use crate::store::Entry;

/// Why somebody's command is refused who may do less.
pub(super) fn may_not(has: Right, needs: Right) -> String {
    Denial::TooLittle { has, needs }.sentence()
}

/// What is to be stored, and what is true and said when it is.
#[derive(Debug)]
pub(super) struct Decision {
    /// The new end of the log.
    pub(super) entries: Arc<[Entry]>,
    /// The landscape after it.
    pub(super) current: Current,
    /// What became of the commands of each item.
    pub(super) results: Vec<(Sender, Vec<Outcome>)>,
    /// Lines that members may have missed: their commands were accepted before.
    pub(super) repeats: Vec<(MemberId, Revision)>,
    /// Whether some command does not apply to the landscape as it is known here.
    pub(super) is_refusing: bool,
}

impl Decision {
    /// The new end of the log as it is said.
    pub(super) fn lines(&self) -> Vec<Line> {
        self.entries.iter().map(Line::of).collect()
    }
}

/// Decides on commands in their order. `known` are the keys among them that were accepted before.
pub(super) fn decide(
    base: &Current,
    known: &BTreeMap<CommandKey, Revision>,
    items: &[Item],
    at: DateTime<Utc>,
) -> Decision {
    // To the millisecond, as it is stored.
    let at = DateTime::from_timestamp_millis(at.timestamp_millis()).unwrap_or(at);
    let mut current = base.clone();
    let mut fresh: BTreeMap<&CommandKey, Revision> = BTreeMap::new();
    let (mut entries, mut repeats, mut results) = (Vec::new(), Vec::new(), Vec::new());
    let mut is_refusing = false;
    for item in items {
        let mut outcomes = Vec::with_capacity(item.submissions.len());
        for Submission { key, command } in &item.submissions {
            let verdict = if let Some(revision) = known.get(key).or_else(|| fresh.get(key)) {
                if let (Sender::Member(member), true) = (item.from, *revision <= base.revision) {
                    repeats.push((member, *revision));
                }
                Verdict::Revision(*revision)
            } else {
                match change(&current, item, command) {
                    Err(reason) => {
                        is_refusing = true;
                        Verdict::Refused(reason)
                    }
                    Ok((changes, body)) => {
                        Arc::make_mut(&mut current.landscape).apply(&changes);
                        current.revision = current.revision.next();
                        current.since.add(&body);
                        current.bytes = current.bytes.saturating_add(body.len());
                        fresh.insert(key, current.revision);
                        let (revision, by) = (current.revision, item.by.clone());
                        entries.push(Entry { revision, key: key.clone(), at, by, body });
                        Verdict::Revision(revision)
                    }
                }
            };
            outcomes.push(Outcome { key: key.clone(), verdict });
        }
        results.push((item.from, outcomes));
    }
    Decision { entries: entries.into(), current, results, repeats, is_refusing }
}

/// What a command would do, and how it is written down; or why it is not done.
fn change(current: &Current, item: &Item, command: &atoll_core::command::Command) -> Result<(Changes, String), String> {
    let right = item.right;
    let needs = Right::needed_for(command);
    if right < needs {
        return Err(may_not(right, needs));
    }
    let changes = command.changes(&current.landscape).map_err(|error| error.to_string())?;
    let person_id = item.by.as_ref().map_or("", |person| person.id.as_str());
    if !right.allows(&changes, person_id) {
        return Err(may_not(right, Right::Edit));
    }
    let body = serde_json::to_string(command).map_err(|_| "This change cannot be written down.".to_owned())?;
    Ok((changes, body))
}
