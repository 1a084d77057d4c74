//! `atoll serve` for those who run it: settings, log, metrics, and how it drains.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::program::{Place, ask, is_there};

/// An address of this machine that nobody listens at.
fn free() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[test]
fn it_drains_first_says_so_and_serves_meanwhile() {
    let place = Place::new();
    let operations = free();
    let server = place.serve_with(&["--drain-delay", "4", "--metrics-listen", &operations]);
    assert_eq!(server.get("/readyz"), (200, json!({ "status": "ok" })));
    let start = Instant::now();
    server.signal("TERM");
    let is_draining = || server.get("/readyz") == (503, json!({ "status": "the server is about to stop" }));
    while !is_draining() {
        assert!(start.elapsed() < Duration::from_secs(3), "it does not say that it is about to stop");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(server.get("/healthz").0, 200);
    assert_eq!(server.post("/api/landscapes", &json!({ "name": "Shop" })).0, 201);
    assert_eq!(ask(&operations, "GET", "/readyz", "").unwrap().0, 503);
    assert_eq!(server.ended(), Some(0));
    let took = start.elapsed();
    assert!(took > Duration::from_millis(3_900) && took < Duration::from_secs(30), "{took:?}");
}

#[test]
fn asked_twice_it_does_not_wait() {
    let place = Place::new();
    let server = place.serve_with(&["--drain-delay", "60"]);
    let start = Instant::now();
    server.signal("TERM");
    while server.get("/readyz").0 != 503 {
        assert!(start.elapsed() < Duration::from_secs(5), "it does not say that it is about to stop");
        std::thread::sleep(Duration::from_millis(10));
    }
    std::thread::sleep(Duration::from_millis(100));
    server.signal("TERM");
    assert_eq!(server.ended(), Some(0));
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn whoever_stops_it_as_soon_as_it_is_ready_is_heard() {
    for _ in 0..8 {
        let place = Place::new();
        let server = place.serve();
        server.signal("TERM");
        assert_eq!(server.ended(), Some(0));
    }
}

#[test]
fn a_log_of_json_tells_a_life_and_nothing_that_opens_a_landscape() {
    let place = Place::new();
    let server = place.serve_with(&["--log-format", "json"]);
    let (_, created) = server.post("/api/landscapes", &json!({ "name": "Shop" }));
    let id = created["id"].as_str().unwrap().to_owned();
    server.get(&format!("/api/landscapes/{id}"));
    server.get("/healthz");
    server.get("/some/place?token=abc");
    server.signal("TERM");
    let log = server.logged();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let said: Vec<&str> = lines.iter().filter_map(|line| line["message"].as_str()).collect();
    assert_eq!(said.first(), Some(&"started"));
    assert_eq!(said.last(), Some(&"stopped"));
    assert!(said.contains(&"stopping: finishing what is under way"), "{log}");
    let answered = lines.iter().filter(|line| line["message"] == "answered");
    let answered: Vec<(&str, &str, i64)> = answered
        .map(|line| {
            assert!(line["milliseconds"].as_f64().unwrap() >= 0.0 && !line["span"]["id"].as_str().unwrap().is_empty());
            let word = |name: &str| line["span"][name].as_str().unwrap();
            (word("method"), word("path"), line["status"].as_i64().unwrap())
        })
        .collect();
    // Probes come every second, and are no news.
    let expected = [("POST", "/api/landscapes", 201), ("GET", "/api/landscapes/{id}", 200), ("GET", "(a file)", 200)];
    assert_eq!(answered, expected, "{log}");
    assert!(!log.contains(&id) && !log.contains("abc") && !log.contains("/some/place"), "{log}");
    if let Some(token) = created["token"].as_str() {
        assert!(!log.contains(token), "{log}");
    }
}

#[test]
fn metrics_are_shown_where_they_are_asked_for_and_nowhere_else() {
    let place = Place::new();
    let operations = free();
    let server = place.serve_with(&["--metrics-listen", &operations]);
    server.post("/api/landscapes", &json!({ "name": "Shop" }));
    let (status, text) = ask(&operations, "GET", "/metrics", "").unwrap();
    let text = text.as_str().unwrap();
    assert_eq!(status, 200);
    let created = "atoll_http_requests_total{method=\"POST\",path=\"/api/landscapes\",status=\"201\"} 1";
    for line in [created, "atoll_rooms 0", &format!("atoll_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"))]
    {
        assert!(text.lines().any(|it| it == line), "{line} in\n{text}");
    }
    assert!(!cfg!(target_os = "linux") || text.contains("\nprocess_resident_memory_bytes "), "{text}");
    assert_eq!(ask(&operations, "GET", "/healthz", "").unwrap().0, 200);
    assert_eq!(ask(&operations, "GET", "/api/landscapes/x", "").unwrap().0, 404);
    // “/metrics” is a place in the app for everybody else.
    assert_eq!(server.get("/metrics"), (200, json!("<!doctype html>page")));
    drop(server);

    let server = place.serve_with(&["--metrics"]);
    let (status, text) = server.get("/metrics");
    assert!(status == 200 && text.as_str().unwrap().contains("\natoll_rooms 0\n"), "{text}");
}

#[test]
fn settings_are_checked_without_touching_anything() {
    let place = Place::new();
    std::fs::create_dir(place.folder.path().join("dist")).unwrap();
    place.write("dist/index.html", "<!doctype html>page");
    let check = ["serve", "--check", "--listen", "127.0.0.1:0"];
    let mut command = place.command(&check);
    let output = command.env("ATOLL_STOP_WITHIN", "7").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    let line = |flag: &str| said.lines().find(|line| line.starts_with(flag)).unwrap_or_else(|| panic!("{said}"));
    let words = |flag: &str| line(flag).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words("--stop-within"), ["--stop-within", "7", "environment"]);
    assert_eq!(words("--listen"), ["--listen", "127.0.0.1:0", "flag"]);
    assert_eq!(words("--database"), ["--database", "atoll.db", "default"]);
    assert!(said.contains("it is made when the server starts"), "{said}");
    assert!(!is_there(place.folder.path(), "atoll.db"));

    drop(place.serve());
    // What SQLite keeps beside a file that is open comes and goes with whoever has it open.
    let names = || {
        place.names().into_iter().filter(|name| !name.ends_with("-shm") && !name.ends_with("-wal")).collect::<Vec<_>>()
    };
    let before = names();
    let ended = place.call(&check);
    assert!(ended.code == 0 && ended.out.ends_with("The server can start.\n"), "{ended:?}");
    assert_eq!(names(), before);
    place.write("text.db", "This is some text and no database.".repeat(100));
    let ended = place.call(&[&check[..], &["--database", "text.db"]].concat());
    assert!(ended.code == 2 && ended.err.contains("not a database of Atoll"), "{ended:?}");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let ended = place.call(&[&check[..], &["--metrics-listen", &taken]].concat());
    assert!(ended.code == 2 && ended.err.contains("--metrics-listen"), "{ended:?}");
}
