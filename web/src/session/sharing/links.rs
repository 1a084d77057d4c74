//! Links that carry a right: made, copied, listed, taken back.

use atoll_core::protocol::{Link, LinkId, MadeLink, MakeLink, Me, Right, Token};
use chrono::{DateTime, TimeDelta, Utc};
use leptos::task::spawn_local;

use super::Session;
use crate::platform::page;
use crate::platform::server::{self, Verb};

/// How long a link is to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expiry {
    /// As long as it is not taken back.
    #[default]
    Never,
    /// A day, as for a workshop.
    Day,
    /// A week.
    Week,
    /// Thirty days.
    Month,
}

impl Expiry {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 4] = [Self::Never, Self::Day, Self::Week, Self::Month];

    /// What the list calls it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Never => "until I take it back",
            Self::Day => "for a day",
            Self::Week => "for a week",
            Self::Month => "for 30 days",
        }
    }

    fn end(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let days = match self {
            Self::Never => return None,
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
        };
        Some(now + TimeDelta::days(days))
    }
}

impl Session {
    /// The address that a token opens this landscape at.
    pub fn shared_address(&self, token: &Token) -> Option<String> {
        let shared = self.shared()?;
        Some(format!("{}#shared={}.{}", page::address(), shared.id(), token.0))
    }

    /// Makes a link and puts its address on the clipboard; then calls back.
    pub fn make_link(&self, right: Right, label: String, expiry: Expiry, made: impl Fn(String) + 'static) {
        let Some(shared) = self.shared() else { return };
        let session = *self;
        spawn_local(async move {
            let token = shared.replica.borrow().token.clone();
            let address = format!("api/landscapes/{}/links", shared.id());
            let now = DateTime::from_timestamp_millis(page::now() as i64).unwrap_or_default();
            let make = MakeLink { right, label, expires: expiry.end(now) };
            match server::send::<MadeLink>(Verb::Post, &address, token.as_ref(), &make).await {
                Ok(link) => {
                    if let Some(address) = session.shared_address(&link.token) {
                        session.copy(address.clone(), format!("Copied: who opens this link may {}.", right.words()));
                        made(address);
                    }
                }
                Err(failure) => session.toast(failure.sentence, true),
            }
        });
    }

    /// The links that there are, for their owner.
    pub fn list_links(&self, listed: impl Fn(Vec<Link>) + 'static) {
        let Some(shared) = self.shared() else { return };
        let session = *self;
        spawn_local(async move {
            let token = shared.replica.borrow().token.clone();
            let address = format!("api/landscapes/{}/links", shared.id());
            match server::get::<Vec<Link>>(&address, token.as_ref()).await {
                Ok(links) => listed(links),
                Err(failure) if failure.status == 0 => {}
                Err(failure) => session.toast(failure.sentence, true),
            }
        });
    }

    /// Who the server takes this person for; calls back only where there is a server.
    pub fn who_am_i(&self, told: impl Fn(Me) + 'static) {
        spawn_local(async move {
            if let Ok(me) = server::get::<Me>("api/me", None).await {
                told(me);
            }
        });
    }

    /// Signs out; then calls back.
    pub fn sign_out(&self, done: impl Fn() + 'static) {
        let session = *self;
        spawn_local(async move {
            let nothing = serde_json::Map::new();
            match server::send::<serde_json::Value>(Verb::Post, "api/sign-out", None, &nothing).await {
                Ok(_) => done(),
                Err(failure) => session.toast(failure.sentence, true),
            }
        });
    }

    /// Takes a link back: it opens nothing any more, and who came by it is shown out.
    pub fn revoke_link(&self, id: LinkId, done: impl Fn() + 'static) {
        let Some(shared) = self.shared() else { return };
        let session = *self;
        spawn_local(async move {
            let token = shared.replica.borrow().token.clone();
            let address = format!("api/landscapes/{}/links/{}", shared.id(), id.0);
            let answer = server::send::<serde_json::Value>(Verb::Delete, &address, token.as_ref(), &()).await;
            match answer {
                Ok(_) => done(),
                Err(failure) => session.toast(failure.sentence, true),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_holds_as_long_as_its_words_say() {
        let now = DateTime::UNIX_EPOCH;
        let days = Expiry::ALL.map(|expiry| expiry.end(now).map(|end| (end - now).num_days()));
        assert_eq!(days, [None, Some(1), Some(7), Some(30)]);
    }
}
