//! A browser's copy of a shared landscape: what the log says, and on top of it what the person did since.
//!
//! A command of one's own is done at once and waits in line until the log has it. When lines of the log arrive, what
//! waits is taken back, the lines are done, and what waits is done again: a *rebase*. Whether a command still applies is
//! for the server to say; one that does not apply here for the moment goes on waiting without an effect.

use crate::change::Changes;
use crate::command::{self, Command, CommandError};
use crate::format::native;
use crate::model::Landscape;
use crate::protocol::{
    CommandKey, Farewell, Join, LandscapeId, LoggedCommand, MemberId, PROTOCOL, Person, Present, Reason, Request,
    Resume, Revision, Right, Said, Submission, Submit, Token, Welcome,
};
use crate::sorted_map::SortedMap;

/// The most commands that one message holds.
const BATCH: usize = 200;

/// The most commands that are under way at the same time.
const UNDER_WAY: usize = 1_000;

/// A command that the log does not have yet, as far as is known here.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    /// The command and its key.
    pub submission: Submission,
    /// What it does on top of the log and of those before it; nothing while it does not apply.
    pub changes: Changes,
    /// Whether it was said to the server over the connection that there is.
    pub is_sent: bool,
}

/// A command that the server refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The command and its key.
    pub submission: Submission,
    /// A sentence that says why.
    pub reason: String,
}

/// How the copy and the server stand to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// There is no connection.
    #[default]
    Apart,
    /// There is a connection; the server has not answered yet.
    Joining,
    /// What happened in the meantime arrives.
    CatchingUp,
    /// Everything is seen as it happens.
    Together,
}

/// What became of something, for the caller to act on, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// What is seen changed by what others did, or because something of one's own was refused.
    Changed(Changes),
    /// The log has these commands: they need not be kept any longer once the landscape is kept at this revision.
    Acknowledged(Vec<CommandKey>),
    /// The server refused this command of one's own; its effect is gone.
    Refused(Refused),
    /// These lines are new in the log.
    Logged(Vec<LoggedCommand>),
    /// The server has another log than the one that this copy followed: it was put back from a backup. This is what the
    /// copy had of the log before.
    Replaced(Box<Landscape>),
    /// Who is here, or where they are, is another.
    Presence,
    /// Send again, but not before so many milliseconds; the sentence says why.
    Later(u32, String),
    /// The connection is of no use any more: close it, and join anew.
    Rejoin,
    /// The server closes the connection.
    Farewell(Farewell),
}

/// A browser's copy of a shared landscape.
#[derive(Clone, Debug)]
pub struct Replica {
    /// Which landscape.
    pub id: LandscapeId,
    /// What opens it.
    pub token: Option<Token>,
    /// Who draws here.
    pub person: Person,
    /// What may be done, as the server said last.
    pub right: Right,
    /// The others in the room.
    pub present: SortedMap<MemberId, Present>,
    seen: Landscape,
    at: Option<Resume>,
    pending: Vec<Pending>,
    standing: Standing,
    member: MemberId,
    /// Caught up when the log is known up to here.
    goal: Revision,
    is_held: bool,
}

impl Replica {
    /// A copy that is to be fetched whole.
    pub fn new(id: LandscapeId, token: Option<Token>, person: Person) -> Self {
        Self {
            id,
            token,
            person,
            right: Right::View,
            present: SortedMap::new(),
            seen: Landscape::default(),
            at: None,
            pending: Vec::new(),
            standing: Standing::Apart,
            member: MemberId::default(),
            goal: Revision::default(),
            is_held: false,
        }
    }

    /// Goes on with what was kept: the landscape as the log had it, up to where, and what was not acknowledged.
    #[must_use]
    pub fn resumed(mut self, landscape: Landscape, at: Resume, outbox: Vec<Submission>) -> Self {
        self.seen = landscape;
        self.at = Some(at);
        self.goal = at.revision;
        let pending =
            outbox.into_iter().map(|submission| Pending { submission, changes: Changes::default(), is_sent: false });
        self.pending = pending.collect();
        self.redo_pending();
        self
    }

    /// What is seen: the log, and one's own commands on top.
    pub fn landscape(&self) -> &Landscape {
        &self.seen
    }

    /// What the log says, without what waits.
    pub fn confirmed(&self) -> Landscape {
        let mut landscape = self.seen.clone();
        for pending in self.pending.iter().rev() {
            landscape.apply(&pending.changes.invert());
        }
        landscape
    }

    /// Up to where the log is known; nothing before the landscape was fetched for the first time.
    pub fn at(&self) -> Option<Resume> {
        self.at
    }

    /// What the log does not have yet, the oldest first.
    pub fn pending(&self) -> &[Pending] {
        &self.pending
    }

    /// How this copy and the server stand to each other.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// How the others know this browser.
    pub fn member(&self) -> MemberId {
        self.member
    }

    /// Does a command of one's own and puts it in line.
    ///
    /// # Errors
    ///
    /// It does not apply to what is seen; nothing is then put in line.
    pub fn submit(&mut self, submission: Submission) -> Result<Changes, CommandError> {
        let changes = command::apply(&mut self.seen, &submission.command)?;
        self.pending.push(Pending { submission, changes: changes.clone(), is_sent: false });
        Ok(changes)
    }

    /// Puts in line what another window of this browser has put in its own: the same commands under the same keys, which
    /// the server does once. Answers with what is seen differently.
    pub fn adopt(&mut self, submissions: Vec<Submission>) -> Changes {
        let mut all = Changes::default();
        for submission in submissions {
            if self.pending.iter().any(|pending| pending.submission.key == submission.key) {
                continue;
            }
            let changes = command::apply(&mut self.seen, &submission.command).unwrap_or_default();
            all.squash(changes.clone());
            self.pending.push(Pending { submission, changes, is_sent: false });
        }
        all
    }

    /// There is a connection: this is the first thing to say.
    pub fn connected(&mut self) -> Request {
        self.disconnected();
        self.standing = Standing::Joining;
        Request::Join(Join {
            protocol: PROTOCOL,
            landscape: self.id,
            token: self.token.clone(),
            person: self.person.clone(),
            resume: self.at,
        })
    }

    /// There is no connection any more. What was said over it may or may not have been heard: it is said again, under
    /// the same keys, over the next one.
    pub fn disconnected(&mut self) {
        self.standing = Standing::Apart;
        self.is_held = false;
        self.present = SortedMap::new();
        for pending in &mut self.pending {
            pending.is_sent = false;
        }
    }

    /// What is to be said next, if there is something: commands that were not said yet.
    pub fn next_request(&mut self) -> Option<Request> {
        if self.standing != Standing::Together || self.is_held {
            return None;
        }
        let under_way = self.pending.iter().filter(|pending| pending.is_sent).count();
        let room = UNDER_WAY.saturating_sub(under_way).min(BATCH);
        let unsent = self.pending.iter_mut().filter(|pending| !pending.is_sent).take(room);
        let commands: Vec<Submission> = unsent
            .map(|pending| {
                pending.is_sent = true;
                pending.submission.clone()
            })
            .collect();
        (!commands.is_empty()).then_some(Request::Submit(Submit { commands }))
    }

    /// What the server asked to be sent later can be sent now.
    pub fn release(&mut self) {
        self.is_held = false;
    }

    /// Takes in what the server said.
    pub fn heard(&mut self, said: Said) -> Vec<Happening> {
        if self.standing == Standing::Apart {
            // A late word of a connection that is given up already.
            return Vec::new();
        }
        match said {
            Said::Welcome(welcome) => self.welcomed(*welcome),
            Said::Entries(lines) => self.logged(lines),
            Said::Refused { key, reason } => self.refused(&key, reason),
            Said::Later { keys, reason, after } => {
                for pending in &mut self.pending {
                    pending.is_sent &= !keys.contains(&pending.submission.key);
                }
                self.is_held = true;
                vec![Happening::Later(after, reason)]
            }
            Said::Here(all) => {
                let own = self.member;
                self.present.extend(all.into_iter().filter(|one| one.member != own).map(|one| (one.member, one)));
                vec![Happening::Presence]
            }
            Said::Gone(members) => {
                for member in &members {
                    self.present.remove(member);
                }
                vec![Happening::Presence]
            }
            Said::Beat => Vec::new(),
            Said::Farewell(farewell) => {
                if farewell.reason == Reason::NotAllowed {
                    self.right = Right::View;
                }
                self.disconnected();
                vec![Happening::Farewell(farewell)]
            }
        }
    }

    fn welcomed(&mut self, welcome: Welcome) -> Vec<Happening> {
        let Welcome { epoch, revision, right, member, person, present, opened, .. } = welcome;
        if self.standing != Standing::Joining {
            return self.give_up();
        }
        (self.right, self.member, self.person) = (right, member, person);
        let others = present.into_iter().filter(|one| one.member != member);
        self.present = others.map(|one| (one.member, one)).collect();
        let mut happenings = vec![Happening::Presence];
        match (opened, self.at) {
            (Some(opened), before) => {
                let Ok(landscape) = native::parse(&opened.file) else { return self.give_up() };
                let was = before.is_some_and(|at| at.epoch != opened.epoch).then(|| self.confirmed());
                happenings.extend(was.map(|was| Happening::Replaced(Box::new(was))));
                let old = std::mem::replace(&mut self.seen, landscape);
                self.at = Some(Resume { epoch: opened.epoch, revision: opened.revision });
                self.redo_pending();
                happenings.push(Happening::Changed(Changes::between(&old, &self.seen)));
            }
            (None, Some(at)) if at.epoch == epoch && at.revision <= revision => {}
            // The server goes on with something that this copy does not have.
            (None, _) => return self.give_up(),
        }
        self.goal = revision;
        self.standing = Standing::CatchingUp;
        self.see_whether_caught_up();
        happenings
    }

    fn logged(&mut self, lines: Vec<LoggedCommand>) -> Vec<Happening> {
        let (Standing::CatchingUp | Standing::Together, Some(mut at)) = (self.standing, self.at) else {
            return self.give_up();
        };
        let known = at.revision;
        let (old, lines): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.revision <= known);
        let mut happenings = self.logged_before(&old);
        let expected = (known.0 + 1..).map(Revision);
        if lines.iter().zip(expected).any(|(line, expected)| line.revision != expected) {
            happenings.push(self.give_up_one());
            return happenings;
        }
        let (mut own, mut all) = (Vec::new(), Changes::default());
        let (mut is_unwound, mut has_diverged) = (false, false);
        for line in &lines {
            let place = self.pending.iter().position(|pending| pending.submission.key == line.key);
            own.extend(place.map(|_| line.key.clone()));
            // The first in line, on top of what it was done on top of: nothing is seen differently.
            let is_as_expected =
                place == Some(0) && !is_unwound && self.pending.first().is_some_and(Pending::has_effect);
            if is_as_expected {
                self.pending.remove(0);
                continue;
            }
            if !is_unwound {
                all.squash(self.undo_pending());
                is_unwound = true;
            }
            if let Some(place) = place {
                self.pending.remove(place);
            }
            match command::apply(&mut self.seen, &line.command) {
                Ok(changes) => all.squash(changes),
                Err(_) => {
                    has_diverged = true;
                    break;
                }
            }
        }
        if is_unwound {
            all.squash(self.redo_pending());
        }
        at.revision = lines.last().map_or(known, |line| line.revision);
        self.at = Some(at);
        self.see_whether_caught_up();
        if !all.is_empty() {
            happenings.push(Happening::Changed(all));
        }
        if !own.is_empty() {
            happenings.push(Happening::Acknowledged(own));
        }
        if has_diverged {
            // What the server has is not what is here. Nothing can be made of it but to fetch the landscape anew.
            self.at = None;
            happenings.push(self.give_up_one());
        } else if !lines.is_empty() {
            happenings.push(Happening::Logged(lines));
        }
        happenings
    }

    /// Takes in lines that were known here already, without it being known that some were one's own: an answer that was
    /// lost with a connection.
    fn logged_before(&mut self, lines: &[LoggedCommand]) -> Vec<Happening> {
        let is_own = |pending: &Pending| lines.iter().any(|line| line.key == pending.submission.key);
        if !self.pending.iter().any(is_own) {
            return Vec::new();
        }
        let mut changes = self.undo_pending();
        let (own, others) = std::mem::take(&mut self.pending).into_iter().partition(is_own);
        self.pending = others;
        changes.squash(self.redo_pending());
        let own: Vec<Pending> = own;
        let keys = own.into_iter().map(|pending| pending.submission.key).collect();
        vec![Happening::Changed(changes), Happening::Acknowledged(keys)]
    }

    fn refused(&mut self, key: &CommandKey, reason: String) -> Vec<Happening> {
        let Some(place) = self.pending.iter().position(|pending| pending.submission.key == *key) else {
            return Vec::new();
        };
        let mut changes = self.undo_pending();
        let Pending { submission, .. } = self.pending.remove(place);
        changes.squash(self.redo_pending());
        vec![Happening::Changed(changes), Happening::Refused(Refused { submission, reason })]
    }

    /// Takes back what waits; answers with what that changes.
    fn undo_pending(&mut self) -> Changes {
        let mut all = Changes::default();
        for pending in self.pending.iter_mut().rev() {
            let changes = std::mem::take(&mut pending.changes).invert();
            self.seen.apply(&changes);
            all.squash(changes);
        }
        all
    }

    /// Does what waits, as far as it applies; answers with what that changes.
    fn redo_pending(&mut self) -> Changes {
        let mut all = Changes::default();
        for pending in &mut self.pending {
            pending.changes = command::apply(&mut self.seen, &pending.submission.command).unwrap_or_default();
            all.squash(pending.changes.clone());
        }
        all
    }

    fn see_whether_caught_up(&mut self) {
        if self.standing == Standing::CatchingUp && self.at.is_some_and(|at| at.revision >= self.goal) {
            self.standing = Standing::Together;
        }
    }

    fn give_up(&mut self) -> Vec<Happening> {
        vec![self.give_up_one()]
    }

    fn give_up_one(&mut self) -> Happening {
        self.disconnected();
        Happening::Rejoin
    }
}

impl Pending {
    /// Whether it does something on top of what is before it; a command without an effect may not apply, or change
    /// nothing.
    pub fn has_effect(&self) -> bool {
        !self.changes.is_empty()
    }

    /// Names the command.
    pub fn command(&self) -> &Command {
        &self.submission.command
    }
}

#[cfg(test)]
#[path = "replica_tests.rs"]
mod tests;
