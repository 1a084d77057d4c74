//! Foreign pages, paths out of the folder, and what every answer says of how it may be used.

use std::fs;

use crate::server::{Answer, Server, commands, rename};

#[tokio::test]
async fn foreign_pages_change_nothing_and_get_no_connection() {
    let server = Server::start(&[]);
    let made = server.create().await;
    let ours = format!("http://{}", server.address);
    let body = commands(&[rename("k", "Theirs")]);
    let bearer = format!("Authorization: Bearer {}\r\n", made.token);
    let path = made.path("/commands");
    let foreign =
        ["https://evil.example", "null", "http://127.0.0.1:1", &format!("{ours}.evil.example"), "file://", ""];
    for origin in foreign {
        let lines = format!("{bearer}Origin: {origin}\r\n");
        for (method, path, body) in [
            ("POST", path.as_str(), Some(body.as_str())),
            ("POST", "/api/landscapes", Some("{}")),
            ("POST", "/api/sign-out", Some("{}")),
            ("DELETE", &made.path(""), None),
        ] {
            assert_eq!(server.ask_with(method, path, &lines, body).await.status, 403, "{origin} {method} {path}");
        }
        // A page cannot even learn what it may: nothing is said to a question before a request.
        let asked =
            server.ask_with("OPTIONS", &path, &format!("{lines}Access-Control-Request-Method: POST\r\n"), None).await;
        assert_ne!(asked.status, 200);
        assert!(!asked.head.contains("access-control-allow"), "{asked:?}");
        // What it may ask for, it may not read.
        let read = server.ask_with("GET", &made.path(""), &lines, None).await;
        assert!(!read.head.contains("access-control-allow"), "{read:?}");
        assert_eq!(socket(&server, &format!("Origin: {origin}\r\n")).await.status, 403, "{origin}");
    }
    let crossing = format!("{bearer}Sec-Fetch-Site: cross-site\r\n");
    assert_eq!(server.ask_with("POST", &path, &crossing, Some(&body)).await.status, 403);
    // A form of a foreign page can send text, and the type of a form: neither is taken.
    let form = format!(
        "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{bearer}Content-Type: text/plain\r\nContent-Length: {}\r\n\r\n{body}",
        server.address,
        body.len()
    );
    assert_eq!(Answer::of(&server.raw(form.as_bytes()).await).status, 415);
    assert_eq!(server.lines(&made).await, 0);
    let lines = format!("{bearer}Origin: {ours}\r\n");
    assert_eq!(server.ask_with("POST", &path, &lines, Some(&body)).await.status, 200);
    assert_eq!(socket(&server, &format!("Origin: {ours}\r\n")).await.status, 101);
    assert_eq!(socket(&server, "").await.status, 101);
}

/// What a request for a WebSocket is answered with.
async fn socket(server: &Server, lines: &str) -> Answer {
    let request = format!(
        "GET /api/live HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{lines}\r\n",
        server.address
    );
    Answer::of(&server.raw(request.as_bytes()).await)
}

#[tokio::test]
async fn once_it_is_known_what_is_ours_another_name_for_this_server_is_not() {
    let server = Server::start(&["--public-url", "https://atoll.example.org"]);
    let rebound = "Origin: http://evil.example\r\nX-Forwarded-Host: atoll.example.org\r\n";
    assert_eq!(server.ask_with("POST", "/api/landscapes", rebound, Some("{}")).await.status, 403);
    let same = format!("Origin: http://{}\r\n", server.address);
    assert_eq!(server.ask_with("POST", "/api/landscapes", &same, Some("{}")).await.status, 403);
    let ours = "Origin: https://atoll.example.org\r\n";
    assert_eq!(server.ask_with("POST", "/api/landscapes", ours, Some("{}")).await.status, 201);
}

#[tokio::test]
async fn nobody_gets_out_of_the_folder_by_any_spelling() {
    let server = Server::start(&[]);
    fs::write(server.folder.path().join("secret.txt"), "secret").unwrap();
    for path in [
        "/../secret.txt",
        "/a/../../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "//../secret.txt",
        "/.//..//secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/..;/secret.txt",
        "/index.html/../../secret.txt",
        "/../atoll.db",
        "/%2e%2e%2fatoll.db",
        "http://127.0.0.1/../secret.txt",
        "/../../../../../../../../etc/passwd",
        "/proc/self/environ",
    ] {
        let said = server.raw(format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes()).await;
        let answer = Answer::of(&said);
        let is_secret = ["secret\n", "SQLite format", "root:"].iter().any(|word| answer.body.contains(word));
        assert!(!is_secret && !answer.body.ends_with("secret"), "{path}: {answer:?}");
    }
}

#[tokio::test]
async fn every_answer_says_how_strictly_it_is_to_be_used() {
    let arguments =
        ["--public-url", "https://atoll.example.org", "--frame-ancestors", "'self' https://portal.example.org"];
    let server = Server::start(&arguments);
    for path in ["/", "/missing.js", "/api/me", "/api/landscapes/x", "/healthz", "/api/live"] {
        let answer = server.ask("GET", path, "", None).await;
        let one = |name: &str| answer.headers(name).map(str::to_owned).collect::<Vec<_>>().join(" AND ");
        let policy = one("content-security-policy");
        for part in [
            "default-src 'self'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "connect-src 'self' wss://atoll.example.org",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self' https://portal.example.org",
        ] {
            assert!(policy.split("; ").any(|other| other == part), "{path}: {part} in {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains(" 'unsafe-eval'") && !policy.contains('*'));
        assert_eq!(one("strict-transport-security"), "max-age=31536000");
        assert_eq!(one("x-content-type-options"), "nosniff");
        assert_eq!(one("cross-origin-opener-policy"), "same-origin-allow-popups");
        assert_eq!(one("cross-origin-resource-policy"), "same-origin");
        assert_eq!(one("referrer-policy"), "no-referrer");
        assert_eq!(one("server"), "", "{path}");
    }
}

#[tokio::test]
async fn settings_that_would_open_the_policy_are_refused() {
    for (name, value) in [
        ("--frame-ancestors", "'self'; script-src *"),
        ("--public-url", "https://a.org/path"),
        ("--trusted-proxy", "everybody"),
    ] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_atoll"));
        let ended = command.args(["serve", "--listen", "127.0.0.1:0", name, value]).output().unwrap();
        assert_eq!(ended.status.code(), Some(2), "{name} {value}");
        assert!(String::from_utf8_lossy(&ended.stderr).contains(name), "{ended:?}");
    }
}
