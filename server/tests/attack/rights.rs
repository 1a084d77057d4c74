//! People who try to do more than their link lets them.

use serde_json::json;

use crate::server::{Server, commands, rename};

/// What each right is answered with, the least first: `view`, `comment`, `edit`, `own`.
const TABLE: [(&str, &str, &str, [u16; 4]); 8] = [
    ("GET", "", "", [200; 4]),
    ("GET", "/revisions", "", [200; 4]),
    ("POST", "/commands", "RENAME", [403, 403, 200, 200]),
    ("GET", "/links", "", [403, 403, 403, 200]),
    ("POST", "/links", r#"{"right": "own"}"#, [403, 403, 403, 201]),
    ("DELETE", "/links/nothing", "", [403, 403, 403, 404]),
    ("GET", "/audit", "", [403, 403, 403, 200]),
    ("DELETE", "", "", [403, 403, 403, 204]),
];

#[tokio::test]
async fn everybody_may_do_what_their_link_says_and_nothing_else() {
    let server = Server::start(&[]);
    let made = server.create().await;
    let mut tokens = Vec::new();
    for right in ["view", "comment", "edit", "own"] {
        tokens.push(server.link(&made, right, &json!({})).await.1);
    }
    for (method, rest, body, expected) in TABLE {
        for (token, status) in tokens.iter().zip(expected) {
            let body = body.replace("RENAME", &commands(&[rename(&format!("{status}-{token}"), "Theirs")]));
            let body = (!body.is_empty()).then_some(body);
            let answer = server.ask(method, &made.path(rest), token, body.as_deref()).await;
            assert_eq!(answer.status, status, "{method} {rest}: {answer:?}");
            if status == 403 {
                let sentence = answer.json()["error"].as_str().unwrap().to_owned();
                assert!(sentence.starts_with("You may ") && sentence.ends_with('.'), "{sentence}");
            }
        }
    }
    // Removed for everybody, whatever they hold.
    for token in tokens.iter().chain([&made.token]) {
        assert_eq!(server.ask("GET", &made.path(""), token, None).await.status, 404);
    }
}

#[tokio::test]
async fn one_command_that_is_not_allowed_keeps_the_others_back() {
    let server = Server::start(&[]);
    let made = server.create().await;
    let (_, viewer) = server.link(&made, "view", &json!({})).await;
    let body = commands(&[rename("one", "Theirs"), rename("two", "Theirs")]);
    assert_eq!(server.ask("POST", &made.path("/commands"), &viewer, Some(&body)).await.status, 403);
    assert_eq!(server.lines(&made).await, 0);
    // The right that stands in a request is not asked for.
    for lines in ["X-Right: own\r\n", "X-HTTP-Method-Override: DELETE\r\n", "X-Original-URL: /api/landscapes\r\n"] {
        let lines = format!("Authorization: Bearer {viewer}\r\n{lines}");
        let answer = server.ask_with("POST", &made.path("/commands"), &lines, Some(&body)).await;
        assert_eq!(answer.status, 403, "{lines}");
    }
    assert_eq!(server.ask("GET", &made.path(""), &made.token, None).await.status, 200);
}

#[tokio::test]
async fn limits_bring_a_pause_and_lose_nothing() {
    let server = Server::start(&["--commands-per-browser", "1"]);
    let made = server.create().await;
    let (path, mut refused) = (made.path("/commands"), None);
    for number in 0..100 {
        let body = commands(&[rename(&number.to_string(), "Much")]);
        let answer = server.ask("POST", &path, &made.token, Some(&body)).await;
        if answer.status == 429 {
            assert!(answer.headers("retry-after").next().is_some(), "{answer:?}");
            refused = Some(number);
            break;
        }
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    // Thirty at once, and one more for each second that it took.
    let refused = refused.expect("a limit");
    assert!((30..80).contains(&refused), "{refused}");
    assert_eq!(server.lines(&made).await, refused);
}
