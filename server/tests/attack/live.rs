//! Rights on a live connection: what a viewer sends is seen by nobody, and what is taken back ends at once.

use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};

use crate::server::{Server, commands, rename};
use crate::socket::Socket;

#[tokio::test]
async fn nobody_sees_a_byte_of_what_a_viewer_or_a_commenter_sends() {
    let server = Server::start(&[]);
    let made = server.create().await;
    let (_, viewing) = server.link(&made, "view", &json!({})).await;
    let (_, commenting) = server.link(&made, "comment", &json!({})).await;
    let mut owner = Socket::joined(&server, &made, &made.token, "owner").await;
    for (name, token) in [("viewer", &viewing), ("commenter", &commenting)] {
        let mut other = Socket::joined(&server, &made, token, name).await;
        // One by one, many at once, hidden among others, and under a key that was used before.
        let secret = |key: &str| rename(&format!("{name}-{key}"), "stolen glance");
        other.submit(&[secret("a")]).await;
        other.submit(&[secret("b"), secret("c")]).await;
        let batch = json!({ "batch": { "commands": [secret("x")["command"]] } });
        other.submit(&[json!({ "key": format!("{name}-d"), "command": batch })]).await;
        let mut refused = 0;
        while refused < 4 {
            let said = other.hear_of("refused").await;
            assert!(said["reason"].as_str().is_some_and(|reason| reason.ends_with('.')), "{said}");
            refused += 1;
        }
        // The next that anybody hears of is what somebody else does afterwards.
        owner.submit(&[rename(&format!("{name}-after"), "Mine")]).await;
        for socket in [&mut owner, &mut other] {
            let entries = socket.hear_of("entries").await;
            assert_eq!(entries.as_array().map(Vec::len), Some(1), "{entries}");
            assert_eq!(entries[0]["key"], format!("{name}-after").as_str());
        }
    }
    let log = server.ask("GET", &made.path("/revisions"), &made.token, None).await.body;
    assert!(!log.contains("stolen") && log.contains("viewer-after"), "{log}");
}

#[tokio::test]
async fn a_link_that_is_taken_back_ends_its_connections_at_once_and_no_others() {
    let server = Server::start(&[]);
    let made = server.create().await;
    let (link, taken) = server.link(&made, "edit", &json!({})).await;
    let (_, kept) = server.link(&made, "edit", &json!({})).await;
    let mut out = Socket::joined(&server, &made, &taken, "out").await;
    let mut stays = Socket::joined(&server, &made, &kept, "stays").await;
    out.submit(&[rename("before", "Theirs")]).await;
    stays.hear_of("entries").await;
    let start = Instant::now();
    assert_eq!(server.revoke(&made, &link).await.status, 204);
    // Whatever is sent after the answer comes too late.
    let late = json!({ "submit": { "commands": [rename("late", "Too late")] } });
    let _ = futures_util::SinkExt::send(&mut out.0, late.to_string().into()).await;
    assert_eq!(out.farewell().await, "not_allowed");
    let took = start.elapsed();
    assert!(took < Duration::from_secs(2), "{took:?}");
    stays.submit(&[rename("after", "Ours")]).await;
    let entries = stays.hear_of("entries").await;
    assert_eq!(entries[0]["key"], "after");
    assert_eq!(server.lines(&made).await, 2);
    let (_, again) = Socket::join(&server, &made, &taken, "again").await;
    assert_eq!(again["farewell"]["reason"], "not_allowed", "{again}");
    assert_eq!(again["farewell"]["again_after"], Value::Null);
}

#[tokio::test]
async fn a_link_that_ends_and_a_landscape_that_is_removed_end_their_connections() {
    let server = Server::start(&[]);
    let made = server.create().await;
    let soon = Utc::now() + TimeDelta::seconds(8);
    let (_, ending) = server.link(&made, "edit", &json!({ "expires": soon })).await;
    let mut guest = Socket::joined(&server, &made, &ending, "guest").await;
    let mut owner = Socket::joined(&server, &made, &made.token, "owner").await;
    assert_eq!(guest.farewell().await, "not_allowed");
    assert!((0..5_000).contains(&(Utc::now() - soon).num_milliseconds()));
    assert_eq!(server.ask("DELETE", &made.path(""), &made.token, None).await.status, 204);
    assert_eq!(owner.farewell().await, "not_allowed");
    let (_, again) = Socket::join(&server, &made, &made.token, "owner").await;
    assert_eq!(again["farewell"]["reason"], "not_allowed", "{again}");
}

#[tokio::test]
async fn an_unknown_landscape_and_a_wrong_token_are_told_alike() {
    let server = Server::start(&[]);
    let (made, other) = (server.create().await, server.create().await);
    let nowhere = crate::server::Made { id: "0".repeat(26), token: String::new() };
    let (_, wrong) = Socket::join(&server, &made, &other.token, "a").await;
    let (_, unknown) = Socket::join(&server, &nowhere, &other.token, "a").await;
    assert_eq!(wrong["farewell"]["reason"], "not_allowed");
    assert_eq!(wrong, unknown);
}

#[tokio::test]
async fn nobody_is_taken_for_somebody_who_signed_in() {
    let server = Server::start(&[]);
    let made = server.create().await;
    let mut socket = Socket::open(&server).await;
    let person = json!({ "id": "@0123456789", "name": "A\u{202e}nn\u{0}" });
    socket
        .say(&json!({ "join": { "protocol": 1, "landscape": made.id, "token": made.token, "person": person } }))
        .await;
    let welcome = socket.hear_of("welcome").await;
    assert_eq!(welcome["person"], json!({ "id": "0123456789", "name": "Ann" }));
    socket.submit(&[rename("k", "Ours")]).await;
    assert_eq!(socket.hear_of("entries").await[0]["by"]["id"], "0123456789");
}

#[tokio::test]
async fn one_browser_that_sends_without_end_is_told_to_wait_and_others_are_not() {
    let server = Server::start(&["--commands-per-browser", "1"]);
    let made = server.create().await;
    let mut flood = Socket::joined(&server, &made, &made.token, "flood").await;
    let mut calm = Socket::joined(&server, &made, &made.token, "calm").await;
    for number in 0..60 {
        flood.submit(&[rename(&format!("flood-{number}"), "Much")]).await;
    }
    let later = loop {
        let said = flood.hear().await;
        if said["later"].is_object() {
            break said["later"].clone();
        }
    };
    assert!(later["after"].as_u64().is_some_and(|after| after > 0 && after <= 31_000), "{later}");
    calm.submit(&[rename("calm", "Ours")]).await;
    loop {
        let entries = calm.hear_of("entries").await;
        if entries.as_array().unwrap().iter().any(|entry| entry["key"] == "calm") {
            break;
        }
    }
    assert!(server.lines(&made).await <= 40);
    let body = commands(&[rename("over-http", "Ours")]);
    assert_eq!(server.ask("POST", &made.path("/commands"), &made.token, Some(&body)).await.status, 200);
}
