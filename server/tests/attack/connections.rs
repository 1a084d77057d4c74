//! Connections: too slow, too many, and ten thousand of them.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::server::Server;
use crate::socket::Socket;

#[tokio::test]
async fn heads_that_come_drop_by_drop_are_not_waited_for() {
    let server = Server::start(&["--head-within", "2"]);
    let start = Instant::now();
    let mut slow = Vec::new();
    for _ in 0..200 {
        slow.push(tokio::spawn({
            let address = server.address.clone();
            async move {
                let mut stream = TcpStream::connect(&address).await.unwrap();
                stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n").await.unwrap();
                let (mut reader, mut writer) = stream.split();
                let drip = async {
                    while writer.write_all(b"X-A: b\r\n").await.is_ok() {
                        tokio::time::sleep(Duration::from_millis(300)).await;
                    }
                };
                let mut said = Vec::new();
                tokio::select! {
                    () = drip => {}
                    _ = reader.read_to_end(&mut said) => {}
                }
                String::from_utf8_lossy(&said).into_owned()
            }
        }));
    }
    // Everybody else is served meanwhile.
    server.is_well().await;
    for slow in slow {
        let said = tokio::time::timeout(Duration::from_secs(20), slow).await.expect("closed").unwrap();
        assert!(!said.contains(" 200 "), "{said}");
    }
    assert!(start.elapsed() > Duration::from_millis(1_500));
    // One that is open and asks for nothing is not kept for ever either.
    let mut idle = TcpStream::connect(&server.address).await.unwrap();
    let closed = tokio::time::timeout(Duration::from_secs(15), idle.read_to_end(&mut Vec::new())).await;
    assert!(closed.is_ok(), "an idle connection stays open");
}

#[tokio::test]
async fn one_address_gets_so_many_connections_and_gives_them_back() {
    let server = Server::start(&["--connections-per-address", "10"]);
    let made = server.create().await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    // Live connections count for as long as they are open.
    let mut open = Vec::new();
    for number in 0..10 {
        open.push(Socket::joined(&server, &made, &made.token, &number.to_string()).await);
    }
    let mut refused = TcpStream::connect(&server.address).await.unwrap();
    let _ = refused.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let mut said = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(5), refused.read_to_end(&mut said)).await.expect("closed");
    assert!(said.is_empty(), "{}", String::from_utf8_lossy(&said));
    drop(open);
    crate::server::wait_until("places are given back", Duration::from_secs(10), async || {
        let mut stream = TcpStream::connect(&server.address).await.unwrap();
        let _ = stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
        let mut said = String::new();
        let _ = stream.read_to_string(&mut said).await;
        said.contains(" 200 ")
    })
    .await;
}

#[tokio::test]
async fn one_landscape_takes_so_many_people() {
    let server = Server::start(&["--connections-per-landscape", "3"]);
    let (made, other) = (server.create().await, server.create().await);
    let mut open = Vec::new();
    for name in ["a", "b", "c"] {
        open.push(Socket::joined(&server, &made, &made.token, name).await);
    }
    let (_, refused) = Socket::join(&server, &made, &made.token, "d").await;
    assert_eq!(refused["farewell"]["reason"], "too_many", "{refused}");
    assert!(refused["farewell"]["again_after"].as_u64().is_some_and(|after| after > 0), "{refused}");
    drop(Socket::joined(&server, &other, &other.token, "d").await);
}

/// Ten thousand connections: a request over each of them, and then all of them idle. It prints what that costs. The
/// limit of open files has to allow for it on both sides: `ulimit -n 21000`.
#[tokio::test]
#[ignore = "opens ten thousand connections; run it alone, with ulimit -n 21000"]
async fn ten_thousand_connections() {
    const MANY: usize = 10_000;
    let server =
        Server::start(&["--connections-per-address", "0", "--connections-max", "10100", "--head-within", "120"]);
    let before = server.memory();
    let start = Instant::now();
    let mut open = Vec::with_capacity(MANY);
    for number in 0..MANY {
        let stream = TcpStream::connect(&server.address).await.unwrap_or_else(|error| panic!("{number}: {error}"));
        open.push(stream);
    }
    let opened = start.elapsed();
    let idle = server.memory();
    let mut served = 0;
    for stream in &mut open {
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let mut said = vec![0; 2_048];
        let length = tokio::time::timeout(Duration::from_secs(10), stream.read(&mut said)).await.unwrap().unwrap();
        served += usize::from(said[..length].starts_with(b"HTTP/1.1 200 "));
    }
    let (took, busy) = (start.elapsed(), server.memory());
    // Beyond the limit a connection is closed without a word.
    let mut over = Vec::new();
    for _ in 0..200 {
        over.push(TcpStream::connect(&server.address).await.unwrap());
    }
    let mut refused = 0;
    for mut stream in over {
        let read = tokio::time::timeout(Duration::from_secs(1), stream.read_u8()).await;
        refused += usize::from(matches!(read, Ok(Err(_))));
    }
    println!(
        "{MANY} connections: opened in {opened:?}, all served in {took:?}; {before} MiB before, {idle} MiB with all idle, \
         {busy} MiB after a request over each; {served} served, {refused} of 200 beyond the limit refused"
    );
    assert_eq!(served, MANY);
    assert!(refused >= 100, "{refused}");
    assert!(busy < before + 400, "{before} MiB, then {busy} MiB");
}
