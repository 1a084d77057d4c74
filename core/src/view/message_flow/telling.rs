//! A story as who sends what to whom.

use crate::model::{End, Landscape, MessageId, Party, Story};

/// A message in its place in the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Its place, from 1 on.
    pub number: usize,
    /// The message.
    pub message: MessageId,
    /// Who sends it, and who receives it: numbers of parties.
    pub from: usize,
    pub to: usize,
}

/// A story that can be drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Telling {
    /// Who sends and receives, as they come in.
    pub parties: Vec<Party>,
    /// The messages between two of them, in their order.
    pub steps: Vec<Step>,
    /// What has to be told besides.
    pub notes: Vec<String>,
}

impl Telling {
    pub(super) fn of(landscape: &Landscape, story: &Story) -> Self {
        let mut telling = Self::default();
        let mut missing = 0;
        for (at, id) in story.messages.iter().enumerate() {
            let message = landscape.messages.get(id);
            let over = message.and_then(|message| landscape.relationships.get(&message.relationship));
            let (Some(message), Some(over)) = (message, over) else {
                missing += 1;
                continue;
            };
            let [from, to] = [message.sender, message.sender.other()].map(|end: End| over.party(end));
            if [from, to].iter().any(|party| !landscape.contains((*party).into())) {
                missing += 1;
                continue;
            }
            let [from, to] = [from, to].map(|party| telling.number(party));
            if from == to {
                let name = landscape.quoted(telling.parties[from].into());
                telling.notes.push(format!("{}. {} stays within {name}.", at + 1, landscape.quoted((*id).into())));
            }
            telling.steps.push(Step { number: at + 1, message: *id, from, to });
        }
        match missing {
            _ if story.messages.is_empty() => {
                telling.notes.push("No message yet: name the messages of this story in their order.".to_owned());
            }
            0 => {}
            1 => telling.notes.push("1 message is not drawn: it, or what it travels over, is gone.".to_owned()),
            count => {
                let words = format!("{count} messages are not drawn: they, or what they travel over, are gone.");
                telling.notes.push(words);
            }
        }
        telling
    }

    fn number(&mut self, party: Party) -> usize {
        self.parties.iter().position(|known| *known == party).unwrap_or_else(|| {
            self.parties.push(party);
            self.parties.len() - 1
        })
    }
}
