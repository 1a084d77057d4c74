//! Commands that wait for the batch before them, up to a bound.

use std::collections::VecDeque;

use atoll_core::protocol::{MemberId, Person, Right, Submission};

use super::exchange::{Setup, Ticket};

/// The most commands of a batch.
const BATCH_COMMANDS: usize = 1_000;

/// The most bytes of a batch; one submission may be longer.
const BATCH_BYTES: usize = 4 << 20;

/// Who waits for what becomes of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sender {
    /// Somebody who takes part.
    Member(MemberId),
    /// Somebody who asked once.
    Ticket(Ticket),
}

/// Commands that came together.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) from: Sender,
    pub(super) by: Option<Person>,
    pub(super) right: Right,
    pub(super) submissions: Vec<Submission>,
    pub(super) bytes: usize,
}

/// Commands that wait.
#[derive(Debug, Default)]
pub(super) struct Queue {
    items: VecDeque<Item>,
    commands: usize,
    bytes: usize,
}

impl Queue {
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Lets commands wait at the end; gives them back where there is no room.
    pub(super) fn push(&mut self, item: Item, setup: &Setup) -> Result<(), Item> {
        let (commands, bytes) = (self.commands + item.submissions.len(), self.bytes + item.bytes);
        if !self.is_empty() && (commands > setup.queue_commands || bytes > setup.queue_bytes) {
            return Err(item);
        }
        (self.commands, self.bytes) = (commands, bytes);
        self.items.push_back(item);
        Ok(())
    }

    /// Those that are decided together next.
    pub(super) fn take(&mut self) -> Vec<Item> {
        let (mut commands, mut bytes) = (0, 0);
        let mut taken = Vec::new();
        while let Some(item) = self.items.front() {
            commands += item.submissions.len();
            bytes += item.bytes;
            if !taken.is_empty() && (commands > BATCH_COMMANDS || bytes > BATCH_BYTES) {
                break;
            }
            self.commands -= item.submissions.len();
            self.bytes -= item.bytes;
            taken.extend(self.items.pop_front());
        }
        taken
    }

    /// Everything that waits.
    pub(super) fn clear(&mut self) -> Vec<Item> {
        (self.commands, self.bytes) = (0, 0);
        self.items.drain(..).collect()
    }

    /// Everything that waits from somebody.
    pub(super) fn take_from(&mut self, member: MemberId) -> Vec<Item> {
        let (theirs, others) = self.clear().into_iter().partition(|item| item.from == Sender::Member(member));
        self.put_back(others);
        theirs
    }

    /// Leaves out what somebody sent who may not send anything any more, or gives it another right.
    pub(super) fn set_right(&mut self, member: MemberId, right: Option<Right>) {
        let mut items = self.clear();
        items.retain_mut(|item| {
            let is_theirs = item.from == Sender::Member(member);
            item.right = right.filter(|_| is_theirs).unwrap_or(item.right);
            !is_theirs || right.is_some()
        });
        self.put_back(items);
    }

    fn put_back(&mut self, items: Vec<Item>) {
        for item in items {
            self.commands += item.submissions.len();
            self.bytes += item.bytes;
            self.items.push_back(item);
        }
    }
}
