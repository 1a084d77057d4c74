//! Requests to the server that this page came from, and what it answers.

use atoll_core::protocol::{Problem, Token};
use gloo_net::http::{Method, Request, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why there is no answer; a sentence for the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What the server calls it, by its number; 0 where there was no answer at all.
    pub status: u16,
    /// The sentence.
    pub sentence: String,
}

/// Asks for something.
///
/// # Errors
///
/// There is no server, or it refuses.
pub async fn get<T: DeserializeOwned>(address: &str, token: Option<&Token>) -> Result<T, Failure> {
    let request = with_token(Request::get(address), token).build().map_err(unreachable)?;
    read(request.send().await.map_err(unreachable)?).await
}

/// Tells something, and takes the answer.
///
/// # Errors
///
/// There is no server, or it refuses.
pub async fn send<T: DeserializeOwned>(
    method: Verb,
    address: &str,
    token: Option<&Token>,
    body: &impl Serialize,
) -> Result<T, Failure> {
    let method = match method {
        Verb::Post => Method::POST,
        Verb::Put => Method::PUT,
        Verb::Delete => Method::DELETE,
    };
    let builder = with_token(RequestBuilder::new(address).method(method), token);
    let request = builder.json(body).map_err(unreachable)?;
    read(request.send().await.map_err(unreachable)?).await
}

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Makes something.
    Post,
    /// Puts something in place.
    Put,
    /// Takes something away.
    Delete,
}

fn with_token(builder: RequestBuilder, token: Option<&Token>) -> RequestBuilder {
    match token {
        Some(token) => builder.header("Authorization", &format!("Bearer {}", token.0)),
        None => builder,
    }
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<T, Failure> {
    let status = response.status();
    let text = response.text().await.map_err(unreachable)?;
    if (200..300).contains(&status) {
        // An answer without a body is that there is nothing to say.
        let text = if text.is_empty() { "null" } else { &text };
        return serde_json::from_str(text).map_err(|_| strange(status));
    }
    match serde_json::from_str::<Problem>(&text) {
        Ok(problem) => Err(Failure { status, sentence: problem.error }),
        Err(_) => Err(strange(status)),
    }
}

fn unreachable(_: impl std::fmt::Display) -> Failure {
    let sentence = "The server cannot be reached. What you draw is kept in this browser.".to_owned();
    Failure { status: 0, sentence }
}

fn strange(status: u16) -> Failure {
    let sentence = "There is no Atoll server behind this page: landscapes can be drawn and saved as files here, but \
                    not shared.";
    Failure { status, sentence: sentence.to_owned() }
}
