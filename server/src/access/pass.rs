//! What a live connection holds while it is open: what it may do, and when that ends.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use atoll_core::command::Command;
use atoll_core::protocol::{LandscapeId, Person, Right};
use chrono::{DateTime, Utc};
use tokio::sync::watch;

use super::limits::Asked;
use super::meter::Meter;
use super::{Access, Denial, Grant, denial};

/// How often the clock is looked at.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// What one live connection may do. Copies are the same pass; the connection counts until the last one is dropped.
#[derive(Clone, Debug)]
pub struct Pass(Arc<Held>);

#[derive(Debug)]
struct Held {
    access: Arc<Access>,
    grant: Grant,
    person: Person,
    /// Whether it was withdrawn.
    ended: watch::Sender<bool>,
    meters: Mutex<Own>,
}

/// What is counted for this connection alone.
#[derive(Debug, Default)]
struct Own {
    commands: Meter,
    bytes: Meter,
    presence: Meter,
}

impl Pass {
    /// What it lets somebody do.
    pub fn right(&self) -> Right {
        self.0.grant.right
    }

    /// Who it is: who is signed in, or who they say they are.
    pub fn person(&self) -> &Person {
        &self.0.person
    }

    /// Whether it holds at this time.
    pub fn is_valid(&self, at: DateTime<Utc>) -> bool {
        !*self.0.ended.borrow() && self.0.grant.expires.is_none_or(|expires| at < expires)
    }

    /// Whether this command may be done by it. Asked before anybody else hears of the command.
    ///
    /// # Errors
    ///
    /// A sentence that says why not.
    pub fn may(&self, command: &Command) -> Result<(), String> {
        if !self.is_valid(Utc::now()) {
            return Err(Denial::NOT_ALLOWED.to_owned());
        }
        self.0.grant.may(command)
    }

    /// Counts commands of this connection. Time is counted from the server's start, see [`Access::now`].
    ///
    /// # Errors
    ///
    /// How long to wait until it may be asked again; then nothing of it is done.
    pub fn allow(&self, now: Duration, commands: usize, bytes: usize) -> Result<(), Duration> {
        let (held, asked) = (&*self.0, Asked::new(commands, bytes));
        let limits = &held.access.settings.limits;
        {
            let mut own = held.own();
            own.commands.take(limits.commands_of_browser(), now, asked.commands)?;
            own.bytes.take(limits.bytes_of_browser(), now, asked.bytes)?;
        }
        held.access.limits.landscape(held.grant.landscape, now, asked)
    }

    /// Whether this connection may say now where its person is. Where it may not, the next one replaces this anyway.
    pub fn allow_presence(&self, now: Duration) -> bool {
        let rate = self.0.access.settings.limits.presence_of_browser();
        self.0.own().presence.take(rate, now, 1).is_ok()
    }

    /// Ends when the pass does: its link ended or was taken back, here or on another server, or the landscape is gone.
    pub async fn ended(&self) {
        let mut told = self.0.ended.subscribe();
        loop {
            // The clock may be set meanwhile: a long time is waited for in parts.
            let left = self.0.grant.expires.map(|expires| (expires - Utc::now()).to_std().unwrap_or_default());
            tokio::select! {
                // The pass holds the sender: this cannot fail while it is asked.
                _ = told.wait_for(|ended| *ended) => return,
                () = tokio::time::sleep(left.map_or(LOOK_AGAIN, |left| left.min(LOOK_AGAIN))) => {}
            }
            if !self.is_valid(Utc::now()) {
                return;
            }
        }
    }
}

impl Held {
    fn own(&self) -> MutexGuard<'_, Own> {
        self.meters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Every pass that somebody holds.
#[derive(Debug, Default)]
pub(super) struct Passes(Mutex<BTreeMap<LandscapeId, Vec<Weak<Held>>>>);

impl Passes {
    /// A pass for this connection, unless there are as many to the landscape as there may be.
    pub(super) fn issue(&self, access: &Arc<Access>, grant: Grant, person: Person, most: u32) -> Result<Pass, Denial> {
        let mut all = self.all();
        let held = all.entry(grant.landscape).or_default();
        held.retain(|held| held.strong_count() > 0);
        if most > 0 && held.len() >= usize::try_from(most).unwrap_or(usize::MAX) {
            return Err(Denial::Crowded(Duration::from_secs(10)));
        }
        let (access, ended, meters) = (Arc::clone(access), watch::Sender::new(false), Mutex::default());
        let pass = Arc::new(Held { access, grant, person, ended, meters });
        held.push(Arc::downgrade(&pass));
        Ok(Pass(pass))
    }

    /// Whether somebody holds a pass that this hash opened.
    pub(super) fn is_in_use(&self, landscape: LandscapeId, is_meant: impl Fn(&Grant) -> bool) -> bool {
        let held = self.all().get(&landscape).cloned().unwrap_or_default();
        held.iter().filter_map(Weak::upgrade).any(|held| is_meant(&held.grant))
    }

    /// Ends passes to a landscape: when this returns, none of them holds any more.
    pub(super) fn withdraw(&self, landscape: LandscapeId, is_meant: impl Fn(&Grant) -> bool) {
        let held = self.all().get(&landscape).cloned().unwrap_or_default();
        for held in held.iter().filter_map(Weak::upgrade).filter(|held| is_meant(&held.grant)) {
            held.ended.send_replace(true);
        }
    }

    /// The landscapes that somebody holds a pass to, and forgets the others.
    pub(super) fn sweep(&self) -> Vec<LandscapeId> {
        let mut all = self.all();
        all.retain(|_, held| {
            held.retain(|held| held.strong_count() > 0);
            !held.is_empty()
        });
        all.keys().copied().collect()
    }

    /// What is held of one landscape, to be looked up again.
    pub(super) fn grants(&self, landscape: LandscapeId) -> Vec<Grant> {
        let held = self.all().get(&landscape).cloned().unwrap_or_default();
        held.iter().filter_map(Weak::upgrade).map(|held| held.grant.clone()).collect()
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<LandscapeId, Vec<Weak<Held>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Grant {
    /// Whether this command may be done by it.
    ///
    /// # Errors
    ///
    /// A sentence that says why not.
    pub fn may(&self, command: &Command) -> Result<(), String> {
        let needs = Right::needed_for(command);
        if self.right >= needs { Ok(()) } else { Err(denial::too_little(self.right, needs)) }
    }
}
