//! Who did what about rights: written down in the database, for the owner and for whoever runs the server.
//!
//! Never a token. What happens often is noted once: that a link was opened, for each person and address; refusals once
//! a minute for each address, with their number.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use atoll_core::protocol::LandscapeId;
use chrono::Utc;

use super::{Access, Grant, Presented};
use crate::store::AuditEntry;

/// How often refusals of one address are noted.
const REFUSALS_EVERY: Duration = Duration::from_secs(60);

/// The most that is remembered of what was noted already. Beyond that it is noted again.
const REMEMBERED_MAX: usize = 10_000;

/// What can be noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A landscape was made.
    Created,
    /// A link opened a landscape for somebody, for the first time since the server started.
    Opened,
    /// What was shown opened nothing.
    Refused,
    /// A link was made.
    LinkMade,
    /// A link was taken back.
    LinkRevoked,
    /// A landscape was removed.
    Removed,
    /// A copy was put back, with its links: what was taken back since opens again.
    Restored,
    /// Somebody signed in.
    SignedIn,
    /// Somebody signed out.
    SignedOut,
}

impl What {
    const fn code(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Opened => "opened",
            Self::Refused => "refused",
            Self::LinkMade => "link_made",
            Self::LinkRevoked => "link_revoked",
            Self::Removed => "removed",
            Self::Restored => "restored",
            Self::SignedIn => "signed_in",
            Self::SignedOut => "signed_out",
        }
    }

    /// It as a line: about which landscape, if about one, and who did it from where. Whoever runs the server does it from
    /// nowhere.
    pub(crate) fn line(
        self,
        landscape: Option<LandscapeId>,
        (person, address): (Option<&str>, Option<IpAddr>),
        details: String,
    ) -> AuditEntry {
        let (person, address) = (person.map(str::to_owned), address.map(|address| address.to_string()));
        AuditEntry { at: Utc::now(), landscape, person, address, what: self.code().to_owned(), details }
    }
}

/// What was noted already.
#[derive(Debug, Default)]
pub(super) struct Notes {
    opened: Mutex<BTreeSet<(LandscapeId, String, String, IpAddr)>>,
    refused: Mutex<BTreeMap<IpAddr, Refusals>>,
}

/// Refusals of one address.
#[derive(Clone, Copy, Debug, Default)]
struct Refusals {
    /// How many were not noted yet.
    count: u32,
    /// When they were noted last.
    noted: Option<Duration>,
}

impl Notes {
    /// Whether this is the first time.
    fn is_new(&self, grant: &Grant) -> bool {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if opened.len() >= REMEMBERED_MAX {
            opened.clear();
        }
        let link = grant.link.as_ref().map(|link| link.0.clone()).unwrap_or_default();
        let person = grant.person.as_ref().map(|person| person.id.clone()).unwrap_or_default();
        opened.insert((grant.landscape, link, person, grant.address))
    }

    /// How many refusals of this address are to be noted now, if any.
    fn refused(&self, address: IpAddr, now: Duration) -> Option<u32> {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        if refused.len() >= REMEMBERED_MAX && !refused.contains_key(&address) {
            refused
                .retain(|_, refusals| refusals.noted.is_some_and(|noted| now.saturating_sub(noted) < REFUSALS_EVERY));
            if refused.len() >= REMEMBERED_MAX {
                // So many addresses at once: their number is in the log, and the database is not filled with them.
                return None;
            }
        }
        let refusals = refused.entry(address).or_default();
        refusals.count = refusals.count.saturating_add(1);
        if refusals.noted.is_some_and(|noted| now.saturating_sub(noted) < REFUSALS_EVERY) {
            return None;
        }
        refusals.noted = Some(now);
        Some(std::mem::take(&mut refusals.count))
    }
}

impl Access {
    /// Notes something, and waits until it stands in the database. What could not be noted stands in the log; it is
    /// done all the same.
    pub(crate) async fn note(
        &self,
        what: What,
        landscape: Option<LandscapeId>,
        (person, address): (Option<&str>, IpAddr),
        details: &str,
    ) {
        let entry = what.line(landscape, (person, Some(address)), details.to_owned());
        if let Err(error) = self.store.audit(std::slice::from_ref(&entry)).await {
            tracing::error!(%error, what = entry.what, "what was done about rights could not be noted");
        }
    }

    /// Notes what somebody did with a right to a landscape.
    pub(crate) async fn note_by(&self, grant: &Grant, what: What, details: &str) {
        let person = grant.person.as_ref().map(|person| person.id.as_str());
        let by = grant.link.as_ref().map(|link| format!("by link {}", link.0)).unwrap_or_default();
        let details = [details, &by].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
        self.note(what, Some(grant.landscape), (person, grant.address), &details).await;
    }

    /// Notes that a link was used, the first time. Nobody waits for it.
    pub(super) fn note_opened(&self, grant: &Grant, presented: &Presented) {
        if !self.notes.is_new(grant) {
            return;
        }
        let right = format!("may {}", grant.right.words());
        let by = grant.link.as_ref().map(|link| format!("{right}; by link {}", link.0)).unwrap_or(right);
        self.note_later(What::Opened, Some(grant.landscape), presented, by);
    }

    /// Notes that what was shown opened nothing, once a minute for each address. Nobody waits for it, so that it takes
    /// no longer to refuse than not to note it.
    pub(super) fn note_refused(&self, address: IpAddr, landscape: Option<LandscapeId>) {
        let Some(count) = self.notes.refused(address, self.now()) else { return };
        tracing::info!(%address, count, "what was shown opened nothing");
        let presented = Presented { token: None, person: None, address };
        self.note_later(What::Refused, landscape, &presented, format!("{count} times"));
    }

    fn note_later(&self, what: What, landscape: Option<LandscapeId>, presented: &Presented, details: String) {
        let person = presented.person.as_ref().map(|person| person.id.as_str());
        let entry = what.line(landscape, (person, Some(presented.address)), details);
        let store = self.store.clone();
        tokio::spawn(async move {
            if let Err(error) = store.audit(&[entry]).await {
                tracing::warn!(%error, "what was done about rights could not be noted");
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_noted_once_a_minute_with_their_number() {
        let (notes, one, other) = (Notes::default(), IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let second = Duration::from_secs;
        assert_eq!(notes.refused(one, second(5)), Some(1));
        assert_eq!((0..7).find_map(|_| notes.refused(one, second(64))), None);
        assert_eq!(notes.refused(other, second(64)), Some(1));
        assert_eq!(notes.refused(one, second(65)), Some(8));
        assert_eq!(notes.refused(one, second(66)), None);
    }

    #[test]
    fn refusals_from_everywhere_do_not_fill_the_memory() {
        let notes = Notes::default();
        let noted = (0..REMEMBERED_MAX as u32 + 500)
            .filter_map(|number| notes.refused(IpAddr::from(number.to_be_bytes()), Duration::from_secs(1)));
        assert_eq!(noted.count(), REMEMBERED_MAX);
        assert_eq!(notes.refused(IpAddr::from([200, 0, 0, 1]), Duration::from_secs(62)), Some(1));
        assert_eq!(notes.refused.lock().unwrap().len(), 1);
    }
}
