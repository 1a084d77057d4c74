//! What is said, as text: written once, however many it is said to.

use atoll_core::protocol::{CommandKey, Person, Present, Revision, Said, Welcome};
use chrono::{DateTime, Utc};
use serde::Serialize;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::store::Entry;

/// What is said, ready to be sent; a copy shares the text.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The text.
    pub text: Utf8Bytes,
    /// How it is treated where it has to wait.
    pub class: Class,
}

/// How a frame is treated where it has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// What somebody is welcomed with: as long as it must be.
    Greeting,
    /// Must not be dropped: whoever cannot take it is cut off.
    Lasting,
    /// May be dropped; where everybody is can be asked for.
    Passing,
}

impl Frame {
    /// What the protocol says, as a frame.
    pub fn of(said: &Said, class: Class) -> Self {
        // Every part of what is said can be written: maps have texts as keys, and nothing fails to be read.
        Self { text: serde_json::to_string(said).unwrap_or_default().into(), class }
    }

    pub(super) fn here(present: Vec<Present>) -> Self {
        Self::of(&Said::Here(present), Class::Passing)
    }

    /// Lines of the log.
    pub(super) fn entries<'a>(lines: impl Iterator<Item = &'a Line> + Clone, class: Class) -> Self {
        let length: usize = lines.clone().map(|line| line.text.len() + 1).sum();
        let mut text = String::with_capacity(length + 14);
        text.push_str("{\"entries\":[");
        for (place, line) in lines.enumerate() {
            if place > 0 {
                text.push(',');
            }
            text.push_str(&line.text);
        }
        text.push_str("]}");
        Self { text: text.into(), class }
    }

    /// A welcome; `opened` is the landscape as JSON, where it is needed.
    pub(super) fn welcome(welcome: Welcome, opened: Option<&str>) -> Self {
        let text = serde_json::to_string(&Said::Welcome(Box::new(welcome))).unwrap_or_default();
        let text = match (opened, text.strip_suffix("}}")) {
            (Some(opened), Some(open)) => format!("{open},\"opened\":{opened}}}}}"),
            _ => text,
        };
        Self { text: text.into(), class: Class::Greeting }
    }
}

/// A line of the log, as it is said.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) revision: Revision,
    text: Box<str>,
}

/// A line without its command.
#[derive(Serialize)]
struct Head<'a> {
    revision: Revision,
    key: &'a CommandKey,
    at: DateTime<Utc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a Person>,
}

impl Line {
    /// The same as a [`LoggedCommand`](atoll_core::protocol::LoggedCommand), without reading the command only to write it again.
    pub(super) fn of(entry: &Entry) -> Self {
        let Entry { revision, key, at, by, body } = entry;
        let head = Head { revision: *revision, key, at: *at, by: by.as_ref() };
        let mut text = serde_json::to_string(&head).unwrap_or_default();
        text.pop();
        text.push_str(",\"command\":");
        text.push_str(body);
        text.push('}');
        Self { revision: *revision, text: text.into() }
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }
}
