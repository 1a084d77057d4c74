//! One line of the log for each request, its figures, and the identifier that its answer and all its lines carry.

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::header::HeaderName;
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use crate::metrics;

/// The header that a request's identifier stands in, both ways.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The most of an identifier that somebody in front of this server gave a request.
const LENGTH_MAX: usize = 64;

/// What is asked for so often, by machines, that it is told only where somebody wants to know all.
const PROBES: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// What the log calls an address that no route has: a file of the page, or nothing at all. Never as it was asked for.
const OTHER: &str = "(a file)";

/// Names a request in the log and to whoever sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// The name that a proxy gave the request, if it is one that may stand in a log; else a new one.
    fn of(headers: &HeaderMap) -> Self {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok());
        let fits = |text: &&str| !text.is_empty() && text.len() <= LENGTH_MAX && text.bytes().all(is_part);
        given.filter(fits).map_or_else(Self::new, |text| Self(text.to_owned()))
    }

    /// A name that no other request has: what begins it was drawn for this process, what follows is counted.
    fn new() -> Self {
        static PROCESS: OnceLock<u32> = OnceLock::new();
        static NEXT: AtomicU64 = AtomicU64::new(1);
        // Without chance, processes are told apart by their number.
        let process = PROCESS.get_or_init(|| getrandom::u32().unwrap_or_else(|_| std::process::id()));
        Self(format!("{process:08x}-{:x}", NEXT.fetch_add(1, Ordering::Relaxed)))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Watches a request from its head to the head of its answer.
pub(crate) async fn watch(mut request: Request, next: Next) -> Response {
    let start = Instant::now();
    let id = RequestId::of(request.headers());
    let method = method(request.method());
    let path = request.extensions().get::<MatchedPath>().cloned();
    let path = path.as_ref().map_or(OTHER, MatchedPath::as_str);
    let span = tracing::info_span!("request", %id, method, path);
    request.extensions_mut().insert(id.clone());

    let under_way = metrics::request_under_way();
    let mut left = Left(Some(&span));
    let mut response = next.run(request).instrument(span.clone()).await;
    left.0 = None;
    drop(under_way);

    let (status, took) = (response.status().as_u16(), start.elapsed());
    metrics::request(method, path, status, took);
    let milliseconds = took.as_micros() as f64 / 1_000.0;
    span.in_scope(|| {
        if PROBES.contains(&path) && status < 500 {
            tracing::debug!(status, milliseconds, "answered");
        } else {
            tracing::info!(status, milliseconds, "answered");
        }
    });
    if let Ok(value) = HeaderValue::try_from(id.0) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Says that nobody waits for the answer any more, unless there was one before.
struct Left<'a>(Option<&'a tracing::Span>);

impl Drop for Left<'_> {
    fn drop(&mut self) {
        if let Some(span) = self.0 {
            span.in_scope(|| tracing::info!("whoever asked left before the answer"));
        }
    }
}

/// The method as a label: one that nobody has heard of is no reason to count it apart.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &str) -> String {
        RequestId::of(&HeaderMap::from_iter([(REQUEST_ID, HeaderValue::from_str(value).unwrap())])).to_string()
    }

    #[test]
    fn a_name_is_taken_over_if_it_can_do_no_harm() {
        assert_eq!(of("3f2a-Proxy_1.7"), "3f2a-Proxy_1.7");
        let long = "x".repeat(65);
        for given in ["", "a b", "a\"b", "a=b", "é", &long] {
            assert_ne!(of(given), given);
        }
    }

    #[test]
    fn no_two_requests_have_one_name() {
        let names = [(); 3].map(|()| RequestId::of(&HeaderMap::new()));
        assert!(names[0] != names[1] && names[1] != names[2], "{names:?}");
    }

    #[test]
    fn unheard_of_methods_are_one_label() {
        assert_eq!(method(&Method::from_bytes(b"BREW").unwrap()), "other");
        assert_eq!(method(&Method::DELETE), "DELETE");
    }
}
