//! Frames that are too large, no messages, never end or never come.

use std::time::{Duration, Instant};

use futures_util::SinkExt as _;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::{Bytes, Message};

use crate::server::{Made, Server, rename};
use crate::socket::Socket;

/// A WebSocket that is written to byte by byte.
async fn naked(server: &Server) -> TcpStream {
    let mut stream = TcpStream::connect(&server.address).await.unwrap();
    let request = format!(
        "GET /api/live HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        server.address
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    assert!(head.starts_with(b"HTTP/1.1 101 "), "{}", String::from_utf8_lossy(&head));
    stream
}

/// A frame as a browser writes it, masked with zeros.
fn frame(is_last: bool, kind: u8, body: &[u8]) -> Vec<u8> {
    let mut frame = vec![if is_last { 0x80 | kind } else { kind }];
    match body.len() {
        length @ 0..126 => frame.push(0x80 | length as u8),
        length @ 126..65_536 => {
            frame.push(0x80 | 126);
            frame.extend((length as u16).to_be_bytes());
        }
        length => {
            frame.push(0x80 | 127);
            frame.extend((length as u64).to_be_bytes());
        }
    }
    frame.extend([0; 4]);
    frame.extend(body);
    frame
}

/// Writes the same again and again until the other end closes; how many bytes it took.
async fn endless(stream: &mut TcpStream, part: &[u8], most: usize) -> Option<usize> {
    let (mut reader, mut writer) = stream.split();
    let mut sent = 0;
    let write = async {
        while sent < most {
            if writer.write_all(part).await.is_err() {
                return true;
            }
            sent += part.len();
        }
        false
    };
    let read = async {
        let mut said = Vec::new();
        let _ = reader.read_to_end(&mut said).await;
    };
    let is_closed = tokio::select! {
        closed = write => closed,
        () = read => true,
        () = tokio::time::sleep(Duration::from_secs(30)) => false,
    };
    is_closed.then_some(sent)
}

fn join(made: &Made) -> Vec<u8> {
    let person = json!({ "id": "raw", "name": "Raw" });
    let join = json!({ "join": { "protocol": 1, "landscape": made.id, "token": made.token, "person": person } });
    frame(true, 1, join.to_string().as_bytes())
}

#[tokio::test]
async fn a_first_frame_that_never_comes_is_not_waited_for() {
    let server = Server::start(&[]);
    let start = Instant::now();
    let mut silent = Socket::open(&server).await;
    // Bytes of a frame that never ends do not help, nor do pings.
    let mut slow = naked(&server).await;
    slow.write_all(&[0x81, 0xfe]).await.unwrap();
    let mut pinging = Socket::open(&server).await;
    let pings = async {
        while pinging.0.send(Message::Ping(Bytes::new())).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    };
    let slow = async { slow.read_to_end(&mut Vec::new()).await };
    let all = async { tokio::join!(silent.farewell(), slow, pings).0 };
    let reason = tokio::time::timeout(Duration::from_secs(20), all).await.expect("closed within 20 seconds");
    assert_eq!(reason, "silent");
    assert!(start.elapsed() > Duration::from_secs(9));
}

#[tokio::test]
async fn whoever_has_not_joined_is_taken_little_from() {
    let server = Server::start(&[]);
    let made = server.create().await;
    for first in [
        Message::text("x".repeat(20 << 10)),
        Message::text("{}"),
        Message::text("no JSON"),
        Message::text("[".repeat(10_000)),
        Message::text(json!({ "submit": { "commands": [rename("k", "Early")] } }).to_string()),
        Message::text(json!({ "join": { "protocol": 1, "landscape": "short", "person": { "id": "a" } } }).to_string()),
        Message::binary(vec![0; 100]),
    ] {
        let mut socket = Socket::open(&server).await;
        let _ = socket.0.send(first.clone()).await;
        let reason = socket.farewell().await;
        assert!(["malformed", ""].contains(&&*reason), "{reason} for {} bytes", first.len());
    }
    let other = json!({ "join": { "protocol": 99, "landscape": made.id, "person": { "id": "a" } } });
    let mut socket = Socket::open(&server).await;
    socket.say(&other).await;
    assert_eq!(socket.farewell().await, "other_protocol");
    // Endless, in one frame and in many.
    let before = server.memory();
    for part in [frame(false, 1, &[b'x'; 1_000]), frame(false, 0, &[b'x'; 1_000])] {
        let mut stream = naked(&server).await;
        let taken = endless(&mut stream, &part, 64 << 20).await.expect("closed");
        assert!(taken < 8 << 20, "{taken}");
    }
    let mut stream = naked(&server).await;
    stream.write_all(&[0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]).await.unwrap();
    assert!(endless(&mut stream, &[b'x'; 1_000], 64 << 20).await.expect("closed") < 8 << 20);
    assert!(server.memory() < before + 32, "{before} MiB, then {} MiB", server.memory());
    server.is_well().await;
}

#[tokio::test]
async fn frames_that_are_no_messages_end_their_connection_alone() {
    let server = Server::start(&["--body-max", "1"]);
    let made = server.create().await;
    let mut other = Socket::joined(&server, &made, &made.token, "other").await;
    let large = format!("{{\"submit\": {}}}", " ".repeat(2 << 20));
    for message in [
        Message::text(large),
        Message::binary(vec![1, 2, 3]),
        Message::text("{"),
        Message::text("\"beat\""),
        Message::text("{\"submit\": 7}"),
        Message::text(format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000))),
        Message::text(json!({ "join": { "protocol": 1, "landscape": made.id, "person": { "id": "a" } } }).to_string()),
        Message::text(r#"{"presence": {"pointer": {"x": 1e999, "y": 0}}}"#),
    ] {
        other.say(&json!({ "presence": {} })).await;
        let mut socket = Socket::joined(&server, &made, &made.token, "bad").await;
        let _ = socket.0.send(message.clone()).await;
        let reason = socket.farewell().await;
        assert!(["malformed", ""].contains(&&*reason), "{reason} for {message}");
    }
    let bad: [(&str, Vec<u8>); 6] = [
        ("no UTF-8", frame(true, 1, &[0xff, 0xfe])),
        ("not masked", vec![0x81, 0x02, b'{', b'}']),
        ("reserved bits", vec![0xf1, 0x82, 0, 0, 0, 0, b'{', b'}']),
        ("an unknown kind", frame(true, 3, b"{}")),
        ("going on with nothing", frame(true, 0, b"{}")),
        ("a long ping", frame(true, 9, &[0; 200])),
    ];
    for (name, bytes) in bad {
        other.say(&json!({ "presence": {} })).await;
        let mut stream = naked(&server).await;
        stream.write_all(&[join(&made), bytes].concat()).await.unwrap();
        let mut said = Vec::new();
        let closed = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut said)).await;
        assert!(closed.is_ok(), "{name}");
    }
    // Parts without an end, and a length that nobody has.
    let before = server.memory();
    let mut stream = naked(&server).await;
    stream.write_all(&[join(&made), frame(false, 1, b"{")].concat()).await.unwrap();
    let taken = endless(&mut stream, &frame(false, 0, &[b' '; 60_000]), 64 << 20).await.expect("closed");
    assert!(taken < 16 << 20, "{taken}");
    assert!(server.memory() < before + 48, "{before} MiB, then {} MiB", server.memory());
    // The others never noticed.
    other.submit(&[rename("fine", "Ours")]).await;
    assert_eq!(other.hear_of("entries").await[0]["key"], "fine");
    assert_eq!(server.lines(&made).await, 1);
}

#[tokio::test]
async fn a_reader_that_never_reads_is_cut_off_and_costs_little() {
    let server = Server::start(&["--commands-per-browser", "0", "--kib-per-browser", "0", "--kib-per-landscape", "0"]);
    let made = server.create().await;
    let mut writer = Socket::joined(&server, &made, &made.token, "writer").await;
    let mut stuck = Vec::new();
    for _ in 0..10 {
        let mut stream = naked(&server).await;
        stream.write_all(&join(&made)).await.unwrap();
        stuck.push(stream);
    }
    let before = server.memory();
    let long = "x".repeat(100_000);
    let mut most = 0;
    for number in 0..300 {
        writer.submit(&[rename(&format!("k{number}"), &format!("{number} {long}"))]).await;
        loop {
            let entries = writer.hear_of("entries").await;
            if entries.as_array().unwrap().iter().any(|entry| entry["key"] == format!("k{number}").as_str()) {
                break;
            }
        }
        most = most.max(server.memory());
    }
    // Thirty megabytes went out to each of ten that took none of it: had they been kept, they would be three hundred.
    assert!(most < before + 150, "{before} MiB, then {most} MiB");
    drop(stuck);
    server.is_well().await;
}
