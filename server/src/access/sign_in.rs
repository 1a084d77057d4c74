//! Signing in by OpenID Connect: the authorization code flow with PKCE, state and nonce.
//!
//! What has to be remembered between leaving and coming back stands in a cookie of the browser that left, so that any
//! server of several can go on with it, and so that nobody else's browser can. Who is signed in is known by a random
//! value in another cookie, of which the database has the hash.

mod cookie;
mod provider;

use std::sync::Arc;

use atoll_core::protocol::Person;
use axum::http::HeaderMap;
use chrono::{DateTime, TimeDelta, Utc};

use self::cookie::Cookies;
use super::{Access, Denial, PublicUrl, secret};
use crate::store::TokenHash;

pub(super) use provider::{Provider, discover};

/// How long somebody may take to sign in, in seconds.
const SIGN_IN_WITHIN: i64 = 600;

/// Why nobody is signed in now.
#[derive(Debug)]
pub(crate) enum NotSignedIn {
    /// This server lets nobody sign in.
    Off,
    /// The issuer cannot be asked now.
    Away,
    /// Whoever comes back is not who left, or what they bring does not fit; says why to the log only.
    Unfit(String),
    /// The database did not keep it.
    Denied(Denial),
}

/// Where to send a browser, and the cookie to send along.
#[derive(Debug)]
pub(crate) struct Onward {
    /// Where to.
    pub(crate) to: String,
    /// The values of `Set-Cookie`.
    pub(crate) cookies: Vec<String>,
    /// Who is signed in now.
    pub(crate) person: Option<Person>,
}

impl Access {
    /// Sends a browser to the issuer. `to` is where it wants to come back to.
    pub(crate) fn leave(&self, to: &str) -> Result<Onward, NotSignedIn> {
        let provider = self.provider.as_ref().ok_or(NotSignedIn::Off)?;
        let (url, flow) = provider.leave(place(to))?;
        let cookies = vec![self.cookies().set(cookie::FLOW, &flow.to_string(), SIGN_IN_WITHIN)];
        Ok(Onward { to: url, cookies, person: None })
    }

    /// Takes a browser back that the issuer sent.
    pub(crate) async fn come_back(
        &self,
        headers: &HeaderMap,
        code: &str,
        state: &str,
        at: DateTime<Utc>,
    ) -> Result<Onward, NotSignedIn> {
        let provider = self.provider.as_ref().ok_or(NotSignedIn::Off)?;
        let cookies = self.cookies();
        let flow = cookies.get(headers, cookie::FLOW).and_then(|text| text.parse::<provider::Flow>().ok());
        let flow = flow.filter(|flow| flow.is_for(state));
        let flow = flow.ok_or_else(|| NotSignedIn::Unfit("the browser did not leave from here".to_owned()))?;
        let person = provider.come_back(&flow, code).await?;
        let token = secret::token().map_err(|error| NotSignedIn::Unfit(error.to_string()))?;
        let stays = TimeDelta::days(i64::from(self.settings.sign_in.signed_in_days));
        self.store
            .add_session(&TokenHash::of(&token), &person, at + stays, at)
            .await
            .map_err(|error| NotSignedIn::Denied(error.into()))?;
        let set = cookies.set(cookie::SESSION, &token.0, stays.num_seconds());
        Ok(Onward { to: flow.to, cookies: vec![set, cookies.clear(cookie::FLOW)], person: Some(person) })
    }

    /// Forgets who is signed in; answers with the value of `Set-Cookie`.
    pub(crate) async fn sign_out(&self, headers: &HeaderMap) -> Result<String, Denial> {
        if let Some(hash) = session_hash(headers, self.public_url()) {
            self.store.end_session(&hash).await?;
        }
        Ok(self.cookies().clear(cookie::SESSION))
    }

    fn cookies(&self) -> Cookies {
        Cookies::of(self.public_url())
    }
}

/// What the database knows a browser's session by.
pub(super) fn session_hash(headers: &HeaderMap, public: Option<&PublicUrl>) -> Option<TokenHash> {
    let token = Cookies::of(public).get(headers, cookie::SESSION)?;
    let token = atoll_core::protocol::Token(token.to_owned());
    token.is_well_formed().then(|| TokenHash::of(&token))
}

/// A place in this application, for whatever stands in a request: never another server, and nothing that a cookie or a
/// header could not hold.
fn place(to: &str) -> String {
    let is_here = to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\");
    let is_plain = to.bytes().all(|byte| byte.is_ascii_graphic() && !b"|;,\"\\".contains(&byte));
    if is_here && is_plain && to.len() <= 200 { to.to_owned() } else { "/".to_owned() }
}

/// The issuer's word for somebody, as the identifier of a person: nobody can choose it who does not sign in, because
/// what people say of themselves has no sign in front.
fn person_id(issuer: &str, subject: &str) -> String {
    let hash = secret::sha256(format!("{issuer}\n{subject}").as_bytes());
    format!("@{}", hash.get(..40).unwrap_or_default())
}

/// The access that everything here is about, for a task of its own.
type Shared = Arc<Access>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_elsewhere_after_signing_in() {
        assert_eq!(place("/landscape/x?a=b#c"), "/landscape/x?a=b#c");
        for to in
            ["", "//evil.org", "/\\evil.org", "https://evil.org", "/a\r\nSet-Cookie: b", "/a;b", "/ä", "/a b", "/a|b"]
        {
            assert_eq!(place(to), "/", "{to}");
        }
        assert_eq!(place(&format!("/{}", "a".repeat(200))), "/");
    }

    #[test]
    fn people_of_different_issuers_are_different_people() {
        let ids = [person_id("https://a.org", "1"), person_id("https://b.org", "1"), person_id("https://a.org", "2")];
        assert!(ids.iter().all(|id| id.starts_with('@') && id.len() == 41));
        assert!(ids[0] != ids[1] && ids[0] != ids[2] && ids[1] != ids[2]);
    }
}
