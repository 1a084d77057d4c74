//! What happens when the database is locked, the disk is full, or what is stored was damaged.

use serde_json::{Value, json};
use sqlx::Connection as _;

use crate::house::{House, post, rename, send};

#[tokio::test]
async fn a_locked_database_is_waited_for_and_nothing_is_lost() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    house.submit(&landscape, json!([rename("a", "One")])).await;

    let mut intruder = house.intruder().await;
    let lock = intruder.begin_with("BEGIN EXCLUSIVE").await.unwrap();
    for _ in 0..3 {
        let answer = house.submit(&landscape, json!([rename("b", "Two")])).await;
        answer.refuses(503, "database is busy");
        assert_eq!(answer.header("retry-after"), "1");
    }
    house.post("/api/landscapes", "{}").await.refuses(503, "database is busy");
    assert_eq!(house.get(&landscape).await.json()["revision"], json!(1));
    assert_eq!(house.get("/healthz").await.status.as_u16(), 200);
    lock.rollback().await.unwrap();

    house.submit(&landscape, json!([rename("b", "Two")])).await.says(&json!({
        "revision": 2,
        "results": [{ "key": "b", "revision": 2 }],
    }));
    assert_eq!(house.query("SELECT count(*) FROM landscape").await, ["1"]);
}

#[tokio::test]
async fn a_full_disk_refuses_and_keeps_what_was_acknowledged() {
    let house = House::with(|options| options.pages_max = Some(60)).await;
    let landscape = house.create(json!({})).await;
    let long = "x".repeat(20_000);
    let mut acknowledged: u64 = 0;
    let refused = loop {
        let key = format!("k{acknowledged}");
        let answer = house.submit(&landscape, json!([rename(&key, &format!("{acknowledged}{long}"))])).await;
        if answer.status.as_u16() != 200 {
            break answer;
        }
        acknowledged += 1;
        assert!(acknowledged < 20, "60 pages are never full");
    };
    refused.refuses(507, "disk is full");
    assert!(acknowledged > 2);
    // Several commands: none of them is stored, not even those that would have found room.
    let both = json!([rename("small", "Small"), rename("large", &long)]);
    for _ in 0..3 {
        house.submit(&landscape, both.clone()).await.refuses(507, "this was not stored");
        house.post("/api/landscapes", json!({ "name": long.repeat(4) }).to_string()).await.refuses(507, "disk is full");
    }
    let opened = house.get(&landscape).await.json();
    assert_eq!(opened["revision"], json!(acknowledged));
    assert_eq!(house.query("SELECT count(*) FROM landscape").await, ["1"]);

    // With room again, the same server goes on; so does one that starts anew.
    house.submit(&landscape, json!([rename("small", "Small")])).await.says(&json!({
        "revision": acknowledged + 1,
        "results": [{ "key": "small", "revision": acknowledged + 1 }],
    }));
    let house = house.again().await;
    assert_eq!(house.submit(&landscape, both).await.json()["revision"], json!(acknowledged + 2));
    let revisions = house.get(&format!("{landscape}/revisions")).await.json();
    assert_eq!(revisions.as_array().map(Vec::len), usize::try_from(acknowledged + 2).ok());
}

/// Damages the database while no server runs, then asks for the landscape.
async fn damaged(sql: &'static str) {
    let house = House::new().await;
    let landscape = house.create(json!({ "name": "Shop" })).await;
    house.submit(&landscape, json!([rename("a", "One"), rename("b", "Two")])).await;
    let mut intruder = house.intruder().await;
    sqlx::raw_sql("PRAGMA foreign_keys = OFF").execute(&mut intruder).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut intruder).await.unwrap();
    intruder.close().await.unwrap();

    let house = house.again().await;
    house.get(&landscape).await.refuses(500, "cannot be read, so it is neither shown nor changed");
    house.submit(&landscape, json!([rename("c", "Three")])).await.refuses(500, "neither shown nor changed");
    assert_eq!(house.query("SELECT max(revision) FROM landscape").await, ["2"]);
}

#[tokio::test]
async fn a_damaged_snapshot_is_no_empty_landscape() {
    damaged("UPDATE snapshot SET body = '{\"format\": \"atoll\", \"vers'").await;
    damaged("UPDATE snapshot SET body = ''").await;
    damaged("DELETE FROM snapshot").await;
}

#[tokio::test]
async fn a_damaged_log_is_not_passed_over() {
    damaged("UPDATE command SET body = '{}' WHERE revision = 1").await;
    damaged("UPDATE command SET body = '{\"remove\":{\"elements\":[\"c1\"]}}' WHERE revision = 2").await;
    damaged("DELETE FROM command WHERE revision = 1").await;
    damaged("DELETE FROM command WHERE revision = 2").await;
}

#[tokio::test]
async fn a_database_that_was_put_back_counts_and_not_what_was_in_memory() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    house.submit(&landscape, json!([rename("a", "One"), rename("b", "Two")])).await;
    let mut intruder = house.intruder().await;
    let sql = "DELETE FROM command WHERE revision = 2; UPDATE landscape SET revision = 1";
    sqlx::raw_sql(sql).execute(&mut intruder).await.unwrap();
    let opened: Value = house.get(&landscape).await.json();
    assert_eq!(opened["revision"], json!(1));
    assert!(opened["file"].as_str().unwrap().contains("One"));
    // Not even when the log is as long again as it was.
    let domain = json!({ "key": "d", "command": { "add": { "record": { "domain": { "id": "d1", "name": "New" } } } } });
    let body = json!({ "commands": [domain] }).to_string();
    let submitted = send(&house.neighbour().await, post(&format!("{landscape}/commands"), body)).await;
    assert_eq!(submitted.json()["revision"], json!(2));
    let opened: Value = house.get(&landscape).await.json();
    let file = opened["file"].as_str().unwrap();
    assert!(file.contains("One") && file.contains("New") && !file.contains("Two"), "{file}");
}
