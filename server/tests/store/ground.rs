//! A database of one's own, of any kind, and what is put into it.

use std::sync::atomic::{AtomicUsize, Ordering};

use atoll_core::protocol::{CommandKey, Epoch, LandscapeId, Link, LinkId, Person, Revision, Right, Token};
use atoll_server::store::{Entry, Memory, Options, Store, TokenHash};
use chrono::{DateTime, Utc};
use sqlx::{Connection as _, PgConnection};
use tempfile::TempDir;

/// Which kind of store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Memory,
    Sqlite,
    Postgres,
}

/// A database that is gone afterwards.
pub(crate) enum Ground {
    Memory(Memory),
    Sqlite(TempDir),
    Postgres { address: String, server: String, name: String },
}

/// The log that landscapes are put into.
pub(crate) const EPOCH: Epoch = Epoch(7);

impl Ground {
    /// An empty database; nothing where there is none of this kind here.
    pub(crate) async fn new(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Memory => Some(Self::Memory(Memory::default())),
            Kind::Sqlite => Some(Self::Sqlite(tempfile::tempdir().unwrap())),
            Kind::Postgres => {
                let server = postgres()?;
                static COUNT: AtomicUsize = AtomicUsize::new(0);
                let name = format!("atoll_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
                command(&server, &format!("CREATE DATABASE {name}")).await;
                let address = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
                Some(Self::Postgres { address, server, name })
            }
        }
    }

    /// Another node over this database.
    pub(crate) async fn open(&self) -> Store {
        match self {
            Self::Memory(memory) => memory.store(),
            _ => Store::open(&self.options()).await.unwrap(),
        }
    }

    pub(crate) fn options(&self) -> Options {
        match self {
            Self::Memory(_) => panic!("memory is not opened"),
            Self::Sqlite(folder) => Options::new(folder.path().join("atoll.db")),
            Self::Postgres { address, .. } => Options::parse(address),
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Memory(_) => Kind::Memory,
            Self::Sqlite(_) => Kind::Sqlite,
            Self::Postgres { .. } => Kind::Postgres,
        }
    }

    /// Takes the database away.
    pub(crate) async fn clear(self) {
        if let Self::Postgres { server, name, .. } = self {
            command(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

/// The address of a database on the PostgreSQL that tests may use: `postgres://…/postgres`.
pub(crate) fn postgres() -> Option<String> {
    match std::env::var("ATOLL_POSTGRES") {
        Ok(address) if !address.is_empty() => Some(address),
        _ if std::env::var_os("CI").is_some() => {
            panic!("ATOLL_POSTGRES names no PostgreSQL: run the tests with `cargo xtask test`, which starts one.")
        }
        _ => {
            println!("skipped: ATOLL_POSTGRES names no PostgreSQL (`cargo xtask test` starts one)");
            None
        }
    }
}

/// Asks PostgreSQL itself.
pub(crate) async fn command(address: &str, sql: &str) {
    let mut connection = PgConnection::connect(address).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

pub(crate) fn key(text: &str) -> CommandKey {
    CommandKey::try_from(text.to_owned()).unwrap()
}

pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(seconds * 1_000 + 123).unwrap()
}

pub(crate) fn entry(revision: u64, text: &str) -> Entry {
    let by = Some(Person { id: "p1".to_owned(), name: "Ada".to_owned() });
    Entry { revision: Revision(revision), key: key(text), at: at(60), by, body: format!("\"{text}\"") }
}

/// The lines `from` to `to` of a log, whose keys are their numbers.
pub(crate) fn entries(from: u64, to: u64) -> Vec<Entry> {
    (from..=to).map(|number| entry(number, &format!("k{number}"))).collect()
}

pub(crate) fn link(id: &str, right: Right) -> Link {
    Link { id: LinkId(id.to_owned()), right, label: format!("Link {id}"), made: at(1), expires: None, revoked: None }
}

pub(crate) fn hash(text: &str) -> TokenHash {
    TokenHash::of(&Token(text.to_owned()))
}

/// Puts in a landscape, whose owner's token is its number.
pub(crate) async fn create(store: &Store, number: u128) -> LandscapeId {
    let id = LandscapeId::new(number);
    let owner = link("owner", Right::Own);
    store.create(id, EPOCH, "base", at(1), (&owner, &hash(&number.to_string()))).await.unwrap();
    id
}

pub(crate) const fn end(revision: u64) -> (Epoch, Revision) {
    (EPOCH, Revision(revision))
}
