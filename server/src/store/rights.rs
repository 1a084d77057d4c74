//! Who may open a landscape, and what was done about that.

use atoll_core::protocol::{LandscapeId, Link, LinkId, Person, Right};
use chrono::{DateTime, Utc};

use super::{AuditEntry, Audited, Hint, Store, StoreError, TokenHash, ask};

impl Store {
    /// Puts in a link, and the hash of the token that it is opened with.
    pub async fn add_link(&self, id: LandscapeId, link: &Link, hash: &TokenHash) -> Result<(), StoreError> {
        ask!(self, kind => kind.add_link(id, link, hash))
    }

    /// Every link of a landscape, those that open nothing any more among them, as they were made.
    pub async fn links(&self, id: LandscapeId) -> Result<Vec<Link>, StoreError> {
        ask!(self, kind => kind.links(id))
    }

    /// The link that a token opens, expired or revoked as it may be.
    pub async fn link_of(&self, hash: &TokenHash) -> Result<Option<(LandscapeId, Link)>, StoreError> {
        ask!(self, kind => kind.link_of(hash))
    }

    /// Takes back a link. False where there is none, or where it was taken back before.
    pub async fn revoke_link(&self, id: LandscapeId, link: &LinkId, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let is_done = ask!(self, kind => kind.revoke_link(id, link, at))?;
        if is_done {
            self.tell(Hint::Rights(id));
        }
        Ok(is_done)
    }

    /// Lets a person who signed in open a landscape, by some link or without one, or no longer. False where nothing
    /// changed.
    pub async fn set_member(
        &self,
        id: LandscapeId,
        person: &str,
        right: Option<(Right, Option<&LinkId>)>,
    ) -> Result<bool, StoreError> {
        let is_done = ask!(self, kind => kind.set_member(id, person, right))?;
        if is_done {
            self.tell(Hint::Rights(id));
        }
        Ok(is_done)
    }

    /// What a person who signed in may do with a landscape, if anything, and the link that they came by. Whether that
    /// link still opens anything is not looked at here.
    pub async fn member(&self, id: LandscapeId, person: &str) -> Result<Option<(Right, Option<LinkId>)>, StoreError> {
        ask!(self, kind => kind.member(id, person))
    }

    /// Every landscape that a person who signed in was given, and the link that they came by.
    pub async fn landscapes_of(&self, person: &str) -> Result<Vec<(LandscapeId, Right, Option<LinkId>)>, StoreError> {
        ask!(self, kind => kind.landscapes_of(person))
    }

    /// Somebody signed in, and stays so until some time. Those whose time is over are forgotten.
    pub async fn add_session(
        &self,
        hash: &TokenHash,
        person: &Person,
        expires: DateTime<Utc>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        ask!(self, kind => kind.add_session(hash, person, expires, at))
    }

    /// Who signed in with this, if they still are.
    pub async fn session(&self, hash: &TokenHash, at: DateTime<Utc>) -> Result<Option<Person>, StoreError> {
        ask!(self, kind => kind.session(hash, at))
    }

    /// Somebody signed out.
    pub async fn end_session(&self, hash: &TokenHash) -> Result<(), StoreError> {
        ask!(self, kind => kind.end_session(hash))
    }

    /// Writes down what was done about rights.
    pub async fn audit(&self, entries: &[AuditEntry]) -> Result<(), StoreError> {
        ask!(self, kind => kind.audit(entries))
    }

    /// What was done about rights, of one landscape or all, after a number.
    pub async fn audits(&self, id: Option<LandscapeId>, after: u64, limit: usize) -> Result<Vec<Audited>, StoreError> {
        ask!(self, kind => kind.audits(id, after, limit))
    }
}
