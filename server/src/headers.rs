//! What every answer says of how a browser may use it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::Response;

use crate::access::{FrameAncestors, PublicUrl};
use crate::app::App;

/// Scripts, styles and data come from here and from nowhere else. Style attributes are set through the object model
/// only, which the policy allows. The application has no forms that are sent.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data: blob:; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; \
     form-action 'none'";

/// How long a browser is to ask for nothing but HTTPS: a year.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=31536000";

const EVERYWHERE: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // The address of a landscape was the key to it once, and is nobody else's business today.
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin-allow-popups"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// What every answer of this server says, as far as it depends on its settings.
#[derive(Clone, Debug)]
pub(crate) struct Headers(Arc<HeaderMap>);

impl Headers {
    /// With these settings.
    pub(crate) fn new(public: Option<&PublicUrl>, frame_ancestors: &FrameAncestors) -> Self {
        // Not every browser takes the WebSockets of the same origin for the same origin.
        let sockets = public.map(|public| format!(" {}", public.sockets())).unwrap_or_default();
        let FrameAncestors(ancestors) = frame_ancestors;
        let policy = format!("{CONTENT_SECURITY_POLICY}; connect-src 'self'{sockets}; frame-ancestors {ancestors}");
        let mut headers = HeaderMap::new();
        // Both settings are plain ASCII; were they not, the strictest policy would hold.
        let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        for (name, value) in EVERYWHERE {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if public.is_some_and(PublicUrl::is_secure) {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(STRICT_TRANSPORT_SECURITY));
        }
        Self(Arc::new(headers))
    }
}

/// Adds what every answer says.
pub(crate) async fn secure(State(app): State<App>, mut response: Response) -> Response {
    for (name, value) in app.access.headers().0.iter() {
        response.headers_mut().insert(name, value.clone());
    }
    response
}

/// Says that the answer holds for now only.
pub(crate) async fn keep_nowhere(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
