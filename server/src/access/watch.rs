//! Ends passes whose link ended or was taken back, also on another server, and those to landscapes that are gone.

use std::sync::{Arc, Weak};
use std::time::Duration;

use atoll_core::protocol::LandscapeId;
use chrono::Utc;
use tokio::sync::broadcast::error::RecvError;

use super::{Access, Grant};
use crate::store::Hint;

/// How often everything is looked up again: hints can get lost.
const LOOK_AGAIN: Duration = Duration::from_secs(15);

/// Watches for as long as the access is there.
pub(super) fn spawn(access: &Arc<Access>) {
    let (weak, mut hints) = (Arc::downgrade(access), access.store.hints());
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(LOOK_AGAIN);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let hint = tokio::select! {
                hint = hints.recv() => hint,
                _ = ticks.tick() => Ok(Hint::Missed),
            };
            let Some(access) = Weak::upgrade(&weak) else { return };
            match hint {
                Ok(Hint::Rights(landscape)) => access.look_again(landscape).await,
                Ok(Hint::Removed(landscape)) => access.withdraw(landscape, |_| true),
                Ok(Hint::Missed) | Err(RecvError::Lagged(_)) => {
                    for landscape in access.passes.sweep() {
                        access.look_again(landscape).await;
                    }
                }
                Ok(_) => {}
                Err(RecvError::Closed) => return,
            }
        }
    });
}

impl Access {
    /// Ends passes to a landscape: when this returns, none of them lets anybody do anything.
    pub(crate) fn withdraw(&self, landscape: LandscapeId, is_meant: impl Fn(&Grant) -> bool) {
        self.passes.withdraw(landscape, is_meant);
    }

    /// Ends the passes to a landscape that do not hold any more.
    async fn look_again(&self, landscape: LandscapeId) {
        let held = self.passes.grants(landscape);
        if held.is_empty() {
            return;
        }
        // Where the database does not answer nobody is sent away: nothing can be stored meanwhile anyway.
        let Ok(links) = self.store.links(landscape).await else { return };
        let at = Utc::now();
        let holds = |grant: &Grant| {
            let link = grant.link.as_ref();
            link.is_none_or(|id| links.iter().any(|link| link.id == *id && link.is_valid(at)))
        };
        self.withdraw(landscape, |grant| !holds(grant));
        let named = held.iter().filter(|grant| grant.link.is_none()).filter_map(|grant| grant.person.as_ref());
        let named: std::collections::BTreeSet<&str> = named.map(|person| person.id.as_str()).collect();
        for person in named {
            if matches!(self.store.member(landscape, person).await, Ok(None)) {
                let is_theirs = |grant: &Grant| {
                    grant.link.is_none() && grant.person.as_ref().is_some_and(|other| other.id == person)
                };
                self.withdraw(landscape, is_theirs);
            }
        }
    }
}
