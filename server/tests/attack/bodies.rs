//! Requests that are too deep, too long, or made of what means something to a database.

use serde_json::{Value, json};

use crate::server::{Server, commands, rename};

#[tokio::test]
async fn deep_and_endless_json_is_refused_in_a_sentence() {
    let server = Server::start(&["--body-max", "1"]);
    let made = server.create().await;
    let deep = |part: &str, end: &str| format!("{}{}", part.repeat(100_000), end.repeat(100_000));
    let bodies = [
        (commands(&[json!({ "key": "deep", "command": nested_batch(500) })]), 400),
        (deep("[", "]"), 400),
        (deep("{\"a\":", ""), 400),
        (
            format!("{{\"commands\": [{{\"key\": \"k\", \"command\": {}1{}}}]}}", "[".repeat(5_000), "]".repeat(5_000)),
            400,
        ),
        (format!("{{\"commands\": {}}}", "9".repeat(500_000)), 400),
        ("{\"commands\": [], \"commands\": []}".to_owned(), 400),
        (" ".repeat((1 << 20) + 1), 413),
        (String::new(), 400),
    ];
    for (body, status) in bodies {
        let answer = server.ask("POST", &made.path("/commands"), &made.token, Some(&body)).await;
        assert_eq!(answer.status, status, "{} bytes: {answer:?}", body.len());
        let sentence = answer.json()["error"].as_str().unwrap().to_owned();
        assert!(sentence.ends_with('.') && sentence.len() < 600, "{sentence}");
    }
    let file = json!({ "file": deep_file() }).to_string();
    assert_eq!(server.ask("POST", "/api/landscapes", "", Some(&file)).await.status, 400);
    assert_eq!(server.lines(&made).await, 0);
    server.is_well().await;
}

fn nested_batch(depth: usize) -> Value {
    (0..depth).fold(
        json!({ "edit_header": { "edit": { "name": "deep" } } }),
        |inner, _| json!({ "batch": { "commands": [inner] } }),
    )
}

fn deep_file() -> String {
    format!("{{\"format\": \"atoll\", \"version\": 3, \"contexts\": {}{}}}", "[".repeat(50_000), "]".repeat(50_000))
}

#[tokio::test]
async fn identifiers_keys_and_counts_are_bounded() {
    let server = Server::start(&["--guesses-per-address", "0"]);
    let made = server.create().await;
    for id in
        ["a".repeat(20_000), "%00".repeat(100), "..%2f..%2fetc%2fpasswd".to_owned(), "8".repeat(26), "-1".to_owned()]
    {
        let answer = server.ask("GET", &format!("/api/landscapes/{id}"), &made.token, None).await;
        assert!([404, 414, 431].contains(&answer.status), "{answer:?}");
    }
    let post = async |body: Value| {
        server.ask("POST", &made.path("/commands"), &made.token, Some(&body.to_string())).await.status
    };
    assert_eq!(post(json!({ "commands": [rename(&"k".repeat(129), "Name")] })).await, 400);
    assert_eq!(post(json!({ "commands": [rename("", "Name")] })).await, 400);
    let many: Vec<Value> = (0..1_001).map(|number| rename(&number.to_string(), "Name")).collect();
    assert_eq!(post(json!({ "commands": many })).await, 400);
    let huge = json!({ "key": "huge", "command": { "remove": { "elements": ["c99999999999999999999999999"] } } });
    assert!([200, 400].contains(&post(json!({ "commands": [huge] })).await));
    let link = json!({ "right": "view", "label": "l".repeat(201) }).to_string();
    assert_eq!(server.ask("POST", &made.path("/links"), &made.token, Some(&link)).await.status, 400);
    for query in ["?after=99999999999999999999999", "?after=-1", "?limit=18446744073709551616", "?limit=x"] {
        assert_eq!(server.ask("GET", &made.path(&format!("/revisions{query}")), &made.token, None).await.status, 400);
        assert_eq!(server.ask("GET", &made.path(&format!("/audit{query}")), &made.token, None).await.status, 400);
    }
    assert_eq!(server.lines(&made).await, 0);
}

#[tokio::test]
async fn what_means_something_to_a_database_means_nothing_here() {
    let server = Server::start(&[]);
    let (made, other) = (server.create().await, server.create().await);
    let tricks = [
        "'; DROP TABLE command; --",
        "' OR '1'='1",
        "\" OR \"\"=\"",
        "1; UPDATE link SET access='own'",
        "\\'; --",
        "$1 ?1 :a @b %s %' _",
        "'||(SELECT hash FROM link)||'",
    ];
    for trick in tricks {
        let body = commands(&[rename(trick, trick)]);
        let answer = server.ask("POST", &made.path("/commands"), &made.token, Some(&body)).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.json()["results"][0]["key"], trick);
        let opened = server.ask("GET", &made.path(""), &made.token, None).await.json();
        let file: Value = serde_json::from_str(opened["file"].as_str().unwrap()).unwrap();
        assert_eq!(file["landscape"]["name"], trick, "{opened}");
        server.link(&made, "view", &json!({ "label": trick })).await;
        let path = made.path(&format!("/links/{}", percent(trick)));
        assert_eq!(server.ask("DELETE", &path, &made.token, None).await.status, 404, "{trick}");
        assert_eq!(server.ask("GET", &other.path(""), trick, None).await.status, 404);
    }
    // What some databases cannot hold is not taken.
    let zero = commands(&[rename("a\u{0}b", "Name")]);
    assert_eq!(server.ask("POST", &made.path("/commands"), &made.token, Some(&zero)).await.status, 400);
    let zero = json!({ "right": "view", "label": "a\u{0}b" }).to_string();
    assert_eq!(server.ask("POST", &made.path("/links"), &made.token, Some(&zero)).await.status, 400);
    let links = server.ask("GET", &made.path("/links"), &made.token, None).await.json();
    let labels: Vec<&str> = links.as_array().unwrap().iter().filter_map(|link| link["label"].as_str()).collect();
    assert!(tricks.iter().all(|trick| labels.contains(trick)), "{labels:?}");
    assert_eq!((server.lines(&made).await, server.lines(&other).await), (tricks.len(), 0));
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02x}")).collect()
}
