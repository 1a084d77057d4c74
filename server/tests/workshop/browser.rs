//! A browser: the real copy of the landscape, a disk that outlives it, and a person who draws.

use std::collections::BTreeSet;

use atoll_core::command::Batch;
use atoll_core::model::Landscape;
use atoll_core::protocol::{CommandKey, LandscapeId, LoggedCommand, Person, Resume, Said, Submission};
use atoll_core::random::Random;
use atoll_core::sync::{Happening, Replica, Standing};

use crate::drawing::draw;
use crate::plan::Sabotage;

/// A browser.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) number: usize,
    pub(crate) replica: Replica,
    /// The connection that there is, or is being made.
    pub(crate) connection: Option<u64>,
    pub(crate) attempts: u32,
    pub(crate) is_viewer: bool,
    disk: Disk,
    drawn: u64,
    sent: BTreeSet<CommandKey>,
    sabotage: Sabotage,
}

/// What outlives a reload.
#[derive(Debug, Default)]
struct Disk {
    landscape: Option<(Landscape, Resume)>,
    outbox: Vec<Submission>,
}

/// What is to be done after something was heard.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    pub(crate) acknowledged: Vec<CommandKey>,
    pub(crate) refused: Vec<CommandKey>,
    pub(crate) logged: Vec<LoggedCommand>,
    /// In how many milliseconds what was put off may be sent.
    pub(crate) later: Option<u32>,
    /// In how many milliseconds at the least to connect anew.
    pub(crate) rejoin: Option<u32>,
    pub(crate) is_replaced: bool,
}

impl Browser {
    pub(crate) fn new(number: usize, id: LandscapeId, is_viewer: bool, sabotage: Sabotage) -> Self {
        let person = Person { id: format!("p{number}"), name: format!("Person {number}") };
        let replica = Replica::new(id, None, person);
        let (disk, sent) = (Disk::default(), BTreeSet::new());
        Self { number, replica, connection: None, attempts: 0, is_viewer, disk, drawn: 0, sent, sabotage }
    }

    /// The person changes something; answers with the key of the command, if it makes sense where they see it.
    pub(crate) fn draw(&mut self, random: &mut Random) -> Option<CommandKey> {
        let command = draw(self.replica.landscape(), random);
        self.drawn += 1;
        let key = CommandKey::try_from(format!("b{}-{}", self.number, self.drawn)).ok()?;
        let submission = Submission { key: key.clone(), command };
        self.replica.submit(submission.clone()).ok()?;
        self.disk.outbox.push(submission);
        Some(key)
    }

    /// Takes in what a node said.
    pub(crate) fn hear(&mut self, mut said: Said) -> Heard {
        if self.sabotage == Sabotage::SkipRebase && !self.replica.pending().is_empty() {
            self.leave_out_others(&mut said);
        }
        let mut heard = Heard::default();
        for happening in self.replica.heard(said) {
            match happening {
                Happening::Acknowledged(keys) => heard.acknowledged.extend(keys),
                Happening::Refused(refused) => {
                    self.disk.outbox.retain(|kept| kept.key != refused.submission.key);
                    heard.refused.push(refused.submission.key);
                }
                Happening::Logged(lines) => heard.logged.extend(lines),
                Happening::Later(after, _) => heard.later = Some(after),
                Happening::Rejoin => heard.rejoin = Some(0),
                Happening::Farewell(farewell) => heard.rejoin = Some(farewell.again_after.unwrap_or(1_000)),
                Happening::Replaced(_) => heard.is_replaced = true,
                Happening::Changed(_) | Happening::Presence => {}
            }
        }
        if self.replica.standing() == Standing::Together {
            self.attempts = 0;
        }
        heard
    }

    /// What is to be said, if there is something.
    pub(crate) fn next_request(&mut self) -> Option<atoll_core::protocol::Request> {
        let mut request = self.replica.next_request()?;
        if let (Sabotage::ResendUnderNewKeys, atoll_core::protocol::Request::Submit(submit)) =
            (self.sabotage, &mut request)
        {
            for submission in &mut submit.commands {
                if !self.sent.insert(submission.key.clone()) {
                    let key = format!("{}-again", submission.key.as_str());
                    submission.key = CommandKey::try_from(key).unwrap();
                }
            }
        }
        Some(request)
    }

    /// What was put off may be sent.
    pub(crate) fn release(&mut self) {
        if self.sabotage != Sabotage::IgnoreLater {
            self.replica.release();
        }
    }

    /// Writes down what the log says, and only then forgets what was acknowledged.
    pub(crate) fn save(&mut self) {
        if let Some(at) = self.replica.at() {
            self.disk.landscape = Some((self.replica.confirmed(), at));
            self.disk.outbox = self.replica.pending().iter().map(|pending| pending.submission.clone()).collect();
        }
    }

    /// The page is closed and opened again.
    pub(crate) fn restart(&mut self) {
        let Replica { id, token, person, .. } = &self.replica;
        let fresh = Replica::new(*id, token.clone(), person.clone());
        let outbox = if self.sabotage == Sabotage::ForgetOutbox { Vec::new() } else { self.disk.outbox.clone() };
        self.replica = match self.disk.landscape.clone() {
            Some((landscape, at)) => fresh.resumed(landscape, at, outbox),
            None => {
                let mut fresh = fresh;
                fresh.adopt(outbox);
                fresh
            }
        };
        self.connection = None;
        self.attempts = 0;
    }

    fn leave_out_others(&self, said: &mut Said) {
        let Said::Entries(lines) = said else { return };
        let own = format!("b{}-", self.number);
        for line in lines.iter_mut().filter(|line| !line.key.as_str().starts_with(&own)) {
            line.command = Batch::of(Vec::new());
        }
    }
}
