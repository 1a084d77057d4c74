//! Guessing, tampering with and replaying what opens a landscape.

use std::time::{Duration, Instant};

use atoll_core::protocol::LandscapeId;
use chrono::{TimeDelta, Utc};
use serde_json::json;
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

use crate::server::{Made, Server, commands, holds, migration, rename, wait_until};

/// Every way to a landscape: method, rest of the address, body.
fn ways() -> Vec<(&'static str, &'static str, Option<String>)> {
    vec![
        ("GET", "", None),
        ("GET", "/revisions", None),
        ("POST", "/commands", Some(commands(&[rename("k", "Theirs")]))),
        ("GET", "/links", None),
        ("POST", "/links", Some(r#"{"right": "own"}"#.to_owned())),
        ("DELETE", "/links/owner", None),
        ("GET", "/audit", None),
        ("DELETE", "", None),
    ]
}

#[tokio::test]
async fn the_identifier_alone_and_tampered_tokens_open_nothing() {
    let server = Server::start(&["--guesses-per-address", "0"]);
    let (made, other) = (server.create().await, server.create().await);
    let nowhere = Made { id: LandscapeId::new(7).to_string(), token: String::new() };
    let swapped = |place: usize| {
        let mut token = made.token.clone().into_bytes();
        token[place] = if token[place] == b'0' { b'1' } else { b'0' };
        String::from_utf8(token).unwrap()
    };
    let tampered = [
        String::new(),
        made.id.clone(),
        other.token.clone(),
        swapped(0),
        swapped(25),
        swapped(51),
        made.token.to_uppercase(),
        made.token[..51].to_owned(),
        format!("{}0", made.token),
        format!("{0} {0}", made.token),
        format!("{}%00", made.token),
        "owner".to_owned(),
        "' OR '1'='1".to_owned(),
        "null".to_owned(),
    ];
    for (method, rest, body) in ways() {
        let unknown = server.ask(method, &nowhere.path(rest), &other.token, body.as_deref()).await;
        assert_eq!(unknown.status, 404, "{method} {rest}: {unknown:?}");
        for token in &tampered {
            let refused = server.ask(method, &made.path(rest), token, body.as_deref()).await;
            // To the last byte what is said about a landscape that is not there.
            // But for the time, and the number that each request has of its own.
            let is_told = |line: &&str| !line.starts_with("date:") && !line.starts_with("x-request-id:");
            let told = |head: &str| head.lines().filter(is_told).collect::<Vec<_>>().join("\n");
            assert_eq!(refused.body, unknown.body, "{method} {rest} {token}");
            assert_eq!(told(&refused.head), told(&unknown.head), "{method} {rest} {token}");
        }
    }
    assert_eq!(server.lines(&made).await, 0);
}

#[tokio::test]
async fn an_unknown_landscape_takes_as_long_as_a_wrong_token() {
    let server = Server::start(&["--guesses-per-address", "0"]);
    let (made, other) = (server.create().await, server.create().await);
    let nowhere = Made { id: LandscapeId::new(7).to_string(), token: String::new() };
    let mut took = [Vec::new(), Vec::new()];
    for _ in 0..150 {
        for (times, landscape) in took.iter_mut().zip([&made, &nowhere]) {
            let start = Instant::now();
            let answer = server.ask("GET", &landscape.path(""), &other.token, None).await;
            times.push(start.elapsed());
            assert_eq!(answer.status, 404);
        }
    }
    let [wrong, unknown] = took.map(|mut times| {
        times.sort();
        times[times.len() / 2].as_secs_f64()
    });
    // Both look up the token and nothing else; a busy machine gets some room.
    assert!((wrong / unknown - 1.0).abs() < 0.35, "a wrong token {wrong} s, an unknown landscape {unknown} s");
}

#[tokio::test]
async fn guessing_brings_a_pause_and_is_noted_without_what_was_guessed() {
    let server = Server::start(&["--guesses-per-address", "5", "--trusted-proxy", "127.0.0.1"]);
    let made = server.create().await;
    let guess = format!("{}0", &"1".repeat(51));
    let from = |address: &str, token: &str| format!("X-Forwarded-For: {address}\r\nAuthorization: Bearer {token}\r\n");
    let path = made.path("");
    for _ in 0..5 {
        assert_eq!(server.ask_with("GET", &path, &from("192.0.2.1", &guess), None).await.status, 404);
    }
    let paused = server.ask_with("GET", &path, &from("192.0.2.1", &made.token), None).await;
    assert_eq!(paused.status, 429, "{paused:?}");
    let wait: u64 = paused.headers("retry-after").next().unwrap().parse().unwrap();
    assert!((1..=10).contains(&wait), "{wait}");
    // What a browser says of itself in front of the proxy's own word does not help it.
    let forged = server.ask_with("GET", &path, &from("203.0.113.9, 192.0.2.1", &guess), None).await;
    assert_eq!(forged.status, 429);
    // Others are not held up.
    assert_eq!(server.ask_with("GET", &path, &from("192.0.2.2", &made.token), None).await.status, 200);
    let told = async || server.ask_with("GET", &made.path("/audit"), &from("192.0.2.2", &made.token), None).await.body;
    wait_until("a refusal is noted", Duration::from_secs(5), async || told().await.contains("refused")).await;
    let told = told().await;
    assert!(told.contains("192.0.2.1") && !told.contains(&guess), "{told}");
}

#[tokio::test]
async fn tokens_that_ended_or_were_taken_back_open_nothing_when_they_are_replayed() {
    let server = Server::start(&[]);
    let made = server.create().await;
    let soon = Utc::now() + TimeDelta::seconds(8);
    let (_, ending) = server.link(&made, "edit", &json!({ "expires": soon })).await;
    let (link, taken) = server.link(&made, "edit", &json!({})).await;
    let body = commands(&[rename("before", "Mine")]);
    for token in [&ending, &taken] {
        assert_eq!(server.ask("GET", &made.path(""), token, None).await.status, 200);
        assert_eq!(server.ask("POST", &made.path("/commands"), token, Some(&body)).await.status, 200);
    }
    assert_eq!(server.revoke(&made, &link).await.status, 204);
    assert_eq!(server.revoke(&made, &link).await.status, 404);
    tokio::time::sleep((soon - Utc::now()).to_std().unwrap_or_default()).await;
    let after = commands(&[rename("after", "Theirs")]);
    for token in [&ending, &taken] {
        for body in [&body, &after] {
            assert_eq!(server.ask("POST", &made.path("/commands"), token, Some(body)).await.status, 404);
        }
        assert_eq!(server.ask("GET", &made.path(""), token, None).await.status, 404);
    }
    assert_eq!(server.lines(&made).await, 1);
    // Nobody locks themselves out by taking back what they came by, and no link is made that has ended.
    assert_eq!(server.revoke(&made, "owner").await.status, 400);
    let past = json!({ "right": "view", "expires": "2020-01-01T00:00:00Z" }).to_string();
    assert_eq!(server.ask("POST", &made.path("/links"), &made.token, Some(&past)).await.status, 400);
}

#[tokio::test]
async fn no_token_is_kept_or_noted_anywhere() {
    let server = Server::start(&[]);
    let made = server.create().await;
    let (link, token) = server.link(&made, "comment", &json!({})).await;
    server.ask("GET", &made.path(""), &token, None).await;
    server.revoke(&made, &link).await;
    let told = async || server.ask("GET", &made.path("/audit"), &made.token, None).await.body;
    let all = ["created", "link_made", "opened", "link_revoked"];
    wait_until("everything is noted", Duration::from_secs(5), async || {
        let told = told().await;
        all.iter().all(|what| told.contains(what))
    })
    .await;
    let links = server.ask("GET", &made.path("/links"), &made.token, None).await.body;
    let (audit, kept) = (told().await, server.kept());
    assert!(holds(&kept, &made.id), "the database is not where it is looked for");
    for token in [&made.token, &token] {
        assert!(!audit.contains(token.as_str()) && !links.contains(token.as_str()) && !holds(&kept, token));
    }
    // Whoever runs the server reads the same with a subcommand.
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_atoll"));
    let shown = command.args(["audit", "--landscape", &made.id, "--database"]).arg(server.database()).output().unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(all.iter().all(|what| shown.contains(what)) && !shown.contains(&made.token), "{shown}");
}

#[tokio::test]
async fn a_landscape_from_before_there_were_links_is_opened_by_its_address_until_that_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let id = LandscapeId::new(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef).to_string();
    let file = "{\n\"format\": \"atoll\",\n\"version\": 3,\n\"landscape\": {\"name\":\"Old\"}\n}\n";
    let options = SqliteConnectOptions::new().filename(folder.path().join("atoll.db")).create_if_missing(true);
    let mut old = options.connect().await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(migration("0001_landscapes.sql"))).execute(&mut old).await.unwrap();
    sqlx::query("INSERT INTO landscape VALUES (?, 0, 0)").bind(&id).execute(&mut old).await.unwrap();
    sqlx::query("INSERT INTO snapshot VALUES (?, 0, 1, ?)").bind(&id).bind(file).execute(&mut old).await.unwrap();
    sqlx::Connection::close(old).await.unwrap();

    let server = Server::over(folder, &[]);
    let old = Made { id: id.clone(), token: id };
    assert!(server.ask("GET", &old.path(""), "", None).await.body.contains("Old"));
    assert_eq!(
        server.ask("POST", &old.path("/commands"), "", Some(&commands(&[rename("k", "New")]))).await.status,
        200
    );
    // The old key opens the old landscape and no other one, and no other landscape is opened by its own address.
    let new = server.create().await;
    assert_eq!(server.ask("GET", &new.path(""), &old.id, None).await.status, 404);
    assert_eq!(server.ask("GET", &new.path(""), &new.id, None).await.status, 404);
    let (_, token) = server.link(&old, "own", &json!({})).await;
    let owner = Made { token, ..old.clone() };
    let links = server.ask("GET", &old.path("/links"), &owner.token, None).await.json();
    let address = links[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(server.revoke(&owner, &address).await.status, 204);
    assert_eq!(server.ask("GET", &old.path(""), "", None).await.status, 404);
    assert_eq!(server.ask("GET", &old.path(""), &owner.token, None).await.status, 200);
}
