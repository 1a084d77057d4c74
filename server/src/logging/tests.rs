//! What lines look like, and what is in none of them.

use std::io::Write;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tracing_subscriber::layer::SubscriberExt as _;

use super::*;

/// Keeps what is written.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Kept {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// What is logged by something that happens within a request.
fn logged(format: Format) -> String {
    let kept = Kept::default();
    let subscriber = tracing_subscriber::registry().with(layer(format, true, kept.clone()));
    tracing::subscriber::with_default(subscriber, || {
        let span = tracing::info_span!("request", id = "1-a", method = "GET", path = "/api/landscapes/{id}");
        span.in_scope(|| tracing::info!(status = 200, "answered"));
    });
    let bytes = kept.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_line_of_json_has_what_happened_and_the_request_it_belongs_to() {
    let text = logged(Format::Json);
    let line: Value = serde_json::from_str(text.trim_end()).unwrap();
    assert_eq!(text.lines().count(), 1);
    for (place, value) in [
        ("/level", "INFO"),
        ("/message", "answered"),
        ("/span/name", "request"),
        ("/span/id", "1-a"),
        ("/span/path", "/api/landscapes/{id}"),
    ] {
        assert_eq!(line.pointer(place), Some(&Value::from(value)), "{text}");
    }
    assert_eq!(line["status"], 200);
    let at = line["timestamp"].as_str().unwrap();
    assert!(chrono::DateTime::parse_from_rfc3339(at).is_ok(), "{at}");
}

#[test]
fn a_line_of_text_has_it_too() {
    let text = logged(Format::Text);
    assert!(text.contains("answered") && text.contains("1-a"), "{text}");
}

#[test]
fn a_mark_tells_landscapes_apart_and_opens_none() {
    let (one, other) = (LandscapeId::new(1), LandscapeId::new(2));
    assert_eq!(mark(one), mark(one));
    assert_ne!(mark(one), mark(other));
    assert_eq!(mark(one).to_string().len(), 8);
    assert!(!one.to_string().contains(&mark(one).to_string()));
}
