//! The shared landscapes: what the routes ask, the store keeps and the core decides.
//!
//! They are changed in their rooms (`room.rs`); here they are made, opened and kept. What is in memory only saves reading
//! the log again.

mod cache;
mod failure;
mod past;
pub(crate) mod replay;
mod snapshot;
mod verify;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use atoll_core::command::Command;
use atoll_core::format::native;
use atoll_core::format::{ImportError, Source};
use atoll_core::model::{Header, IdSource, Landscape};
use atoll_core::protocol::{
    Create, Created, Epoch, LandscapeId, Link, LinkId, LoggedCommand, Opened, REVISIONS_MAX, Revision, Right, Token,
};
use chrono::{DateTime, Utc};

use self::cache::Cache;
use self::replay::Current;
use crate::store::{Store, TokenHash};

pub use failure::Failure;
pub use verify::{Verified, verify};

/// How much of landscapes is kept in memory, measured in bytes of their files.
const CACHE_BYTES: usize = 64 << 20;

/// How much of a log goes into one answer, measured in bytes of its commands.
const PAGE_BYTES: usize = 4 << 20;

/// Every landscape that this server keeps.
#[derive(Debug)]
pub struct Landscapes {
    store: Store,
    cache: Mutex<Cache>,
}

impl Landscapes {
    /// The landscapes in a store.
    pub fn new(store: Store) -> Self {
        Self { store, cache: Mutex::new(Cache::new(CACHE_BYTES)) }
    }

    /// Makes a new landscape.
    ///
    /// # Errors
    ///
    /// What the request holds is no file, or it could not be stored.
    pub async fn create(&self, request: Create, at: DateTime<Utc>) -> Result<Created, Failure> {
        let body = compute(move || first_snapshot(request)).await??;
        let mut bits = [0; 16];
        getrandom::fill(&mut bits).map_err(Failure::NoChance)?;
        let id = LandscapeId::new(u128::from_le_bytes(bits));
        let epoch = epoch()?;
        let (token, link) = owner(at)?;
        self.store.create(id, epoch, &body, at, (&link, &TokenHash::of(&token))).await?;
        Ok(Created { id, epoch, revision: Revision::default(), token: Some(token) })
    }

    /// The landscape as it is.
    ///
    /// # Errors
    ///
    /// There is none of this identifier, or it could not be read.
    pub async fn open(&self, id: LandscapeId) -> Result<Opened, Failure> {
        let current = self.current(id).await?;
        let (epoch, revision) = (current.epoch, current.revision);
        let file = compute(move || native::write(&current.landscape)).await?;
        Ok(Opened { id, epoch, revision, file })
    }

    /// The log after a revision, at most `limit` lines of it and fewer where they are long; none where it ends there.
    ///
    /// # Errors
    ///
    /// There is no such landscape, or its log could not be read.
    pub async fn revisions(
        &self,
        id: LandscapeId,
        after: Revision,
        limit: usize,
    ) -> Result<Vec<LoggedCommand>, Failure> {
        let entries = self.store.revisions(id, after, limit.min(REVISIONS_MAX), PAGE_BYTES).await?;
        let entries = entries.ok_or(Failure::Unknown)?;
        let read = move || {
            let logged = entries.into_iter().map(|entry| {
                let command: Command = replay::command(id, &entry)?;
                Ok(LoggedCommand { revision: entry.revision, key: entry.key, at: entry.at, by: entry.by, command })
            });
            logged.collect()
        };
        compute(read).await?
    }

    /// Whether the database answers.
    ///
    /// # Errors
    ///
    /// Why it does not.
    pub async fn ping(&self) -> Result<(), Failure> {
        Ok(self.store.ping().await?)
    }

    /// Waits for what is under way and closes the database.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// Where they are kept.
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// The landscape as it is stored, from memory as far as that is what is stored.
    async fn current(&self, id: LandscapeId) -> Result<Arc<Current>, Failure> {
        let cached = self.cache().get(id);
        let stored = self.store.load(id, cached.as_ref().map(|cached| (cached.epoch, cached.revision))).await?;
        let stored = stored.ok_or(Failure::Unknown)?;
        match &cached {
            Some(cached) if cached.revision == stored.revision && stored.base.is_none() => {
                return Ok(Arc::clone(cached));
            }
            // What was in memory was stored before it was kept there: the database was put back from a copy.
            Some(_) if stored.base.is_some() => self.cache().forget(id),
            _ => {}
        }
        let current = Arc::new(compute(move || replay::replay(id, cached.as_deref(), &stored)).await??);
        self.cache().put(id, Arc::clone(&current));
        Ok(current)
    }

    fn cache(&self) -> MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What opens a new landscape for whoever made it.
fn owner(at: DateTime<Utc>) -> Result<(Token, Link), Failure> {
    let mut bits = [0; 32];
    getrandom::fill(&mut bits).map_err(Failure::NoChance)?;
    let (id, label) = (LinkId("owner".to_owned()), "Whoever made it".to_owned());
    let link = Link { id, right: Right::Own, label, made: at, expires: None, revoked: None };
    Ok((Token::new(bits), link))
}

/// Names a new log.
fn epoch() -> Result<Epoch, Failure> {
    getrandom::u32().map(|bits| Epoch(bits | 1)).map_err(Failure::NoChance)
}

/// Does what takes the processor's time away from the threads that answer.
pub(crate) async fn compute<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Failure::Crashed)
}

/// The text that a new landscape starts from, which is known to be read back as what it was written from.
fn first_snapshot(request: Create) -> Result<String, Failure> {
    let mut landscape = match &request.file {
        Some(text) => read(text)?,
        None => Landscape::default(),
    };
    if let Some(name) = request.name {
        let header = Header { name, ..landscape.header.as_ref().clone() };
        landscape.header = Arc::new(header);
    }
    let body = native::write(&landscape);
    match native::parse(&body) {
        Ok(again) if again == landscape => Ok(body),
        _ => Err(Failure::File("The file in this request cannot be kept as it is.".to_owned())),
    }
}

fn read(text: &str) -> Result<Landscape, Failure> {
    let import = native::FORMAT.import.ok_or(ImportError::Unknown);
    let import = import.and_then(|import| import(&Source::alone("", text), &mut IdSource::new(0)));
    let import = import.map_err(|error| Failure::File(format!("The file in this request cannot be read: {error}")))?;
    match import.notes.first().filter(|_| import.is_broken()) {
        Some(note) => Err(Failure::File(format!("The file in this request cannot be kept whole: {}", note.message))),
        None => Ok(import.landscape()),
    }
}

#[cfg(test)]
mod tests;
