//! Which submitted commands are accepted, and what becomes of the landscape. Pure: nothing is stored here.

use std::collections::BTreeMap;
use std::sync::Arc;

use atoll_core::command;
use atoll_core::protocol::{CommandKey, Outcome, Revision, Submission, Submitted, Verdict};
use chrono::{DateTime, Utc};

use super::Failure;
use super::replay::Current;
use crate::store::Entry;

/// What is to be stored, and what is true and said when it is.
pub(super) struct Decision {
    /// The new end of the log.
    pub(super) entries: Vec<Entry>,
    /// The landscape after it.
    pub(super) current: Current,
    /// The answer.
    pub(super) submitted: Submitted,
}

/// Decides on commands in their order. `known` are the keys among them that were accepted before.
pub(super) fn decide(
    current: &Current,
    mut known: BTreeMap<CommandKey, Revision>,
    submissions: &[Submission],
    at: DateTime<Utc>,
) -> Result<Decision, Failure> {
    let mut current = current.clone();
    let landscape = Arc::make_mut(&mut current.landscape);
    let (mut entries, mut results) = (Vec::new(), Vec::new());
    for Submission { key, command } in submissions {
        if let Some(revision) = known.get(key) {
            results.push(Outcome { key: key.clone(), verdict: Verdict::Revision(*revision) });
            continue;
        }
        if let Err(error) = command::apply(landscape, command) {
            results.push(Outcome { key: key.clone(), verdict: Verdict::Refused(error.to_string()) });
            continue;
        }
        let body = serde_json::to_string(command).map_err(|_| Failure::Crashed)?;
        current.revision = current.revision.next();
        current.since.add(&body);
        current.bytes = current.bytes.saturating_add(body.len());
        known.insert(key.clone(), current.revision);
        results.push(Outcome { key: key.clone(), verdict: Verdict::Revision(current.revision) });
        entries.push(Entry { revision: current.revision, key: key.clone(), at, body });
    }
    // A key may have been accepted elsewhere after the landscape was read here.
    let newest = known.into_values().max().unwrap_or_default().max(current.revision);
    Ok(Decision { entries, current, submitted: Submitted { revision: newest, results } })
}
