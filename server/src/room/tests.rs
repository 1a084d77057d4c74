//! Each rule of a room, with a store that is a list and answers when it is told to.

mod coming;
mod elsewhere;
mod storing;

use std::collections::BTreeMap;

use atoll_core::command::{Add, Command, EditHeader, HeaderEdit, rename};
use atoll_core::format::native;
use atoll_core::model::{BoundedContext, ContextId, Landscape};
use atoll_core::protocol::{CommandKey, Epoch, Farewell, LoggedCommand, Resume, Revision, Said, Submission};
use chrono::DateTime;

use super::*;
use crate::store::{Entry, Snapshot, Stored};

/// A room, and a log.
struct Stage {
    room: Room,
    now: Now,
    epoch: Epoch,
    log: Vec<Entry>,
    /// The job under way.
    job: Option<StoreJob>,
    said: BTreeMap<u32, Vec<Said>>,
    welcomed: Vec<MemberId>,
    closed: BTreeMap<u32, Farewell>,
    answers: Vec<Result<atoll_core::protocol::Submitted, Trouble>>,
    told: Vec<Whereabouts>,
    slept: usize,
    snaps: usize,
}

fn key(text: &str) -> CommandKey {
    CommandKey::try_from(text.to_owned()).unwrap()
}

fn name(key: &str, name: &str) -> Submission {
    Submission { key: self::key(key), command: EditHeader { edit: HeaderEdit::Name(name.to_owned()) }.into() }
}

/// Names a context, which is refused where it is not there.
fn name_context(key: &str, number: u64) -> Submission {
    Submission { key: self::key(key), command: rename(ContextId::new(number).into(), key.to_owned()) }
}

fn add_context(key: &str, number: u64) -> Submission {
    let context = BoundedContext { id: ContextId::new(number), name: key.to_owned(), ..BoundedContext::default() };
    Submission { key: self::key(key), command: Command::from(Add { record: context.into() }) }
}

impl Stage {
    fn new() -> Self {
        Self::with(Setup::default())
    }

    fn with(setup: Setup) -> Self {
        let now =
            Now { clock: DateTime::from_timestamp_micros(1_700_000_000_123_456).unwrap(), elapsed: Duration::ZERO };
        Self {
            room: Room::new(LandscapeId::new(7), setup, now),
            now,
            epoch: Epoch(1),
            log: Vec::new(),
            job: None,
            said: BTreeMap::new(),
            welcomed: Vec::new(),
            closed: BTreeMap::new(),
            answers: Vec::new(),
            told: Vec::new(),
            slept: 0,
            snaps: 0,
        }
    }

    /// A room with these people, who were welcomed and have heard everything.
    fn of(members: &[u32]) -> Self {
        let mut stage = Self::new();
        for member in members {
            stage.join(*member, None);
            stage.settle();
        }
        // Once to say where people are, and once until that can be said again.
        stage.pass(1_000);
        stage.pass(1_000);
        stage.said.clear();
        stage
    }

    fn give(&mut self, input: Input) {
        if let Input::Left(member) = &input {
            self.welcomed.retain(|welcomed| welcomed != member);
        }
        for output in self.room.take(input, self.now) {
            match output {
                Output::Send(member, frame) => {
                    if frame.class == Class::Greeting && !self.welcomed.contains(&member) {
                        self.welcomed.push(member);
                    }
                    self.hear(member, &frame);
                }
                Output::SendAll(frame) => {
                    self.welcomed.clone().into_iter().for_each(|member| self.hear(member, &frame));
                }
                Output::Close(member, farewell) => {
                    self.welcomed.retain(|welcomed| *welcomed != member);
                    self.closed.insert(member.0, farewell);
                }
                Output::Store(job) => {
                    assert!(self.job.is_none(), "at most one job is under way");
                    self.job = Some(job);
                }
                Output::Answer(_, answer) => self.answers.push(answer),
                Output::Tell(whereabouts) => self.told.push(whereabouts),
                Output::Sleep => self.slept += 1,
                Output::Snapshot(_) => self.snaps += 1,
            }
        }
    }

    fn hear(&mut self, member: MemberId, frame: &Frame) {
        assert!(!self.closed.contains_key(&member.0), "nothing is said after the farewell");
        self.said.entry(member.0).or_default().push(serde_json::from_str(&frame.text).unwrap());
    }

    fn join_as(&mut self, member: u32, right: Right, resume: Option<Resume>) {
        let person = Person { id: format!("p{member}"), name: String::new() };
        self.give(Input::Join(Arrival { member: MemberId(member), protocol: 1, person, right, resume }));
    }

    fn join(&mut self, member: u32, resume: Option<u64>) {
        let resume = resume.map(|revision| Resume { epoch: self.epoch, revision: Revision(revision) });
        self.join_as(member, Right::Edit, resume);
    }

    fn submit(&mut self, member: u32, commands: Vec<Submission>) {
        let what = Utterance::Submit(Submit { commands });
        self.give(Input::Said { member: MemberId(member), what, bytes: 100 });
    }

    fn ask(&mut self, right: Right, commands: Vec<Submission>) {
        let submit = Submit { commands };
        self.give(Input::Asked { ticket: Ticket(1), by: None, right, submit, bytes: 100 });
    }

    /// Lets so many milliseconds pass.
    fn pass(&mut self, milliseconds: u64) {
        self.now.elapsed += Duration::from_millis(milliseconds);
        self.give(Input::Tick);
        self.settle();
    }

    /// Somebody else puts a command at the end of the log.
    fn elsewhere(&mut self, submission: &Submission) {
        let revision = Revision(self.log.len() as u64 + 1);
        let body = serde_json::to_string(&submission.command).unwrap();
        let clock = DateTime::from_timestamp_millis(1_700_000_000_000).unwrap();
        self.log.push(Entry { revision, key: submission.key.clone(), at: clock, by: None, body });
    }

    /// Does the job that is under way, and says that it is done.
    fn perform(&mut self) -> bool {
        let Some(job) = self.job.take() else { return false };
        let done = self.done(&job);
        self.give(Input::Stored(done));
        true
    }

    /// Does all jobs, also those that are due in a moment.
    fn settle(&mut self) {
        loop {
            while self.perform() {}
            let soon = self.now.elapsed + Duration::from_millis(10);
            let Some(due) = self.room.due().filter(|due| *due <= soon) else { return };
            self.now.elapsed = self.now.elapsed.max(due);
            self.give(Input::Tick);
            if self.job.is_none() {
                return;
            }
        }
    }

    /// Lets the job that is under way fail, and nothing of it be done.
    fn fail(&mut self, trouble: Trouble) {
        let done = match self.job.take().unwrap() {
            StoreJob::Load { .. } => Done::Loaded(Err(trouble)),
            StoreJob::Accepted { .. } => Done::Accepted(Err(trouble)),
            StoreJob::Append { .. } => Done::Appended(Err(trouble)),
            StoreJob::Read { .. } => Done::Read(Err(trouble)),
        };
        self.give(Input::Stored(done));
    }

    fn done(&mut self, job: &StoreJob) -> Done {
        let newest = Revision(self.log.len() as u64);
        match job {
            StoreJob::Load { known } => {
                let known = known.filter(|known| known.0 == self.epoch && known.1 <= newest).map(|known| known.1);
                let body = native::write(&Landscape::default());
                let base = known.is_none().then_some(Snapshot { revision: Revision(0), body });
                let tail = self.log[known.unwrap_or_default().0 as usize..].to_vec();
                Done::Loaded(Ok(Some(Stored { epoch: self.epoch, revision: newest, base, tail })))
            }
            StoreJob::Accepted { keys } => {
                let known = self.log.iter().filter(|entry| keys.contains(&entry.key));
                Done::Accepted(Ok(known.map(|entry| (entry.key.clone(), entry.revision)).collect()))
            }
            StoreJob::Append { after, entries } if *after == (self.epoch, newest) => {
                self.log.extend(entries.iter().cloned());
                Done::Appended(Ok(true))
            }
            StoreJob::Append { .. } => Done::Appended(Ok(false)),
            StoreJob::Read { after, limit } => {
                let lines = self.log[after.0 as usize..].iter().take(*limit).cloned().collect();
                Done::Read(Ok(Some(lines)))
            }
        }
    }

    /// What somebody was told since they were asked last, shortly.
    fn told(&mut self, member: u32) -> Vec<String> {
        let said = self.said.remove(&member).unwrap_or_default();
        let mut words = Vec::new();
        for said in said {
            match said {
                Said::Welcome(welcome) => {
                    let whole = if welcome.opened.is_some() { " whole" } else { "" };
                    words.push(format!("welcome {}{whole}", welcome.revision));
                }
                Said::Entries(lines) => {
                    words.extend(lines.iter().map(|line| format!("{} {}", line.revision, line.key.as_str())));
                }
                Said::Refused { key, .. } => words.push(format!("no {}", key.as_str())),
                Said::Later { keys, .. } => words.extend(keys.iter().map(|key| format!("later {}", key.as_str()))),
                Said::Here(_) | Said::Gone(_) | Said::Beat | Said::Farewell(_) => {}
            }
        }
        // What is sent again does no harm.
        words.dedup();
        words
    }

    fn here(&mut self, member: u32) -> Vec<u32> {
        let said = self.said.remove(&member).unwrap_or_default();
        let here = said.into_iter().filter_map(|said| if let Said::Here(here) = said { Some(here) } else { None });
        here.flatten().map(|present| present.member.0).collect()
    }
}

#[test]
fn a_line_is_said_as_the_protocol_has_it() {
    let submission = add_context("a \"quoted\" key", 1);
    for by in [None, Some(Person { id: "p1".to_owned(), name: "Ann \u{2028}".to_owned() })] {
        let at = DateTime::from_timestamp_millis(1_700_000_000_120).unwrap();
        let body = serde_json::to_string(&submission.command).unwrap();
        let (revision, key) = (Revision(3), submission.key.clone());
        let entry = Entry { revision, key: key.clone(), at, by: by.clone(), body };
        let line = frame::Line::of(&entry);
        let text = Frame::entries([&line, &line].into_iter(), Class::Lasting).text;
        let logged = LoggedCommand { revision, key, at, by, command: submission.command.clone() };
        assert_eq!(serde_json::to_string(&Said::Entries(vec![logged.clone(), logged])).unwrap(), text.as_str());
    }
}
