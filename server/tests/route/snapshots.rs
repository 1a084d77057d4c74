//! How a long log is read: from its newest snapshot on.

use serde_json::{Value, json};
use sqlx::Connection as _;

use crate::house::{House, rename};

async fn rename_often(house: &House, landscape: &str, from: usize, to: usize) {
    let commands: Vec<Value> = (from..to).map(|n| rename(&n.to_string(), &format!("Name {n}"))).collect();
    let answer = house.submit(landscape, Value::from(commands)).await;
    assert_eq!(answer.json()["revision"], json!(to), "{answer:?}");
}

/// The snapshots that are in use, once the newest is of this revision.
async fn snapshots(house: &House, newest: &str) -> Vec<String> {
    for _ in 0..200 {
        let all = house.query("SELECT revision FROM snapshot WHERE is_verified = 1 ORDER BY revision").await;
        if all.last().is_some_and(|last| last == newest) {
            return all;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("no snapshot of revision {newest}");
}

#[tokio::test]
async fn a_long_log_is_read_from_a_snapshot_on() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    rename_often(&house, &landscape, 0, 255).await;
    rename_often(&house, &landscape, 255, 256).await;
    assert_eq!(snapshots(&house, "256").await, ["0", "256"]);
    for (from, to) in [(256, 600), (600, 900), (900, 910)] {
        rename_often(&house, &landscape, from, to).await;
        let newest = if to == 910 { 900 } else { to };
        snapshots(&house, &newest.to_string()).await;
    }
    // The first and the two newest are kept, and the log whole.
    assert_eq!(snapshots(&house, "900").await, ["0", "600", "900"]);
    assert_eq!(house.query("SELECT count(*) FROM command").await, ["910"]);

    // What is before the snapshot is not read: damage there goes unnoticed.
    let mut intruder = house.intruder().await;
    let sql = "UPDATE command SET body = 'x' WHERE revision < 900; UPDATE snapshot SET body = 'x' WHERE revision < 900";
    sqlx::raw_sql(sql).execute(&mut intruder).await.unwrap();
    intruder.close().await.unwrap();
    let house = house.again().await;
    let opened = house.get(&landscape).await.json();
    assert!(opened["file"].as_str().unwrap().contains("Name 909"));
    assert_eq!(opened["revision"], json!(910));
}

#[tokio::test]
async fn a_few_large_commands_make_a_snapshot_too() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    house.submit(&landscape, json!([rename("a", &"x".repeat(5 << 20))])).await;
    assert_eq!(snapshots(&house, "1").await, ["0", "1"]);
}

#[tokio::test]
async fn a_snapshot_that_was_not_verified_is_not_used() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    rename_often(&house, &landscape, 0, 3).await;
    let mut intruder = house.intruder().await;
    let sql = "INSERT INTO snapshot SELECT id, 2, 0, 'half written' FROM landscape";
    sqlx::raw_sql(sql).execute(&mut intruder).await.unwrap();
    intruder.close().await.unwrap();
    let house = house.again().await;
    let opened = house.get(&landscape).await.json();
    assert!(opened["file"].as_str().unwrap().contains("Name 2"));
    // Nor is it in the way of a good one.
    rename_often(&house, &landscape, 3, 400).await;
    assert_eq!(snapshots(&house, "400").await, ["0", "400"]);
}
