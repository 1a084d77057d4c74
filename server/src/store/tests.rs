//! What the store promises, and what it says about files that are no database of its own.

use super::*;

fn key(text: &str) -> CommandKey {
    CommandKey::try_from(text.to_owned()).unwrap()
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

fn entry_of(revision: u64, text: &str) -> Entry {
    Entry { revision: Revision(revision), key: key(text), at: at(60), body: format!("\"{text}\"") }
}

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
async fn what_was_put_in_comes_out() {
    let place = Place::new();
    let store = place.open().await;
    let id = LandscapeId::new(7);
    assert_eq!(store.load(id, None).await.unwrap(), None);
    assert_eq!(store.revisions(id, Revision(0), 10, 100).await.unwrap(), None);
    assert!(!store.append(id, Revision(0), &[entry_of(1, "a")]).await.unwrap());

    store.create(id, "base", at(1)).await.unwrap();
    let entries = [entry_of(1, "a"), entry_of(2, "b")];
    assert!(store.append(id, Revision(0), &entries).await.unwrap());
    // Whoever did not see these is told so.
    assert!(!store.append(id, Revision(0), &[entry_of(1, "c")]).await.unwrap());
    assert!(!store.append(id, Revision(1), &[entry_of(2, "c")]).await.unwrap());
    store.close().await;

    let store = place.open().await;
    let base = Some(Snapshot { revision: Revision(0), body: "base".to_owned() });
    let tail = entries.to_vec();
    assert_eq!(store.load(id, None).await.unwrap(), Some(Stored { revision: Revision(2), base, tail: tail.clone() }));
    let since = |known: u64| store.load(id, Some(Revision(known)));
    assert_eq!(
        since(1).await.unwrap().unwrap(),
        Stored { revision: Revision(2), base: None, tail: tail[1..].to_vec() }
    );
    assert_eq!(since(2).await.unwrap().unwrap(), Stored { revision: Revision(2), base: None, tail: Vec::new() });
    let known = store.accepted(id, [key("b"), key("c")].iter()).await.unwrap();
    assert_eq!(known, BTreeMap::from([(key("b"), Revision(2))]));
    assert_eq!(store.revisions(id, Revision(0), 10, 4).await.unwrap(), Some(tail[..1].to_vec()));
    assert_eq!(store.revisions(id, Revision(0), 10, 6).await.unwrap(), Some(tail));
}

#[tokio::test]
async fn a_key_is_stored_once_and_a_failure_leaves_nothing() {
    let place = Place::new();
    let store = place.open().await;
    let id = LandscapeId::new(7);
    store.create(id, "base", at(1)).await.unwrap();
    store.append(id, Revision(0), &[entry_of(1, "a")]).await.unwrap();
    let again = store.append(id, Revision(1), &[entry_of(2, "b"), entry_of(3, "a")]).await;
    assert!(matches!(again, Err(StoreError::Failed(_))), "{again:?}");
    assert_eq!(store.load(id, None).await.unwrap().map(|stored| stored.revision), Some(Revision(1)));
    assert!(store.append(id, Revision(1), &[entry_of(2, "b")]).await.unwrap());
    assert!(store.create(id, "other", at(1)).await.is_err());
}

#[tokio::test]
async fn the_database_is_set_up_to_lose_nothing() {
    let place = Place::new();
    let store = place.open().await;
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
