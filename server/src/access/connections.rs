//! Takes connections and gives them to the router: as many as there may be, and no longer than a request's head takes.
//!
//! Only HTTP/1.1 is spoken here. A proxy in front may speak whatever it likes to browsers.

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt as _;

use super::Access;
use super::address::{Peer, counted};
use crate::metrics;

/// The most bytes of a request's head.
const HEAD_MAX: usize = 32 << 10;

/// The most headers of a request.
const HEADERS_MAX: usize = 64;

/// How long to wait when the system gives no more connections.
const EXHAUSTED: Duration = Duration::from_millis(100);

/// Serves until it is asked to stop, then waits for the requests that are under way; connections without one are
/// closed. What became a WebSocket is not waited for.
///
/// # Errors
///
/// The listener fails for good.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    access: &Arc<Access>,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let (stopping, told) = watch::channel(false);
    let mut stop = pin!(stop);
    loop {
        let (stream, address) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) if is_of_one_connection(&error) => continue,
                Err(error) => {
                    // Out of file descriptors, for example: what is there goes on, and some of it will end.
                    tracing::error!(%error, "no more connections can be taken");
                    tokio::time::sleep(EXHAUSTED).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let Some(place) = Places::take(&access.places, access, address.ip()) else {
            metrics::limited("connections");
            tracing::info!("a connection was refused: there are as many as there may be");
            continue;
        };
        let (router, told) = (router.clone(), told.clone());
        let head_within = Duration::from_secs(u64::from(access.settings.limits.head_within.max(1)));
        tokio::spawn(answer(Placed { stream, _place: place }, address, router, head_within, told));
    }
    drop(listener);
    drop(told);
    stopping.send_replace(true);
    stopping.closed().await;
    Ok(())
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

async fn answer(
    stream: Placed,
    address: SocketAddr,
    router: Router,
    head_within: Duration,
    mut told: watch::Receiver<bool>,
) {
    // Answers are small; waiting to fill a packet only makes them late.
    if let Err(error) = stream.stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection keeps its delay");
    }
    let service = router.map_request(move |mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(Peer(address));
        request.map(axum::body::Body::new)
    });
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head_within).max_buf_size(HEAD_MAX).max_headers(HEADERS_MAX);
    let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service)).with_upgrades();
    let mut connection = pin!(connection);
    let told = async { told.wait_for(|stopping| *stopping).await.map(drop) };
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = told => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// A connection that has its place for as long as somebody holds it, also after it became a WebSocket.
#[derive(Debug)]
struct Placed {
    stream: TcpStream,
    _place: Place,
}

impl AsyncRead for Placed {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Placed {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, parts)
    }
}

/// How many connections there are.
#[derive(Debug, Default)]
pub(super) struct Places(Mutex<Taken>);

#[derive(Debug, Default)]
struct Taken {
    all: u32,
    by_address: BTreeMap<IpAddr, u32>,
}

/// A connection's place; given back when it is dropped.
#[derive(Debug)]
struct Place {
    places: Arc<Places>,
    counted: Option<IpAddr>,
}

impl Places {
    fn take(places: &Arc<Self>, access: &Access, address: IpAddr) -> Option<Place> {
        let limits = &access.settings.limits;
        let is_proxy = access.trusted_proxies().iter().any(|network| network.holds(address));
        let counted = (!is_proxy).then(|| counted(address));
        let mut taken = places.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |taken: u32, most: u32| most == 0 || taken < most;
        let of_address = counted.and_then(|address| taken.by_address.get(&address)).copied().unwrap_or_default();
        if !fits(taken.all, limits.connections_max) || !fits(of_address, limits.connections_per_address) {
            return None;
        }
        taken.all += 1;
        if let Some(address) = counted {
            *taken.by_address.entry(address).or_default() += 1;
        }
        Some(Place { places: Arc::clone(places), counted })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all = taken.all.saturating_sub(1);
        let Some(address) = self.counted else { return };
        if let Some(count) = taken.by_address.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                taken.by_address.remove(&address);
            }
        }
    }
}
