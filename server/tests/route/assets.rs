//! Files: what is sent, in which encoding, and how long it holds.

use std::fs;

use axum::http::Method;

use crate::house::{Answer, House};

const STYLE: &str = "/atoll-da33f4351ef8696a.css";
const MODULE: &str = "/atoll-web_bg-fe3238046c7f82d5.wasm";

/// A server with a small page in its folder, and a file beside that folder which nobody may have.
async fn house() -> House {
    let house = House::new().await;
    let dist = house.folder.path().join("dist");
    fs::create_dir_all(dist.join("icons")).unwrap();
    fs::write(house.folder.path().join("secret.txt"), "secret").unwrap();
    for (name, content) in [
        ("index.html", "<!doctype html>page"),
        ("index.html.br", "page in br"),
        ("index.html.gz", "page in gz"),
        ("service-worker.js", "worker"),
        ("manifest.webmanifest", "{}"),
        ("icons/atoll.svg", "<svg/>"),
    ] {
        fs::write(dist.join(name), content).unwrap();
    }
    for file in [STYLE, MODULE] {
        for (ending, content) in [("", "plain"), (".br", "in br"), (".gz", "in gz")] {
            fs::write(dist.join(format!("{}{ending}", &file[1..])), content).unwrap();
        }
    }
    house
}

async fn accept(house: &House, path: &str, encodings: &str) -> Answer {
    house.ask(Method::GET, path, &[("accept-encoding", encodings)]).await
}

#[tokio::test]
async fn what_was_compressed_ahead_is_sent_to_those_who_take_it() {
    let house = house().await;
    for path in ["/", "/index.html", STYLE, MODULE] {
        for (encodings, chosen) in [
            ("gzip, deflate, br", "br"),
            ("gzip", "gzip"),
            ("br;q=0, gzip;q=0.5", "gzip"),
            ("", ""),
            ("identity", ""),
            ("zstd", ""),
        ] {
            let answer = accept(&house, path, encodings).await;
            assert_eq!(answer.status.as_u16(), 200, "{path} {encodings}");
            assert_eq!(answer.header("content-encoding"), chosen, "{path} {encodings}");
            let content = match chosen {
                "br" => "in br",
                "gzip" => "in gz",
                _ => "",
            };
            assert!(answer.text().ends_with(content), "{path} {encodings} {answer:?}");
            assert_eq!(answer.header("vary").to_lowercase(), "accept-encoding", "{path} {encodings}");
        }
    }
    assert_eq!(accept(&house, MODULE, "br").await.header("content-type"), "application/wasm");
    assert_eq!(accept(&house, STYLE, "br").await.header("content-type"), "text/css");
    assert_eq!(accept(&house, "/manifest.webmanifest", "").await.header("content-type"), "application/manifest+json");
    assert_eq!(accept(&house, "/icons/atoll.svg", "br").await.header("content-type"), "image/svg+xml");
    assert_eq!(accept(&house, "/service-worker.js", "br").await.header("content-type"), "text/javascript");
}

#[tokio::test]
async fn only_files_named_by_their_content_hold_for_ever() {
    let house = house().await;
    for path in [STYLE, MODULE] {
        assert_eq!(house.get(path).await.header("cache-control"), "public, max-age=31536000, immutable", "{path}");
    }
    for path in ["/", "/index.html", "/service-worker.js", "/manifest.webmanifest", "/icons/atoll.svg", "/some/place"] {
        let answer = house.get(path).await;
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
        let (tag, time) = (answer.header("etag"), answer.header("last-modified"));
        assert!(!tag.is_empty() && !time.is_empty(), "{path} {answer:?}");
        for header in [("if-none-match", tag), ("if-modified-since", time)] {
            let again = house.ask(Method::GET, path, &[header]).await;
            assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
            assert_eq!(again.header("cache-control"), "no-cache", "{path}");
        }
        let other = house.ask(Method::GET, path, &[("if-none-match", "\"other\"")]).await;
        assert_eq!(other.status.as_u16(), 200, "{path}");
    }
    // A file that is not there (yet) is not remembered.
    let missing = house.get("/atoll-0000000000000000.css").await;
    assert_eq!((missing.status.as_u16(), missing.header("cache-control")), (404, "no-cache"));
}

#[tokio::test]
async fn a_new_page_is_seen_at_once() {
    let house = house().await;
    let before = house.get("/").await;
    fs::write(house.folder.path().join("dist/index.html"), "<!doctype html>page 2").unwrap();
    let after = house.ask(Method::GET, "/", &[("if-none-match", before.header("etag"))]).await;
    assert_eq!((after.status.as_u16(), after.text()), (200, "<!doctype html>page 2"));
}

#[tokio::test]
async fn the_app_is_everywhere_but_where_a_file_is_asked_for() {
    let house = house().await;
    for path in ["/", "/landscape/7zzzzzzzzzzzzzzzzzzzzzzzzz", "/icons", "/icons/", "/a/b/c?x=1.5", "/apis"] {
        let answer = house.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.text()), (200, "<!doctype html>page"), "{path}");
        assert_eq!(answer.header("content-type"), "text/html", "{path}");
    }
    for path in ["/missing.js", "/icons/missing.svg", "/a/b.c", "/index.html/x.y", "/.git/x.y"] {
        assert_eq!(house.get(path).await.status.as_u16(), 404, "{path}");
    }
}

#[tokio::test]
async fn nobody_gets_out_of_the_folder() {
    let house = house().await;
    for path in [
        "/../secret.txt",
        "/icons/../../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/icons/%2e%2e/%2e%2e/secret.txt",
        "//secret.txt",
        "/%00",
        "/%ff",
        "/secret%2etxt",
    ] {
        let answer = house.get(path).await;
        assert!(!answer.text().contains("secret"), "{path} {answer:?}");
        assert!([400, 404].contains(&answer.status.as_u16()), "{path} {answer:?}");
    }
    let secret = house.folder.path().join("secret.txt");
    let answer = house.get(&format!("/{}", secret.display())).await;
    assert_eq!(answer.status.as_u16(), 404);
}

#[tokio::test]
async fn heads_are_those_of_the_whole() {
    let house = house().await;
    for path in ["/", STYLE, "/some/place"] {
        let (whole, head) = (house.get(path).await, house.ask(Method::HEAD, path, &[]).await);
        assert_eq!((head.status, head.body.len()), (whole.status, 0), "{path}");
        for name in ["content-type", "content-length", "cache-control", "etag", "vary"] {
            assert_eq!(head.header(name), whole.header(name), "{path} {name}");
        }
    }
    for path in ["/", STYLE, "/some/place"] {
        let answer = house.ask(Method::POST, path, &[]).await;
        assert_eq!(answer.status.as_u16(), 405, "{path}");
    }
}

#[tokio::test]
async fn every_answer_says_how_it_may_be_used() {
    let house = house().await;
    let policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                  img-src 'self' data: blob:; worker-src 'self'; manifest-src 'self'; object-src 'none'; \
                  base-uri 'none'; form-action 'none'; connect-src 'self'; frame-ancestors 'self'";
    for path in ["/", STYLE, "/missing.js", "/healthz", "/api/landscapes/x", "/api/x"] {
        let answer = house.get(path).await;
        assert_eq!(answer.header("content-security-policy"), policy, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin-allow-popups", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
        for absent in ["cross-origin-embedder-policy", "strict-transport-security", "server"] {
            assert_eq!(answer.header(absent), "", "{path} {absent}");
        }
    }
}
