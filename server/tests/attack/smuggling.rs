//! Requests that two readers would take apart differently: a proxy in front, and this server.

use crate::server::{Answer, Server};

/// What hides behind another request.
const HIDDEN: &str = "GET /healthz?hidden HTTP/1.1\r\nHost: x\r\n\r\n";

/// How many answers came.
fn answers(said: &str) -> usize {
    said.matches("HTTP/1.1 ").count()
}

#[tokio::test]
async fn requests_whose_end_is_ambiguous_are_refused_and_end_the_connection() {
    let server = Server::start(&[]);
    let post = "POST /api/landscapes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    let attacks = [
        ("two lengths", format!("{post}Content-Length: 2\r\nContent-Length: 60\r\n\r\n{{}}{HIDDEN}")),
        ("two lengths in one", format!("{post}Content-Length: 2, 60\r\n\r\n{{}}{HIDDEN}")),
        ("a length with a sign", format!("{post}Content-Length: +2\r\n\r\n{{}}{HIDDEN}")),
        ("a length that is none", format!("{post}Content-Length: 0x2\r\n\r\n{{}}{HIDDEN}")),
        ("chunks of another name", format!("{post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{HIDDEN}")),
        ("chunks not last", format!("{post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{HIDDEN}")),
        ("a space before the colon", format!("{post}Content-Length : 2\r\n\r\n{{}}{HIDDEN}")),
        ("a folded line", format!("{post}X-A: b\r\n Content-Length: 2\r\n\r\n{{}}{HIDDEN}")),
        ("a size that is none", format!("{post}Transfer-Encoding: chunked\r\n\r\n-1\r\n{{}}\r\n0\r\n\r\n{HIDDEN}")),
        (
            "a size too large",
            format!("{post}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{{}}\r\n0\r\n\r\n{HIDDEN}"),
        ),
        ("nothing in a name", format!("{post}: x\r\nContent-Length: 2\r\n\r\n{{}}{HIDDEN}")),
        ("a zero in a value", format!("{post}X-A: a\0b\r\nContent-Length: 2\r\n\r\n{{}}{HIDDEN}")),
        ("a bare return", format!("{post}X-A: a\rContent-Length: 60\r\nContent-Length: 2\r\n\r\n{{}}{HIDDEN}")),
    ];
    for (name, attack) in attacks {
        let said = server.raw(attack.as_bytes()).await;
        assert!(answers(&said) <= 1, "{name}: {said}");
        assert!(said.is_empty() || Answer::of(&said).status >= 400, "{name}: {said}");
    }
    server.is_well().await;
}

#[tokio::test]
async fn chunks_win_over_a_length() {
    let server = Server::start(&[]);
    let attack = format!(
        "POST /api/landscapes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\
         Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n{HIDDEN}"
    );
    let said = server.raw(attack.as_bytes()).await;
    // As RFC 9112 asks: the length counts for nothing.
    let first = Answer::of(&said);
    assert!(first.status == 400 || first.status == 201, "{said}");
    assert!(answers(&said) <= 2 && !said.contains("hidden"), "{said}");
}

#[tokio::test]
async fn requests_that_are_none_are_refused() {
    let server = Server::start(&[]);
    let long = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(100_000));
    let wide = format!("GET / HTTP/1.1\r\nHost: x\r\nX-A: {}\r\n\r\n", "a".repeat(100_000));
    let many = format!("GET / HTTP/1.1\r\nHost: x\r\n{}\r\n", "X-A: b\r\n".repeat(500));
    for (attack, status) in [
        (long.as_str(), [414, 431, 0]),
        (wide.as_str(), [431, 400, 0]),
        (many.as_str(), [431, 400, 0]),
        ("GET / HTTP/9.9\r\n\r\n", [400, 505, 0]),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400, 505, 0]),
        ("\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}", [400, 0, 0]),
        ("CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", [404, 405, 400]),
        ("TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", [405, 404, 400]),
    ] {
        let said = server.raw(attack.as_bytes()).await;
        let answer = Answer::of(&said);
        assert!(status.contains(&answer.status), "{}: {answer:?}", attack.get(..60).unwrap_or(attack));
    }
    server.is_well().await;
}
