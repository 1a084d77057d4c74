//! Damage that is noticed, and a store in memory that fails where it is told to.

use std::time::Duration;

use atoll_core::protocol::{LandscapeId, Revision};
use atoll_server::store::{Asked, Fault, Faults, Hint, Memory, Store, StoreError};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

use crate::ground::{Ground, Kind, command, create, end, entries, key};

/// Changes a database behind the store's back.
async fn damage(ground: &Ground, sql: &'static str) {
    match ground {
        Ground::Memory(_) => panic!("memory is not damaged"),
        Ground::Sqlite(folder) => {
            let file = SqliteConnectOptions::new().filename(folder.path().join("atoll.db"));
            let mut connection = file.connect().await.unwrap();
            sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        }
        Ground::Postgres { address, .. } => command(address, sql).await,
    }
}

#[tokio::test]
async fn a_log_that_lacks_lines_is_not_shown_shorter() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let Some(ground) = Ground::new(kind).await else { continue };
        let store = ground.open().await;
        let id = create(&store, 7).await;
        store.append(id, end(0), &entries(1, 5)).await.unwrap();
        damage(&ground, "DELETE FROM command WHERE revision = 3").await;
        assert!(matches!(store.load(id, None).await, Err(StoreError::Gap { .. })));
        assert!(matches!(store.load(id, Some(end(2))).await, Err(StoreError::Gap { .. })));
        assert!(matches!(store.load_at(id, Revision(4)).await, Err(StoreError::Gap { .. })));
        // What is not gone can be read.
        assert_eq!(store.load(id, Some(end(3))).await.unwrap().unwrap().tail, entries(4, 5));
        assert_eq!(store.load_at(id, Revision(2)).await.unwrap().unwrap().tail, entries(1, 2));
        damage(&ground, "DELETE FROM snapshot").await;
        assert!(matches!(store.load_at(id, Revision(2)).await, Err(StoreError::NoSnapshot(_))));
        store.close().await;
        ground.clear().await;
    }
}

/// What whoever writes does: when it is not known whether something was kept, they look, and do it if it was not.
async fn append_again_until_it_is_there(store: &Store, id: LandscapeId, revision: u64) {
    let entries = entries(revision, revision);
    for _ in 0..200 {
        match store.append(id, end(revision - 1), &entries).await {
            Ok(true) => return,
            // It was kept the time before.
            Ok(false) => match store.accepted(id, [&entries[0].key].into_iter()).await {
                Ok(found) => return assert_eq!(found.len(), 1),
                Err(error) => assert!(matches!(error, StoreError::Away(_)), "{error:?}"),
            },
            Err(error) => assert!(matches!(error, StoreError::Away(_)), "{error:?}"),
        }
    }
    panic!("the database is not found again");
}

#[tokio::test]
async fn a_database_that_went_away_is_found_again() {
    let Some(ground) = Ground::new(Kind::Postgres).await else { return };
    let Ground::Postgres { server, name, .. } = &ground else { panic!("no PostgreSQL") };
    let store = ground.open().await;
    let mut hints = store.hints();
    let id = create(&store, 7).await;
    assert!(store.append(id, end(0), &entries(1, 1)).await.unwrap());
    // Every connection ends, those of listeners too, as when the database is started again.
    let end_all = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    for revision in 1..4 {
        command(server, &end_all).await;
        append_again_until_it_is_there(&store, id, revision + 1).await;
    }
    assert_eq!(store.load(id, None).await.unwrap().unwrap().tail, entries(1, 4));
    // It listens again, too.
    let heard = async {
        for revision in 5.. {
            append_again_until_it_is_there(&store, id, revision).await;
            let told = async {
                while !matches!(hints.recv().await, Ok(Hint::Grown { revision: told, .. }) if told.0 == revision) {}
            };
            if tokio::time::timeout(Duration::from_millis(200), told).await.is_ok() {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), heard).await.expect("nothing is heard any more");
    store.close().await;
    ground.clear().await;
}

#[tokio::test]
async fn a_store_in_memory_fails_where_it_is_told_to() {
    let memory = Memory::default();
    let faults = Faults::default();
    let store = memory.faulty(faults.clone());
    let id = create(&store, 7).await;
    let mut coming = vec![Fault::LostAfter, Fault::LostBefore, Fault::Full, Fault::Busy];
    faults.decide(move |asked, _| coming.pop_if(|_| asked == Asked::Append));
    let append = async || store.append(id, end(0), &entries(1, 1)).await;
    assert!(matches!(append().await, Err(StoreError::Busy)));
    assert!(matches!(append().await, Err(StoreError::Full(_))));
    assert!(matches!(append().await, Err(StoreError::Away(_))));
    assert_eq!(store.load(id, None).await.unwrap().unwrap().tail, []);
    // Kept, but nobody was told: neither who asked nor the others.
    let mut hints = memory.store().hints();
    assert!(matches!(append().await, Err(StoreError::Away(_))));
    assert!(hints.try_recv().is_err());
    assert_eq!(store.accepted(id, [key("k1")].iter()).await.unwrap().len(), 1);
    assert!(!append().await.unwrap());

    faults.decide(|asked, _| (asked == Asked::Load).then_some(Fault::LostBefore));
    assert!(matches!(store.load(id, None).await, Err(StoreError::Away(_))));
    assert!(memory.store().load(id, None).await.is_ok());
    faults.end();
    assert_eq!(store.load(id, None).await.unwrap().unwrap().tail, entries(1, 1));
}
