//! Comments: who writes them, when, and what may be done with them here.

use atoll_core::command::{Add, Remove, Set};
use atoll_core::model::{Comment, CommentId, ElementId};
use atoll_core::protocol::{Person, Right};
use chrono::{DateTime, Duration, Timelike as _, Utc};
use leptos::prelude::*;

use super::Session;
use crate::platform::page;

impl Session {
    /// Writes a comment about an element, or about the landscape as a whole; perhaps an answer to another one.
    pub fn comment(&self, about: ElementId, answers_to: Option<CommentId>, text: &str) -> bool {
        let text = text.to_owned();
        let (Person { id: author_id, name: author }, written) = (self.author(), written(page::now()));
        let about = (about != ElementId::Header).then_some(about);
        let label = if answers_to.is_some() { "Answer" } else { "Comment" };
        self.edit(|editor| {
            let id = editor.document.ids.fresh();
            let comment = Comment { id, text, about, answers_to, author, author_id, written, is_settled: false };
            editor.run(label, Add::new(comment))
        })
    }

    /// Says that a comment is dealt with, or that it is not.
    pub fn settle(&self, id: CommentId, is_settled: bool) {
        self.run(if is_settled { "Settle comment" } else { "Reopen comment" }, Set::new(id, "is_settled", &is_settled));
    }

    /// Changes what a comment says.
    pub fn reword(&self, id: CommentId, text: &str) {
        self.run("Edit comment", Set::new(id, "text", &text.to_owned()));
    }

    /// Removes a comment; answers to it stand by themselves from then on.
    pub fn remove_comment(&self, id: CommentId) {
        if self.run("Delete comment", Remove { elements: [id.into()].into() }) {
            self.toast_undoable("The comment is deleted.".to_owned());
        }
    }

    /// Whether this person may write comments here.
    pub fn may_comment(&self) -> bool {
        self.right() >= Right::Comment
    }

    /// Whether this person may change and remove this comment: their own, and those of others where they may draw.
    pub fn may_change(&self, comment: &Comment) -> bool {
        self.right() >= Right::Edit || self.may_comment() && comment.author_id == self.author().id
    }

    /// What this person may do with the landscape; everything with one that is not shared.
    fn right(&self) -> Right {
        self.signals.company.with(|company| company.as_ref().map_or(Right::Own, |company| company.right))
    }

    /// Who writes: as the server knows them, where the landscape is shared.
    fn author(&self) -> Person {
        let shared = self.signals.company.with_untracked(|company| company.as_ref().map(|it| it.person.clone()));
        shared.filter(|person| !person.id.is_empty()).unwrap_or_else(|| self.person())
    }
}

/// A time in milliseconds since 1970, as comments keep it.
fn written(milliseconds: f64) -> String {
    let milliseconds = milliseconds as i64;
    let time = DateTime::from_timestamp(milliseconds.div_euclid(1_000), 0);
    let told =
        |time: DateTime<Utc>| format!("{}T{}.{:03}Z", time.date_naive(), time.time(), milliseconds.rem_euclid(1_000));
    time.map(told).unwrap_or_default()
}

/// When a comment was written, by the person's own clock: `2026-11-22 10:30`. What is no time is shown as it is.
pub fn told_time(written: &str) -> String {
    in_zone(written, page::zone_seconds())
}

fn in_zone(written: &str, zone_seconds: i32) -> String {
    let time = DateTime::parse_from_rfc3339(written).ok();
    let time = time.and_then(|time| time.to_utc().checked_add_signed(Duration::seconds(i64::from(zone_seconds))));
    let told = |time: DateTime<Utc>| format!("{} {:02}:{:02}", time.date_naive(), time.hour(), time.minute());
    time.map_or_else(|| written.to_owned(), told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_kept_in_universal_time_and_told_in_that_of_the_person() {
        assert_eq!(written(1_795_339_800_999.0), "2026-11-22T09:30:00.999Z");
        assert_eq!(written(1_795_339_801_000.0), "2026-11-22T09:30:01.000Z");
        assert_eq!(in_zone("2026-11-22T09:30:00.999Z", 3_600), "2026-11-22 10:30");
        assert_eq!(in_zone("2026-11-22T09:30:00Z", 3_600), "2026-11-22 10:30");
        assert_eq!(in_zone("2026-11-22T23:30:00Z", 3_600), "2026-11-23 00:30");
        assert_eq!(in_zone("long ago", 3_600), "long ago");
    }
}
