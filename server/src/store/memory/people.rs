//! Links, members and sessions in memory, and what was done about rights.

use atoll_core::protocol::{LandscapeId, Link, LinkId, Person, Right};
use chrono::{DateTime, Utc};

use super::{Memory, StoreError, TokenHash};
use crate::store::{AuditEntry, Audited, rows};

impl Memory {
    pub(in crate::store) async fn add_link(
        &self,
        id: LandscapeId,
        link: &Link,
        hash: &TokenHash,
    ) -> Result<(), StoreError> {
        self.tables().add_link(id, link, hash)
    }

    pub(in crate::store) async fn links(&self, id: LandscapeId) -> Result<Vec<Link>, StoreError> {
        let tables = self.tables();
        let mut links: Vec<Link> =
            tables.landscapes.get(&id).map(|kept| kept.links.values().cloned().collect()).unwrap_or_default();
        links.sort_by_key(|link| link.made);
        Ok(links)
    }

    pub(in crate::store) async fn link_of(&self, hash: &TokenHash) -> Result<Option<(LandscapeId, Link)>, StoreError> {
        let tables = self.tables();
        let Some((id, link)) = tables.hashes.get(hash) else { return Ok(None) };
        Ok(tables.landscapes.get(id).and_then(|kept| kept.links.get(link)).map(|link| (*id, link.clone())))
    }

    pub(in crate::store) async fn revoke_link(
        &self,
        id: LandscapeId,
        link: &LinkId,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        let link = tables.landscapes.get_mut(&id).and_then(|kept| kept.links.get_mut(link));
        let Some(link) = link.filter(|link| link.revoked.is_none()) else { return Ok(false) };
        link.revoked = Some(at);
        Ok(true)
    }

    pub(in crate::store) async fn set_member(
        &self,
        id: LandscapeId,
        person: &str,
        right: Option<(Right, Option<&LinkId>)>,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        let Some(kept) = tables.landscapes.get_mut(&id) else { return Ok(false) };
        let person = rows::text(person).into_owned();
        match right {
            Some((right, link)) => drop(kept.members.insert(person, (right, link.cloned()))),
            None => return Ok(kept.members.remove(&person).is_some()),
        }
        Ok(true)
    }

    pub(in crate::store) async fn member(
        &self,
        id: LandscapeId,
        person: &str,
    ) -> Result<Option<(Right, Option<LinkId>)>, StoreError> {
        Ok(self.tables().landscapes.get(&id).and_then(|kept| kept.members.get(&*rows::text(person)).cloned()))
    }

    pub(in crate::store) async fn landscapes_of(
        &self,
        person: &str,
    ) -> Result<Vec<(LandscapeId, Right, Option<LinkId>)>, StoreError> {
        let (tables, person) = (self.tables(), rows::text(person));
        let mine = tables.landscapes.iter().filter_map(|(id, kept)| Some((id, kept.members.get(&*person)?)));
        Ok(mine.map(|(id, (right, link))| (*id, *right, link.clone())).collect())
    }

    pub(in crate::store) async fn add_session(
        &self,
        hash: &TokenHash,
        person: &Person,
        expires: DateTime<Utc>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut tables = self.tables();
        tables.sessions.retain(|_, (_, expires)| *expires > at);
        tables.sessions.insert(*hash, (rows::clean(person), expires));
        Ok(())
    }

    pub(in crate::store) async fn session(
        &self,
        hash: &TokenHash,
        at: DateTime<Utc>,
    ) -> Result<Option<Person>, StoreError> {
        let tables = self.tables();
        let session = tables.sessions.get(hash).filter(|(_, expires)| *expires > at);
        Ok(session.map(|(person, _)| person.clone()))
    }

    pub(in crate::store) async fn end_session(&self, hash: &TokenHash) -> Result<(), StoreError> {
        self.tables().sessions.remove(hash);
        Ok(())
    }

    pub(in crate::store) async fn audit(&self, entries: &[AuditEntry]) -> Result<(), StoreError> {
        let mut tables = self.tables();
        for entry in entries {
            let number = tables.audits.len() as u64 + 1;
            let details = rows::text(&entry.details).into_owned();
            tables.audits.push(Audited { number, entry: AuditEntry { details, ..entry.clone() } });
        }
        Ok(())
    }

    pub(in crate::store) async fn audits(
        &self,
        id: Option<LandscapeId>,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Audited>, StoreError> {
        let tables = self.tables();
        let is_asked = |audited: &&Audited| audited.number > after && (id.is_none() || audited.entry.landscape == id);
        Ok(tables.audits.iter().filter(is_asked).take(limit).cloned().collect())
    }
}
