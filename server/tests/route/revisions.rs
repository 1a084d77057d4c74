//! `/api/landscapes/{id}/revisions`

use atoll_core::format::native;
use atoll_core::protocol::{LoggedCommand, Opened};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::house::{House, rename};

async fn listed(house: &House, path: &str) -> Vec<u64> {
    let answer = house.get(path).await;
    let log: Vec<LoggedCommand> = serde_json::from_value(answer.json()).unwrap();
    log.iter().map(|entry| entry.revision.0).collect()
}

#[tokio::test]
async fn the_log_tells_what_was_done_when() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    let before = chrono::Utc::now();
    house.submit(&landscape, json!([rename("a", "One")])).await;
    let log = house.get(&format!("{landscape}/revisions")).await.json();
    let entry: LoggedCommand = serde_json::from_value(log[0].clone()).unwrap();
    assert!((entry.at - before).num_seconds().abs() < 60, "{log}");
    assert_eq!(
        log,
        json!([{
            "revision": 1,
            "key": "a",
            "at": log[0]["at"],
            "command": { "set": { "id": "landscape", "field": "name", "value": "One" } },
        }])
    );
}

#[tokio::test]
async fn the_log_is_read_page_by_page() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    let commands: Vec<Value> = (1..=250).map(|n| rename(&n.to_string(), "x")).collect();
    house.submit(&landscape, Value::from(commands)).await;
    let log = format!("{landscape}/revisions");
    assert_eq!(listed(&house, &log).await, (1..=100).collect::<Vec<_>>());
    assert_eq!(listed(&house, &format!("{log}?after=100&limit=3")).await, [101, 102, 103]);
    assert_eq!(listed(&house, &format!("{log}?after=248&limit=1000000")).await, [249, 250]);
    assert!(listed(&house, &format!("{log}?after=250")).await.is_empty());
    assert!(listed(&house, &format!("{log}?after=18446744073709551615")).await.is_empty());
    house.get(&format!("{log}?after=x")).await.refuses(400, "whole numbers");
    house.get(&format!("{log}?limit=-1")).await.refuses(400, "whole numbers");
}

#[tokio::test]
async fn a_page_of_long_lines_holds_fewer() {
    let house = House::new().await;
    let landscape = house.create(json!({})).await;
    for key in ["a", "b", "c", "d"] {
        house.submit(&landscape, json!([rename(key, &"x".repeat(1 << 20 << 1))])).await;
    }
    house.submit(&landscape, json!([rename("huge", &"x".repeat(5 << 20)), rename("small", "x")])).await;
    let log = format!("{landscape}/revisions");
    let (mut after, mut pages) = (0, Vec::new());
    loop {
        let page = listed(&house, &format!("{log}?after={after}")).await;
        let Some(last) = page.last() else { break };
        after = *last;
        pages.push(page);
    }
    assert_eq!(pages, [vec![1], vec![2], vec![3], vec![4], vec![5], vec![6]]);
}

#[tokio::test]
async fn any_revision_is_shown_as_it_was() {
    let house = House::new().await;
    let landscape = house.create(json!({ "name": "Zero" })).await;
    let names: Vec<String> = (1..=300).map(|number| format!("Name {number}")).collect();
    for part in names.chunks(100) {
        let commands: Vec<Value> = part.iter().map(|name| rename(name, name)).collect();
        house.submit(&landscape, Value::from(commands)).await;
    }
    // Before, at and after the snapshot that 256 commands make.
    for (revision, name) in [(0, "Zero"), (1, "Name 1"), (255, "Name 255"), (256, "Name 256"), (300, "Name 300")] {
        let opened: Opened =
            serde_json::from_value(house.get(&format!("{landscape}/revisions/{revision}")).await.json()).unwrap();
        assert_eq!(opened.revision.0, revision);
        assert_eq!(native::parse(&opened.file).unwrap().header.name, name);
    }
    house.get(&format!("{landscape}/revisions/301")).await.refuses(400, "no revision 301 yet");
    house.get(&format!("{landscape}/revisions/first")).await.refuses(400, "by its number");
    let without = [("authorization", "Bearer 0000000000000000000000000000000000000000000000000000")];
    let answer = house.ask(Method::GET, &format!("{landscape}/revisions/0"), &without).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{answer:?}");
}
