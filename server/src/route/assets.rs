//! The page and what belongs to it: files of a folder, and the page itself wherever the app has an address of its own.

use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{self, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use tower::ServiceExt as _;
use tower_http::services::{ServeDir, ServeFile};

/// The page that everything starts from.
pub(crate) const INDEX: &str = "index.html";

/// A file whose name is made of what it holds never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Anything else is asked for again, which costs little where it has not changed.
const ASK_AGAIN: &str = "no-cache";

/// How many digits of a file's hash are in its name.
const HASH_DIGITS: usize = 16;

/// Serves a folder.
pub(crate) fn service(folder: &Path) -> Router {
    let page = ServeFile::new(folder.join(INDEX)).precompressed_br().precompressed_gzip();
    let instead = async move |request: Request| {
        if !is_place_in_app(&request) {
            return not_there();
        }
        match page.oneshot(request).await {
            Ok(response) => response.map(Body::new),
            Err(never) => match never {},
        }
    };
    let files = ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false)
        .fallback(Router::new().fallback(instead));
    Router::new().fallback_service(files).layer(from_fn(say_how_long_it_holds))
}

async fn say_how_long_it_holds(request: Request, next: Next) -> Response {
    let is_for_ever = is_named_by_content(request.uri());
    let mut response = next.run(request).await;
    let held = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let holds = if held && is_for_ever { FOR_EVER } else { ASK_AGAIN };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(holds));
    response
}

/// Whether the path is one that the app itself understands: such paths look like folders, not like files.
fn is_place_in_app(request: &Request) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD) && !file_name(request.uri()).contains(['.', '%', '\\'])
}

/// Whether the path ends in `name-0123456789abcdef.ending`, as the build names files by their content.
fn is_named_by_content(uri: &Uri) -> bool {
    let parts = file_name(uri).rsplit_once('.').and_then(|(stem, _)| stem.rsplit_once('-'));
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    parts.is_some_and(|(name, hash)| !name.is_empty() && hash.len() == HASH_DIGITS && hash.bytes().all(is_digit))
}

fn file_name(uri: &Uri) -> &str {
    uri.path().rsplit('/').next().unwrap_or_default()
}

fn not_there() -> Response {
    (StatusCode::NOT_FOUND, "There is no such file.\n").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_are_made_of_the_content_hold_for_ever() {
        for (path, is) in [
            ("/atoll-da33f4351ef8696a.css", true),
            ("/a/atoll-web_bg-fe3238046c7f82d5.wasm?x=y", true),
            ("/index.html", false),
            ("/service-worker.js", false),
            ("/atoll-da33f4351ef8696.css", false),
            ("/atoll-DA33F4351EF8696A.css", false),
            ("/-da33f4351ef8696a.css", false),
            ("/atoll-da33f4351ef8696a", false),
            ("/atoll-da33f4351ef8696a.css/", false),
        ] {
            assert_eq!(is_named_by_content(&path.parse().unwrap()), is, "{path}");
        }
    }
}
