//! What stands before several nodes: hands each new connection to the next of them that takes it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

/// Listens at an address of its own, for as long as the test runs; answers with it.
pub(crate) async fn balance(nodes: Vec<SocketAddr>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (nodes, turn) = (Arc::new(nodes), AtomicUsize::new(0));
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let first = turn.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(hand_on(client, Arc::clone(&nodes), first));
        }
    });
    address
}

async fn hand_on(mut client: TcpStream, nodes: Arc<Vec<SocketAddr>>, first: usize) {
    for turn in 0..nodes.len() {
        if let Ok(mut node) = TcpStream::connect(nodes[(first + turn) % nodes.len()]).await {
            let _ = (client.set_nodelay(true), node.set_nodelay(true));
            // However it ends, both ends learn of it.
            let _ = copy_bidirectional(&mut client, &mut node).await;
            return;
        }
    }
}
