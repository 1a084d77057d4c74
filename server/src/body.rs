//! Reads the body of a request as JSON, and says where it is none.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::error::Refusal;

/// How long a request may take to arrive.
const PATIENCE: Duration = Duration::from_secs(60);

/// The most of a parser's message that is said again: it repeats what was sent.
const MESSAGE_MAX: usize = 300;

/// The body of a request, read as JSON.
#[derive(Debug)]
pub(crate) struct Sent<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        Measured::from_request(request, app).await.map(|Measured(body, _)| Self(body))
    }
}

/// The body of a request, read as JSON, and how many bytes it has.
#[derive(Debug)]
pub(crate) struct Measured<T>(pub(crate) T, pub(crate) usize);

impl<T: DeserializeOwned> FromRequest<App> for Measured<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        if !is_json(request.headers()) {
            return Err(Refusal::NotJson);
        }
        let bytes = tokio::time::timeout(PATIENCE, Bytes::from_request(request, app)).await;
        let bytes = bytes.map_err(|_| Refusal::TooSlow)?.map_err(|rejection| match rejection {
            BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => {
                Refusal::TooLarge(app.body_max)
            }
            _ => Refusal::Malformed("The request did not arrive whole. Send it again.".to_owned()),
        })?;
        let body = serde_json::from_slice(&bytes).map_err(|error| malformed(&error))?;
        Ok(Self(body, bytes.len()))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = value.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

fn malformed(error: &serde_json::Error) -> Refusal {
    let full = error.to_string();
    let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(message, _)| message);
    let cut = message.char_indices().nth(MESSAGE_MAX).map_or(message.len(), |(at, _)| at);
    let shown = message.get(..cut).unwrap_or_default();
    let rest = if cut < message.len() { "…" } else { "" };
    let (line, column) = (error.line(), error.column());
    Refusal::Malformed(format!("The request cannot be read at line {line}, column {column}: {shown}{rest}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_body_is_told_by_its_type() {
        for (value, is) in [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("text/plain", false),
            ("application/jsonp", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, value.parse().unwrap())]);
            assert_eq!(is_json(&headers), is, "{value}");
        }
        assert!(!is_json(&HeaderMap::new()));
    }

    #[test]
    fn a_message_repeats_only_the_beginning_of_what_was_sent() {
        let long = format!("\"{}\"", "é".repeat(5_000));
        let error = serde_json::from_str::<u8>(&long).unwrap_err();
        let Refusal::Malformed(sentence) = malformed(&error) else { panic!("{error}") };
        assert!(sentence.starts_with("The request cannot be read at line 1, column 10002: invalid type"), "{sentence}");
        assert!(sentence.ends_with("é….") && sentence.chars().count() < 400, "{sentence}");
    }
}
