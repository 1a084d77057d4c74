//! What nodes do: drive their rooms, ask the store, send what is to be said.

use std::rc::Rc;

use atoll_core::protocol::{MemberId, Revision, Said};
use atoll_server::room::{Class, Done, Frame, Input, Output, StoreJob, Trouble, Whereabouts};

use super::{Event, World};
use crate::node::moment;
use crate::plan::Sabotage;
use crate::store::Database;

impl World {
    /// Gives a node's room an input and does what it says.
    pub(super) fn feed(&mut self, number: usize, input: Input) {
        let (id, now) = (self.id, self.now);
        let node = &mut self.nodes[number];
        let outputs = node.room(id, now).take(input, moment(now));
        for output in outputs {
            self.act(number, output);
        }
        let node = &mut self.nodes[number];
        let due = node.room.as_ref().and_then(|room| room.due());
        let due = due.map(|due| u64::try_from(due.as_micros()).unwrap_or(u64::MAX).max(now + 1));
        if let Some(due) = due.filter(|due| node.tick_at.is_none_or(|at| *due < at)) {
            node.tick_at = Some(due);
            let generation = node.generation;
            self.at(due, Event::Tick { node: number, generation });
        }
    }

    fn act(&mut self, number: usize, output: Output) {
        match output {
            Output::Send(member, frame) => {
                if frame.class == Class::Greeting {
                    self.nodes[number].welcomed.insert(member);
                }
                let Some(said) = read(&frame) else { return self.see(Err(format!("no message: {}", frame.text))) };
                self.send(number, member, said);
            }
            Output::SendAll(frame) => {
                let Some(said) = read(&frame) else { return self.see(Err(format!("no message: {}", frame.text))) };
                let is_of_log = matches!(&*said, Said::Entries(_));
                let left_out = (self.sabotage == Sabotage::TellNotAll && is_of_log && self.is_one_of(1, 10))
                    .then(|| self.nodes[number].welcomed.first().copied())
                    .flatten();
                let members: Vec<MemberId> = self.nodes[number].welcomed.iter().copied().collect();
                for member in members.into_iter().filter(|member| Some(*member) != left_out) {
                    self.send(number, member, Rc::clone(&said));
                }
            }
            Output::Close(member, farewell) => {
                self.send(number, member, Rc::new(Said::Farewell(farewell)));
                self.forget(number, member);
            }
            Output::Store(job) => self.ask_store(number, job),
            Output::Answer(_, Ok(submitted)) => {
                for outcome in submitted.results {
                    if let atoll_core::protocol::Verdict::Revision(_) = outcome.verdict {
                        let is_true = self.truth.acknowledged(&outcome.key, &self.database);
                        self.see(is_true);
                    }
                }
            }
            Output::Answer(_, Err(_)) => {}
            Output::Tell(whereabouts) => {
                for other in (0..self.nodes.len()).filter(|other| *other != number) {
                    self.soon(self.plan.delay, Event::Told { node: other, whereabouts: whereabouts.clone() });
                }
            }
            Output::Snapshot(snap) => self.database.snapshot(snap.epoch, snap.revision, &snap.landscape),
            Output::Sleep => self.sleep(number),
        }
    }

    fn sleep(&mut self, number: usize) {
        let node = &mut self.nodes[number];
        if !node.members.is_empty() {
            return;
        }
        node.room = None;
        node.tick_at = None;
        if node.is_draining {
            self.figures.drains += 1;
            node.crash();
            // Also of those who connected, and had not said anything yet.
            self.cut_all(|connection| connection.node == number);
            self.soon(2_000_000, Event::Start(number));
        }
    }

    /// Says something to a member. Whoever was sent away is not said anything any more.
    fn send(&mut self, number: usize, member: MemberId, said: Rc<Said>) {
        let Some(connection) = self.nodes[number].members.get(&member).copied() else {
            return self.see(Err(format!("{member:?} was said something after the farewell")));
        };
        let delay = self.random.below(self.plan.delay) as u64;
        let is_strange = !self.is_healed && self.is_one_of(self.plan.strange_frames, 100);
        let Some(known) = self.connections.get_mut(&connection) else { return };
        let time = (self.now + delay).max(known.next_at_browser);
        if is_strange {
            // Once at its time and once more, or late and overtaken by others.
            self.figures.strange += 1;
            self.at(time + 50_000, Event::ToBrowser(connection, Rc::clone(&said)));
            if self.is_one_of(1, 2) {
                return;
            }
        } else {
            known.next_at_browser = time;
        }
        self.at(time, Event::ToBrowser(connection, said));
    }

    fn forget(&mut self, number: usize, member: MemberId) {
        let node = &mut self.nodes[number];
        node.welcomed.remove(&member);
        if let Some(connection) = node.members.remove(&member).and_then(|number| self.connections.get_mut(&number)) {
            connection.is_open_at_node = false;
        }
    }

    pub(super) fn lost_by_node(&mut self, number: u64) {
        let Some(connection) = self.connections.get(&number) else { return };
        let (node, generation) = (connection.node, connection.generation);
        let Some(member) = connection.member.filter(|_| connection.is_open_at_node) else {
            self.connections.get_mut(&number).into_iter().for_each(|connection| connection.is_open_at_node = false);
            return;
        };
        if self.nodes[node].generation == generation {
            self.forget(node, member);
            self.feed(node, Input::Left(member));
        }
    }

    /// Has the database do something, some time, unless it fails.
    fn ask_store(&mut self, node: usize, job: StoreJob) {
        let generation = self.nodes[node].generation;
        let within = if self.is_one_of(1, 30) { 800_000 } else { 8_000 };
        let (done_at, told_after) =
            (self.now + 1 + self.random.below(within) as u64, 1 + self.random.below(within) as u64);
        let is_append = matches!(job, StoreJob::Append { .. });
        let is_storm = !self.is_healed && self.storm.0 > self.now;
        let is_full = is_storm && self.storm.1 == 0;
        let fails = match () {
            () if self.is_healed => false,
            () if is_full => is_append,
            () if is_storm => self.is_one_of(8, 10),
            () => self.is_one_of(self.plan.store_failures, 100),
        };
        let is_early = self.sabotage == Sabotage::AcknowledgeBeforeStoring && is_append;
        if is_early {
            self.at(self.now + 1, Event::Stored { node, generation, done: Done::Appended(Ok(true)) });
            if !fails {
                self.at(done_at + 50_000, Event::Perform { node, generation, job, answer: None, is_told: false });
            }
            return;
        }
        if !fails {
            return self.at(done_at, Event::Perform { node, generation, job, answer: None, is_told: true });
        }
        self.figures.store_failures += 1;
        let troubles = [Trouble::Failed, Trouble::Busy, Trouble::Failed];
        let trouble = if is_full { Trouble::Full } else { troubles[self.random.below(troubles.len())] };
        let failure = Database::failure(&job, trouble);
        // It failed before anything was done, or after, or is done later all the same.
        match if is_append && !is_full { self.random.below(3) } else { 0 } {
            0 => self.at(done_at, Event::Stored { node, generation, done: failure }),
            1 => self.at(done_at, Event::Perform { node, generation, job, answer: Some(failure), is_told: true }),
            _ => {
                self.at(done_at, Event::Stored { node, generation, done: failure });
                let late = done_at + told_after + self.random.below(400_000) as u64;
                self.at(late, Event::Perform { node, generation, job, answer: None, is_told: false });
            }
        }
    }

    pub(super) fn perform(
        &mut self,
        node: usize,
        generation: u64,
        job: &StoreJob,
        answer: Option<Done>,
        is_told: bool,
    ) {
        let done = self.database.perform(job);
        if matches!(done, Done::Appended(Ok(false))) {
            self.figures.overtaken += 1;
        }
        if let Done::Appended(Ok(true)) = done {
            if answer.is_some() || !is_told {
                self.figures.kept_in_doubt += 1;
            }
            let revision = self.database.revision();
            for other in 0..self.nodes.len() {
                // Hints get lost, and come to whoever caused them, too.
                if !self.is_one_of(1, 10) {
                    self.soon(self.plan.delay, Event::Hint { node: other, revision });
                }
            }
        }
        if is_told {
            let after = 1 + self.random.below(4_000) as u64;
            self.at(self.now + after, Event::Stored { node, generation, done: answer.unwrap_or(done) });
        }
    }

    pub(super) fn stored(&mut self, node: usize, generation: u64, done: Done) {
        if self.nodes[node].generation == generation && self.nodes[node].room.is_some() {
            self.feed(node, Input::Stored(done));
        }
    }

    pub(super) fn tick(&mut self, number: usize, generation: u64) {
        let node = &mut self.nodes[number];
        if node.generation == generation && node.tick_at == Some(self.now) && node.room.is_some() {
            node.tick_at = None;
            self.feed(number, Input::Tick);
        }
    }

    pub(super) fn hint(&mut self, node: usize, revision: Revision) {
        if self.nodes[node].room.is_some() {
            let epoch = self.database.epoch;
            self.feed(node, Input::Hint(Some((epoch, revision))));
        }
    }

    pub(super) fn told(&mut self, node: usize, whereabouts: Whereabouts) {
        if self.nodes[node].room.is_some() {
            self.feed(node, Input::Told(whereabouts));
        }
    }
}

fn read(frame: &Frame) -> Option<Rc<Said>> {
    serde_json::from_str(&frame.text).ok().map(Rc::new)
}
