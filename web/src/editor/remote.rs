//! What others do to the landscape that is drawn while somebody draws in it, and taking back one's own work among theirs
//! (decision 0018).
//!
//! All of it comes with the second part: what is fetched first knows only that undo may go another way.

use atoll_core::change::Changes;
use atoll_core::history::Entry;
use atoll_core::model::ElementId;
use atoll_core::protocol::Right;
use atoll_core::sorted_map::SortedMap;
use atoll_core::sorted_set::SortedSet;
use atoll_core::take_back::{Left, take_back};

use super::document::Step;
use super::{Document, Editor, Effect, Notice, gesture};

/// So many sentences are said of what is not taken back; of the rest only how many there are.
const SENTENCES_MAX: usize = 3;

impl Editor {
    /// Takes in what others did: it is nobody's own step, so that it is neither undone nor logged here. What is being
    /// dragged, drawn or named goes on, unless it is gone; where the map is looked at from stays. `who` did it; it is
    /// empty where that is not known.
    pub fn take_remote(&mut self, changes: &Changes, who: &str) {
        self.way = Some(among_others);
        let named = self.rename.as_ref().map(|rename| (rename.id, self.landscape().quoted(rename.id)));
        let seen = self.document.take_remote(changes);
        for id in changes.touched() {
            if who.is_empty() {
                self.document.others.remove(&id);
            } else {
                self.document.others.insert(id, who.to_owned());
            }
        }
        self.follow(seen);
        if let Some((_, called)) = named.filter(|_| self.rename.is_none()) {
            self.notify_problem(format!("{called} is not there any more: it was removed while you named it."));
        }
        if let Some(told) = gesture::keep_up(self) {
            self.notify_problem(told.to_owned());
        }
    }
}

impl Editor {
    /// Nobody else draws here from now on.
    pub fn part_from_others(&mut self) {
        self.right = Right::Own;
        self.document.others.clear();
    }
}

impl Document {
    fn take_remote(&mut self, changes: &Changes) -> Changes {
        let is_shared = |last: &Entry<_>| last.changes.touched().any(|id| touches(changes, id));
        if self.history.last().is_some_and(is_shared) {
            // The next part of the gesture would take what others did for one's own.
            self.history.end_gesture();
        }
        let now = self.base().clone();
        if let Some((Some(switch), was)) = self.history.before(&now, Option::is_some)
            && switch.was.is_none()
        {
            switch.was = Some(was);
        }
        self.apply(changes)
    }

    /// Goes one step back or forth in the history of one's own work.
    fn go_among_others(&mut self, is_back: bool) -> Option<(Step, Vec<Left>)> {
        let entry = if is_back { self.history.undo() } else { self.history.redo() };
        let Entry { label, mut changes, attachment, .. } = entry?;
        if is_back {
            if let Some(switch) = attachment {
                let before = switch.was.map(|was| Changes::between(self.base(), &was));
                if let Some(before) = &before {
                    self.history.settle(true, before.invert());
                }
                let changes = before.unwrap_or_else(|| changes.invert());
                return Some((self.take(label, changes, Some(switch.from)), Vec::new()));
            }
        } else {
            if let Some(switch) = attachment {
                return Some((self.take(label, changes, Some(switch.to)), Vec::new()));
            }
            changes = changes.invert();
        }
        let back = take_back(&changes, self.base());
        // It was made for what is there, so that it applies.
        let (kept, seen) = self.perform(&back.command).unwrap_or_default();
        self.revision += 1;
        self.history.settle(is_back, if is_back { kept.invert() } else { kept.clone() });
        Some((Step { label, noted: Some(back.command), kept, seen, switched_to: None }, back.left))
    }
}

fn touches(changes: &Changes, id: ElementId) -> bool {
    changes.added.contains_key(&id) || changes.updated.contains_key(&id) || changes.removed.contains_key(&id)
}

/// Undo and redo where others draw too: each takes back one's own work alone, and says what stays.
fn among_others(editor: &mut Editor, is_back: bool) {
    let Some((step, left)) = editor.document.go_among_others(is_back) else { return };
    let text = sentences(&step, &left, &editor.document.others, is_back);
    if step.kept.is_empty() && step.switched_to.is_none() {
        editor.selection = editor.worth_choosing(left.iter().map(|left| left.id));
    } else {
        editor.travel(step, is_back);
    }
    if !text.is_empty() {
        editor.outcome.effects.push(Effect::Notify(Notice { text, is_problem: false }));
    }
}

/// What is said of what does not become what it was.
fn sentences(step: &Step, left: &[Left], others: &SortedMap<ElementId, String>, is_back: bool) -> String {
    let mut said: SortedSet<String> = SortedSet::new();
    let mut sentences: Vec<String> = Vec::new();
    for left in left {
        let told = left.told(others.get(&left.id).map(String::as_str));
        if said.insert(told.clone()) {
            sentences.push(told);
        }
    }
    let more = sentences.len().saturating_sub(SENTENCES_MAX);
    sentences.truncate(SENTENCES_MAX);
    if more > 0 {
        sentences.push(format!("And {more} more like this."));
    }
    if sentences.is_empty() && step.kept.is_empty() && step.switched_to.is_none() {
        let word = if is_back { "take back" } else { "do again" };
        sentences.push(format!("Of “{}” there is nothing left to {word}.", step.label));
    }
    sentences.join(" ")
}

#[cfg(test)]
#[path = "remote_tests.rs"]
mod tests;
