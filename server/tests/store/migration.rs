//! Databases that an older Atoll wrote.

use atoll_core::protocol::{Epoch, LandscapeId, Revision, Right};
use atoll_server::store::{OpenError, Options, Store};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

use crate::ground::{Ground, Kind, at, command, hash, key};

/// What the first version of the database was made with.
const FIRST: &str = include_str!("../../migrations/0001_landscapes.sql");

#[tokio::test]
async fn everything_in_a_database_of_the_first_version_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("atoll.db");
    let id = LandscapeId::new(7);
    let mut old = SqliteConnectOptions::new().filename(&path).create_if_missing(true).connect().await.unwrap();
    sqlx::raw_sql(FIRST).execute(&mut old).await.unwrap();
    let rows = format!(
        "INSERT INTO landscape (id, revision, at) VALUES ('{id}', 3, 1123);
         INSERT INTO snapshot (landscape, revision, is_verified, body) VALUES ('{id}', 0, 1, 'base'), ('{id}', 2, 1, 'two');
         INSERT INTO command (landscape, revision, key, at, format, body) VALUES
            ('{id}', 1, 'a', 60123, 1, '1'), ('{id}', 2, 'b', 60123, 2, '2'), ('{id}', 3, 'c', 60123, 3, '3');"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(rows)).execute(&mut old).await.unwrap();
    sqlx::Connection::close(old).await.unwrap();

    for _ in 0..2 {
        let store = Store::open(&Options::new(&path)).await.unwrap();
        let stored = store.load(id, None).await.unwrap().unwrap();
        assert_eq!((stored.epoch, stored.revision), (Epoch(1), Revision(3)));
        assert_eq!(stored.base.unwrap().body, "two");
        let line = &stored.tail[0];
        assert_eq!((line.revision, &line.key, line.at, &line.by), (Revision(3), &key("c"), at(60), &None));
        assert_eq!(store.load_at(id, Revision(1)).await.unwrap().unwrap().tail[0].body, "1");
        // Whoever knew the address could open it, and still can.
        let (of, link) = store.link_of(&hash(&id.to_string())).await.unwrap().unwrap();
        assert_eq!((of, link.right, link.made), (id, Right::Own, at(1)));
        assert_eq!(store.links(id).await.unwrap(), [link]);
        store.close().await;
    }
}

#[tokio::test]
async fn a_postgresql_database_of_a_newer_version_or_of_somebody_else_is_left_alone() {
    let Some(ground) = Ground::new(Kind::Postgres).await else { return };
    ground.open().await.close().await;
    let Ground::Postgres { address, .. } = &ground else { panic!("no PostgreSQL") };
    command(address, "UPDATE atoll_version SET version = 99").await;
    let refused = Store::open(&ground.options()).await.unwrap_err();
    assert!(matches!(refused, OpenError::Newer(_)), "{refused}");
    assert!(refused.to_string().contains("newer Atoll") && !refused.to_string().contains('@'), "{refused}");
    command(address, "DROP TABLE atoll_version").await;
    let refused = Store::open(&ground.options()).await.unwrap_err();
    assert!(matches!(refused, OpenError::Foreign(_)), "{refused}");
    ground.clear().await;

    let absent = Store::open(&Options::parse("postgres://me:secret@127.0.0.1:1/atoll")).await.unwrap_err();
    assert!(matches!(absent, OpenError::CannotOpen { .. }), "{absent}");
    assert!(absent.to_string().contains("127.0.0.1:1/atoll") && !absent.to_string().contains("secret"), "{absent}");
}

#[tokio::test]
async fn nodes_that_start_at_the_same_time_make_one_database() {
    let Some(ground) = Ground::new(Kind::Postgres).await else { return };
    let open = async |_| Store::open(&ground.options()).await.unwrap();
    let stores = futures_util::future::join_all((0..5).map(open)).await;
    let id = crate::ground::create(&stores[0], 7).await;
    for store in &stores {
        assert_eq!(store.landscapes(None, 10).await.unwrap(), [id]);
        store.close().await;
    }
    ground.clear().await;
}
