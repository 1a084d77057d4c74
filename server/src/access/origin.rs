//! Where a request was made: browsers say which page made it, and only our own pages may change anything.

use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, HOST, ORIGIN, UPGRADE};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::arguments::PublicUrl;
use crate::app::App;
use crate::error::Refusal;
use crate::metrics;

/// Refuses what another page's script asks for, unless it only reads. What comes without an origin does not come from
/// a browser's page, and has no cookies that it could misuse.
pub(crate) async fn ours_only(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_socket = request.headers().contains_key(UPGRADE) || upgrades(request.headers());
    if (is_reading && !is_socket) || is_ours(request.headers(), app.access.public_url()) {
        return next.run(request).await;
    }
    tracing::info!("a request from a foreign page was refused");
    metrics::denied("origin");
    Refusal::ForeignOrigin.into_response()
}

fn upgrades(headers: &HeaderMap) -> bool {
    let value = headers.get(CONNECTION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.to_ascii_lowercase().contains("upgrade")
}

/// Whether the page that asks, if any, is one of ours.
fn is_ours(headers: &HeaderMap, public: Option<&PublicUrl>) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    // Where there are several, whoever put them there wanted one of them to be seen.
    if headers.get_all(ORIGIN).iter().count() > 1 || headers.get_all(HOST).iter().count() > 1 {
        return false;
    }
    if text("sec-fetch-site").is_some_and(|site| !["same-origin", "none"].contains(&site)) {
        return false;
    }
    let Some(origin) = text(ORIGIN.as_str()) else { return true };
    match public {
        Some(public) => origin == public.origin(),
        // Whether a proxy in front of this server speaks TLS cannot be seen from here: the host has to be the same.
        None => {
            let host = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
            host.is_some_and(|host| text(HOST.as_str()).is_some_and(|asked| asked.eq_ignore_ascii_case(host)))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn ours(origin: &str, host: &str, site: &str, public: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in [("origin", origin), ("host", host), ("sec-fetch-site", site)] {
            if !value.is_empty() {
                headers.insert(name, HeaderValue::from_str(value).unwrap());
            }
        }
        is_ours(&headers, public.map(|url| url.parse().unwrap()).as_ref())
    }

    #[test]
    fn only_pages_of_ours_count_as_ours() {
        assert!(ours("", "a.org", "", None));
        assert!(ours("https://a.org", "a.org", "same-origin", None));
        assert!(ours("http://a.org:7171", "A.org:7171", "", None));
        for origin in
            ["https://b.org", "https://a.org.b.org", "https://a.org:8443", "null", "a.org", "file://", "https://"]
        {
            assert!(!ours(origin, "a.org", "", None), "{origin}");
        }
        assert!(!ours("https://a.org", "a.org", "cross-site", None));
        assert!(!ours("", "a.org", "same-site", None));
        // A name that somebody else has pointed here is not ours, once it is known what is.
        assert!(ours("https://a.org", "inner:7171", "", Some("https://a.org")));
        assert!(!ours("http://b.org:7171", "b.org:7171", "same-origin", Some("https://a.org")));
        assert!(!ours("http://a.org", "a.org", "same-origin", Some("https://a.org")));
    }

    #[test]
    fn two_origins_are_none() {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static("a.org"));
        headers.append(ORIGIN, HeaderValue::from_static("https://a.org"));
        assert!(is_ours(&headers, None));
        headers.append(ORIGIN, HeaderValue::from_static("https://b.org"));
        assert!(!is_ours(&headers, None));
    }
}
