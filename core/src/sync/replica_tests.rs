//! Two browsers and a server that is a list: what the simulation of a whole workshop has in earnest, in small.

use chrono::DateTime;

use super::*;
use crate::command::{Add, Remove, rename};
use crate::model::{BoundedContext, ContextId, ElementId};
use crate::protocol::{Epoch, Opened};

/// The log, and what it leads to.
#[derive(Default)]
struct Server {
    epoch: Epoch,
    landscape: Landscape,
    log: Vec<LoggedCommand>,
}

impl Server {
    fn welcome(&self, resume: Option<Resume>) -> Said {
        let revision = Revision(self.log.len() as u64);
        let is_usable = resume.is_some_and(|resume| resume.epoch == self.epoch && resume.revision <= revision);
        let opened = || Opened { id: id(), epoch: self.epoch, revision, file: native::write(&self.landscape) };
        let welcome = Welcome {
            protocol: PROTOCOL,
            epoch: self.epoch,
            revision,
            right: Right::Edit,
            member: MemberId(1),
            person: Person::default(),
            at: DateTime::UNIX_EPOCH,
            present: Vec::new(),
            opened: (!is_usable).then(opened),
        };
        Said::Welcome(Box::new(welcome))
    }

    fn submit(&mut self, request: Option<Request>) -> Vec<Said> {
        let Some(Request::Submit(Submit { commands })) = request else { return Vec::new() };
        let mut said = Vec::new();
        for Submission { key, command } in commands {
            if let Some(line) = self.log.iter().find(|line| line.key == key) {
                said.push(Said::Entries(vec![line.clone()]));
            } else if let Err(error) = command::apply(&mut self.landscape, &command) {
                said.push(Said::Refused { key, reason: error.to_string() });
            } else {
                let revision = Revision(self.log.len() as u64 + 1);
                self.log.push(LoggedCommand { revision, key, at: DateTime::UNIX_EPOCH, by: None, command });
            }
        }
        said
    }

    /// What a browser has not heard yet.
    fn tell(&self, replica: &mut Replica) -> Vec<Happening> {
        let from = replica.at().map_or(0, |at| at.revision.0 as usize);
        replica.heard(Said::Entries(self.log[from..].to_vec()))
    }
}

fn id() -> LandscapeId {
    LandscapeId::new(7)
}

fn submission(key: &str, command: impl Into<Command>) -> Submission {
    Submission { key: CommandKey::try_from(key.to_owned()).unwrap(), command: command.into() }
}

fn add(number: u64, name: &str) -> Add {
    let context = BoundedContext { id: ContextId::new(number), name: name.to_owned(), ..BoundedContext::default() };
    Add { record: context.into() }
}

fn context(number: u64) -> ElementId {
    ContextId::new(number).into()
}

fn browser() -> Replica {
    Replica::new(id(), None, Person::default())
}

fn join(server: &Server, replica: &mut Replica) -> Vec<Happening> {
    let Request::Join(join) = replica.connected() else { panic!("it joins first") };
    let mut happenings = replica.heard(server.welcome(join.resume));
    happenings.extend(server.tell(replica));
    assert_eq!(replica.standing(), Standing::Together);
    happenings
}

fn names(landscape: &Landscape) -> Vec<String> {
    landscape.contexts.values().map(|context| context.name.clone()).collect()
}

#[test]
fn two_who_draw_apart_agree_when_they_come_back() {
    let mut server = Server { epoch: Epoch(1), ..Server::default() };
    let (mut ann, mut ben) = (browser(), browser());
    for replica in [&mut ann, &mut ben] {
        join(&server, replica);
        replica.disconnected();
    }
    ann.submit(submission("a1", add(1, "Sales"))).unwrap();
    ann.submit(submission("a2", rename(context(1), "Orders".to_owned()))).unwrap();
    ben.submit(submission("b1", add(2, "Stock"))).unwrap();
    assert!(ann.next_request().is_none(), "nothing is said while apart");
    for replica in [&mut ann, &mut ben] {
        join(&server, replica);
        server.submit(replica.next_request());
        assert!(replica.next_request().is_none(), "everything was said once");
    }
    for replica in [&mut ann, &mut ben] {
        server.tell(replica);
        assert_eq!(names(replica.landscape()), ["Orders", "Stock"]);
        assert!(replica.pending().is_empty());
        assert_eq!(replica.landscape(), &server.landscape);
    }
    assert_eq!(server.log.len(), 3);
}

#[test]
fn what_others_removed_is_refused_with_a_word_and_its_effect_is_gone() {
    let mut server = Server { epoch: Epoch(1), ..Server::default() };
    command::apply(&mut server.landscape, &add(1, "Sales").into()).unwrap();
    let (mut ann, mut ben) = (browser(), browser());
    join(&server, &mut ann);
    join(&server, &mut ben);
    ann.submit(submission("a1", Remove { elements: [context(1)].into_iter().collect() })).unwrap();
    ben.submit(submission("b1", rename(context(1), "Orders".to_owned()))).unwrap();
    ben.submit(submission("b2", add(2, "Stock"))).unwrap();
    server.submit(ann.next_request());
    server.tell(&mut ben);
    assert_eq!(ben.pending().len(), 2, "whether it applies is for the server to say");
    let said = server.submit(ben.next_request());
    let happenings: Vec<Happening> = said.into_iter().flat_map(|said| ben.heard(said)).collect();
    let [Happening::Changed(_), Happening::Refused(refused)] = &happenings[..] else { panic!("{happenings:?}") };
    assert_eq!(refused.submission.key.as_str(), "b1");
    assert!(refused.reason.contains("not in this landscape"), "{}", refused.reason);
    let happenings = server.tell(&mut ben);
    assert!(matches!(&happenings[0], Happening::Acknowledged(keys) if keys.len() == 1), "{happenings:?}");
    assert_eq!((names(ben.landscape()), ben.landscape()), (vec!["Stock".to_owned()], &server.landscape));
}

#[test]
fn an_answer_that_was_lost_does_nothing_twice() {
    let mut server = Server { epoch: Epoch(1), ..Server::default() };
    let mut ann = browser();
    join(&server, &mut ann);
    ann.submit(submission("a1", add(1, "Sales"))).unwrap();
    server.submit(ann.next_request());
    // The connection is lost before the line arrives; what was kept is older than the log.
    let outbox = ann.pending().iter().map(|pending| pending.submission.clone()).collect();
    let mut again = browser().resumed(ann.confirmed(), ann.at().unwrap(), outbox);
    assert_eq!(names(again.landscape()), ["Sales"]);
    let happenings = join(&server, &mut again);
    assert!(happenings.iter().any(|happening| matches!(happening, Happening::Acknowledged(_))), "{happenings:?}");
    assert!(again.next_request().is_none() && again.pending().is_empty());
    // The line is known here, but not that it was one's own: the outbox was emptied too late.
    let outbox = vec![submission("a1", add(1, "Sales"))];
    let mut late = browser().resumed(again.confirmed(), again.at().unwrap(), outbox);
    join(&server, &mut late);
    for said in server.submit(late.next_request()) {
        late.heard(said);
    }
    assert!(late.pending().is_empty());
    assert_eq!((late.landscape(), server.log.len()), (&server.landscape, 1));
}

#[test]
fn a_gap_or_a_line_that_does_not_apply_is_noticed_and_mended() {
    let mut server = Server { epoch: Epoch(1), ..Server::default() };
    let (mut ann, mut ben) = (browser(), browser());
    join(&server, &mut ann);
    join(&server, &mut ben);
    for (key, number) in [("a1", 1), ("a2", 2)] {
        ann.submit(submission(key, add(number, key))).unwrap();
        server.submit(ann.next_request());
    }
    let gap = ben.heard(Said::Entries(server.log[1..].to_vec()));
    assert_eq!((gap, ben.standing()), (vec![Happening::Rejoin], Standing::Apart));
    join(&server, &mut ben);
    assert_eq!(ben.landscape(), &server.landscape);
    let known = server.log[0].clone();
    assert!(ben.heard(Said::Entries(vec![known.clone()])).is_empty(), "what is known is heard twice without harm");
    let strange = LoggedCommand { revision: Revision(3), ..known };
    assert_eq!(ben.heard(Said::Entries(vec![strange])), [Happening::Rejoin], "the context is there already");
    assert_eq!(ben.at(), None);
    join(&server, &mut ben);
    assert_eq!(ben.landscape(), &server.landscape);
}

#[test]
fn a_server_that_was_put_back_and_a_browser_that_knows_more_agree() {
    let mut server = Server { epoch: Epoch(1), ..Server::default() };
    let mut ann = browser();
    join(&server, &mut ann);
    ann.submit(submission("a1", add(1, "Sales"))).unwrap();
    server.submit(ann.next_request());
    server.tell(&mut ann);
    ann.disconnected();
    ann.submit(submission("a2", add(2, "Stock"))).unwrap();
    server = Server { epoch: Epoch(2), ..Server::default() };
    let happenings = join(&server, &mut ann);
    let lost = happenings.iter().find_map(|happening| match happening {
        Happening::Replaced(was) => Some(names(was)),
        _ => None,
    });
    assert_eq!(lost, Some(vec!["Sales".to_owned()]), "what the server lost is not lost here");
    server.submit(ann.next_request());
    server.tell(&mut ann);
    assert_eq!((names(ann.landscape()), ann.landscape()), (vec!["Stock".to_owned()], &server.landscape));
}

#[test]
fn what_cannot_be_stored_waits() {
    let server = Server { epoch: Epoch(1), ..Server::default() };
    let mut ann = browser();
    join(&server, &mut ann);
    ann.submit(submission("a1", add(1, "Sales"))).unwrap();
    assert!(ann.next_request().is_some());
    let keys = vec![ann.pending()[0].submission.key.clone()];
    ann.heard(Said::Later { keys, reason: "The disk is full.".to_owned(), after: 1_000 });
    assert!(ann.next_request().is_none());
    ann.release();
    assert!(ann.next_request().is_some());
}

#[test]
fn another_window_puts_the_same_in_line_and_the_log_has_it_once() {
    let mut server = Server { epoch: Epoch(1), ..Server::default() };
    let (mut one, mut other) = (browser(), browser());
    join(&server, &mut one);
    join(&server, &mut other);
    let command = submission("a1", add(1, "Sales"));
    one.submit(command.clone()).unwrap();
    assert!(!other.adopt(vec![command.clone()]).is_empty());
    assert!(other.adopt(vec![command]).is_empty());
    for replica in [&mut one, &mut other] {
        server.submit(replica.next_request());
    }
    for replica in [&mut one, &mut other] {
        server.tell(replica);
        assert!(replica.pending().is_empty());
        assert_eq!(replica.landscape(), &server.landscape);
    }
    assert_eq!(server.log.len(), 1);
}
