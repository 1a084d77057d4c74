//! What a request shows of who makes it: a token, a session, an address.

use std::net::IpAddr;

use atoll_core::protocol::{LandscapeId, Person, Token};
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use super::address::{Peer, client};
use crate::app::App;
use crate::error::Refusal;

/// What a request shows of who makes it. Nothing of it is checked yet, but the session.
#[derive(Clone, Debug)]
pub(crate) struct Presented {
    /// What is to open the landscape.
    pub token: Option<Token>,
    /// Who is signed in.
    pub person: Option<Person>,
    /// Where the request comes from.
    pub address: IpAddr,
}

impl Presented {
    /// The same with the token that stood in a message, if there is one.
    #[must_use]
    pub(crate) fn with_token(self, token: Option<Token>) -> Self {
        Self { token: token.or(self.token), ..self }
    }

    /// What is to open this landscape: without a token its identifier, which was the key before there were links.
    pub(super) fn key_to(&self, landscape: LandscapeId) -> Token {
        self.token.clone().unwrap_or_else(|| Token(landscape.to_string()))
    }
}

impl FromRequestParts<App> for Presented {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let peer = parts.extensions.get::<Peer>().copied();
        let address = client(peer, &parts.headers, app.access.trusted_proxies());
        let person = app.access.signed_in(&parts.headers).await?;
        Ok(Self { token: bearer(&parts.headers), person, address })
    }
}

/// The token of `Authorization: Bearer …`. Two of them are none.
fn bearer(headers: &HeaderMap) -> Option<Token> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Token(token.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_token_is_told_in_one_way() {
        let told = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(AUTHORIZATION, HeaderValue::from_bytes(value.as_bytes()).unwrap());
            }
            bearer(&headers).map(|Token(text)| text)
        };
        assert_eq!(told(&["Bearer abc"]), Some("abc".to_owned()));
        assert_eq!(told(&["bearer  abc "]), Some("abc".to_owned()));
        for values in [&[][..], &["abc"], &["Basic abc"], &["Bearer"], &["Bearer é"], &["Bearer a", "Bearer b"]] {
            assert_eq!(told(values), None, "{values:?}");
        }
    }
}
