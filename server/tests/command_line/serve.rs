//! `atoll serve`: how it starts and stops.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::program::{Place, Server, is_there};

#[test]
fn it_says_where_it_is_and_stops_when_asked() {
    for signal in ["TERM", "INT"] {
        let place = Place::new();
        let server = place.serve();
        assert_eq!(server.get("/healthz"), (200, json!({ "status": "ok" })));
        assert_eq!(server.get("/any/place"), (200, json!("<!doctype html>page")));
        let (status, created) = server.post("/api/landscapes", &json!({ "name": "Shop" }));
        assert_eq!(status, 201);
        // A connection that is open and idle holds nothing up.
        let idle = TcpStream::connect(&server.address).unwrap();
        server.signal(signal);
        assert_eq!(server.ended(), Some(0), "{signal}");
        drop(idle);
        // Closed in good order: all is in the one file.
        assert!(!is_there(place.folder.path(), "atoll.db-wal"));
        let server = place.serve();
        let path = format!("/api/landscapes/{}", created["id"].as_str().unwrap());
        assert_eq!(server.get(&path).0, 200);
    }
}

#[test]
fn a_request_that_is_under_way_is_finished() {
    let place = Place::new();
    let server = place.serve();
    let body = r#"{"name": "Shop"}"#;
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let head = format!(
        "POST /api/landscapes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    // Another request shows that the first one has arrived as well.
    server.get("/healthz");
    std::thread::sleep(Duration::from_millis(100));
    server.signal("TERM");
    std::thread::sleep(Duration::from_millis(100));
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    assert_eq!(server.ended(), Some(0));
}

#[test]
fn a_request_that_never_ends_holds_nothing_up() {
    let place = Place::new();
    let server = place.serve_with(&["--stop-within", "1"]);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let head =
        "POST /api/landscapes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    server.get("/healthz");
    std::thread::sleep(Duration::from_millis(100));
    let start = Instant::now();
    server.signal("TERM");
    assert_eq!(server.ended(), Some(0));
    let took = start.elapsed();
    assert!(took > Duration::from_millis(900) && took < Duration::from_secs(30), "{took:?}");
    drop(stream);
}

#[test]
fn settings_come_from_the_environment_too() {
    let place = Place::new();
    std::fs::create_dir(place.folder.path().join("site")).unwrap();
    place.write("site/index.html", "<!doctype html>site");
    let mut command = place.command(&["serve"]);
    command.env("ATOLL_LISTEN", "127.0.0.1:0").env("ATOLL_DATABASE", "other.db");
    command.env("ATOLL_ASSETS", "site").env("ATOLL_BODY_MAX", "1");
    let server = Server::start(command);
    assert_eq!(server.get("/"), (200, json!("<!doctype html>site")));
    let (status, body) = server.post("/api/landscapes", &json!({ "name": "x".repeat(1 << 20) }));
    assert_eq!(status, 413, "{body}");
    assert!(is_there(place.folder.path(), "other.db"));
}

#[test]
fn what_keeps_it_from_starting_is_said() {
    let place = Place::new();
    std::fs::create_dir(place.folder.path().join("dist")).unwrap();
    std::fs::create_dir(place.folder.path().join("empty")).unwrap();
    place.write("dist/index.html", "<!doctype html>page");
    place.write("text.db", "This is some text and no database.".repeat(100));
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    for (arguments, words) in [
        (&["--listen", &taken][..], &["listens at", "--listen"][..]),
        (&["--listen", "nowhere"], &["cannot listen at nowhere", "--listen"]),
        (&["--assets", "missing"], &["“missing”", "no index.html", "--assets"]),
        (&["--assets", "empty"], &["“empty”", "no index.html", "--assets"]),
        (&["--database", "no/such/atoll.db"], &["“no/such/atoll.db”", "--database"]),
        (&["--database", "text.db"], &["“text.db”", "not a database of Atoll"]),
        (&["--database", "dist"], &["“dist”", "cannot be opened"]),
    ] {
        let mut call = vec!["serve"];
        if !arguments.contains(&"--listen") {
            call.extend(["--listen", "127.0.0.1:0"]);
        }
        call.extend(arguments);
        let ended = place.call(&call);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{ended:?}");
        assert!(words.iter().all(|word| ended.err.contains(word)), "{arguments:?}: {}", ended.err);
        assert_eq!(ended.err.lines().count(), 1, "{}", ended.err);
    }
}
