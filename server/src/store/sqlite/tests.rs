//! How SQLite is set up, and what is said about files that are no database of ours.

use sqlx::{Connection as _, SqliteConnection};

use super::*;
use crate::store::{Kind, OpenError, Options, Store};

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn options(&self) -> Options {
        Options::new(self.folder.path().join("atoll.db"))
    }

    async fn open(&self) -> Store {
        Store::open(&self.options()).await.unwrap()
    }

    /// Why this file cannot be opened.
    async fn refusal(&self, name: &str) -> OpenError {
        Store::open(&Options::new(self.folder.path().join(name))).await.unwrap_err()
    }
}

#[tokio::test]
async fn the_database_is_set_up_to_lose_nothing() {
    let place = Place::new();
    let store = place.open().await;
    let Kind::Sqlite(store) = &store.kind else { panic!("{store:?}") };
    let number = async |pool: &SqlitePool, pragma: &'static str| {
        sqlx::query_scalar::<_, i64>(pragma).fetch_one(pool).await.unwrap()
    };
    const FULL: i64 = 2;
    assert_eq!(number(&store.writer, "PRAGMA synchronous").await, FULL);
    assert_eq!(number(&store.writer, "PRAGMA foreign_keys").await, 1);
    assert_eq!(number(&store.writer, "PRAGMA busy_timeout").await, 5_000);
    assert_eq!(number(&store.writer, "PRAGMA application_id").await, 0x4154_4f4c);
    assert_eq!(number(&store.writer, "PRAGMA user_version").await, migrate::MIGRATIONS.len() as i64);
    for pool in [&store.writer, &store.reader] {
        let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(pool).await.unwrap();
        assert_eq!(mode, "wal");
    }
    assert!(sqlx::query("DELETE FROM landscape").execute(&store.reader).await.is_err());
}

#[tokio::test]
async fn other_files_are_left_alone_and_explained() {
    let place = Place::new();
    let folder = place.folder.path();
    std::fs::write(folder.join("text.db"), "This is some text, and long enough to be one.".repeat(40)).unwrap();
    std::fs::create_dir(folder.join("folder.db")).unwrap();
    let other = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join("other.db")).create_if_missing(true);
    let mut other = <SqliteConnection as sqlx::Connection>::connect_with(&other).await.unwrap();
    sqlx::raw_sql("CREATE TABLE mine (a)").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    place.open().await.close().await;
    let ours = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join("atoll.db"));
    let mut ours = <SqliteConnection as sqlx::Connection>::connect_with(&ours).await.unwrap();
    sqlx::raw_sql("PRAGMA user_version = 99").execute(&mut ours).await.unwrap();
    ours.close().await.unwrap();

    assert!(matches!(place.refusal("text.db").await, OpenError::Foreign(_)));
    assert!(matches!(place.refusal("other.db").await, OpenError::Foreign(_)));
    assert!(matches!(place.refusal("folder.db").await, OpenError::CannotOpen { .. }));
    assert!(matches!(place.refusal("no/such/folder.db").await, OpenError::CannotOpen { .. }));
    assert!(matches!(place.refusal("atoll.db").await, OpenError::Newer(_)));
    for name in ["text.db", "folder.db", "atoll.db"] {
        let sentence = place.refusal(name).await.to_string();
        assert!(sentence.contains(name) && sentence.ends_with('.'), "{sentence}");
    }
}
