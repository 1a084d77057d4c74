//! Who may do what. A landscape is private: what opens it is a token, or that somebody who is signed in opened it before.
//!
//! Every way to a landscape leads through [`Access::authorise`]. It looks the token up by its hash, whichever landscape
//! is asked for and whether there is one or not, so that an unknown landscape and a wrong token cannot be told apart.

mod address;
mod allowed;
mod arguments;
mod audit;
pub mod connections;
mod denial;
mod limits;
mod membership;
mod meter;
pub(crate) mod origin;
mod pass;
mod presented;
mod secret;
pub(crate) mod sign_in;
mod watch;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use atoll_core::protocol::{LandscapeId, Link, LinkId, Person, Right, SignIn};
use axum::http::HeaderMap;
use chrono::{DateTime, Utc};

use self::address::counted;
use self::audit::Notes;
use self::connections::Places;
use self::limits::{Asked, Limits};
use self::pass::Passes;
use self::sign_in::Provider;
use crate::headers::Headers;
use crate::store::{Store, TokenHash};

pub use address::{Network, Peer};
pub(crate) use allowed::{Allowed, ToComment, ToEdit, ToOwn, ToView};
pub use arguments::{AccessArguments, FrameAncestors, PublicUrl, SignInArguments};
pub(crate) use audit::What;
pub use denial::Denial;
pub use limits::LimitArguments;
pub use meter::{Meter, Rate};
pub use pass::Pass;
pub(crate) use presented::Presented;
pub(crate) use secret::{hash_of, link_id, token};

/// The most bytes of a person's identifier, and the most characters of their name.
const PERSON_MAX: (usize, usize) = (64, 80);

/// Who may do what on this server.
#[derive(Debug)]
pub struct Access {
    store: Store,
    settings: AccessArguments,
    headers: Headers,
    limits: Limits,
    passes: Passes,
    places: Arc<Places>,
    provider: Option<Provider>,
    notes: Notes,
    started: Instant,
}

/// What somebody may do with a landscape, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// With which landscape.
    pub landscape: LandscapeId,
    /// What they may do.
    pub right: Right,
    /// By which link; absent for those who made the landscape while they were signed in.
    pub link: Option<LinkId>,
    /// Who is signed in.
    pub person: Option<Person>,
    /// When it ends by itself.
    pub expires: Option<DateTime<Utc>>,
    /// Where they are.
    pub address: IpAddr,
}

impl Access {
    /// Access to what is in a store. People who sign in are known once their issuer answered; see [`Self::start`].
    ///
    /// # Errors
    ///
    /// A setting cannot be used; a sentence that says which.
    pub fn new(store: Store, settings: AccessArguments) -> Result<Arc<Self>, String> {
        let provider = Provider::new(&settings)?;
        let headers = Headers::new(settings.public_url.as_ref(), &settings.frame_ancestors);
        let limits = Limits::new(&settings.limits);
        Ok(Arc::new(Self {
            store,
            settings,
            headers,
            limits,
            passes: Passes::default(),
            places: Arc::default(),
            provider,
            notes: Notes::default(),
            started: Instant::now(),
        }))
    }

    /// As [`Self::new`], and from now on asks for the issuer and watches what other servers take back.
    ///
    /// # Errors
    ///
    /// A setting cannot be used; a sentence that says which.
    pub fn start(store: Store, settings: AccessArguments) -> Result<Arc<Self>, String> {
        let access = Self::new(store, settings)?;
        watch::spawn(&access);
        sign_in::discover(&access);
        Ok(access)
    }

    /// How long this server has been running: the time that limits are counted in.
    pub fn now(&self) -> Duration {
        self.started.elapsed()
    }

    /// What browsers know this server by, if that was set.
    pub fn public_url(&self) -> Option<&PublicUrl> {
        self.settings.public_url.as_ref()
    }

    pub(crate) fn trusted_proxies(&self) -> &[Network] {
        &self.settings.trusted_proxy
    }

    pub(crate) fn headers(&self) -> &Headers {
        &self.headers
    }

    /// Whether people sign in here.
    pub fn sign_in(&self) -> SignIn {
        self.settings.sign_in.kind()
    }

    /// Who is signed in, by what their browser sent.
    pub(crate) async fn signed_in(&self, headers: &HeaderMap) -> Result<Option<Person>, Denial> {
        match sign_in::session_hash(headers, self.public_url()).filter(|_| self.provider.is_some()) {
            Some(hash) => Ok(self.store.session(&hash, Utc::now()).await?),
            None => Ok(None),
        }
    }

    /// What somebody may do with a landscape.
    ///
    /// # Errors
    ///
    /// There is no such landscape, or what they show does not open it.
    pub(crate) async fn authorise(
        &self,
        landscape: LandscapeId,
        presented: &Presented,
        at: DateTime<Utc>,
    ) -> Result<Grant, Denial> {
        self.see_signed_in(presented)?;
        let hash = hash_of(&presented.key_to(landscape));
        let address = counted(presented.address);
        if let Err(wait) = self.limits.may_guess(address, self.now()) {
            // A workshop goes on, whatever somebody else at the same address tries.
            let is_in_use = |grant: &Grant| grant.address == presented.address;
            if !self.passes.is_in_use(landscape, is_in_use) {
                return Err(Denial::TooMany(wait));
            }
        }
        let by_link = match hash {
            Some(hash) => self.store.link_of(&hash).await?,
            None => None,
        };
        let by_link = by_link.filter(|(of, link)| *of == landscape && link.is_valid(at)).map(|(_, link)| link);
        let by_name = match &presented.person {
            Some(person) => self.membership(landscape, person, at).await?,
            None => None,
        };
        let grant = self.stronger(landscape, presented, by_link, by_name).await?;
        match grant {
            Some(grant) => {
                self.note_opened(&grant, presented);
                Ok(grant)
            }
            None => Err(self.refuse(presented, Some(landscape))),
        }
    }

    /// The stronger of two grants. Who came by a link that lets them do more than they might before keeps that.
    async fn stronger(
        &self,
        landscape: LandscapeId,
        presented: &Presented,
        by_link: Option<Link>,
        by_name: Option<Grant>,
    ) -> Result<Option<Grant>, Denial> {
        let Some(link) = by_link.filter(|link| by_name.as_ref().is_none_or(|grant| link.right > grant.right)) else {
            return Ok(by_name.map(|grant| Grant { address: presented.address, ..grant }));
        };
        if let Some(person) = &presented.person {
            self.store.set_member(landscape, &person.id, Some((link.right, Some(&link.id)))).await?;
        }
        Ok(Some(Grant {
            landscape,
            right: link.right,
            link: Some(link.id),
            person: presented.person.clone(),
            expires: link.expires,
            address: presented.address,
        }))
    }

    /// Counts and notes that what was shown opened nothing.
    pub(crate) fn refuse(&self, presented: &Presented, landscape: Option<LandscapeId>) -> Denial {
        self.limits.guessed(counted(presented.address), self.now());
        self.note_refused(presented.address, landscape);
        Denial::NotAllowed
    }

    /// A pass for a live connection, for as long as it is open. `said` is who they say they are.
    ///
    /// # Errors
    ///
    /// There are as many as there may be.
    pub fn pass(self: &Arc<Self>, grant: &Grant, said: &Person) -> Result<Pass, Denial> {
        self.limits.join(counted(grant.address), self.now()).map_err(Denial::TooMany)?;
        let person = grant.person.clone().unwrap_or_else(|| as_said(said));
        self.passes.issue(self, grant.clone(), person, self.settings.limits.connections_per_landscape)
    }

    /// Counts commands that come without a live connection.
    ///
    /// # Errors
    ///
    /// There were too many.
    pub fn submission(&self, grant: &Grant, commands: usize, bytes: usize) -> Result<(), Denial> {
        let (now, asked) = (self.now(), Asked::new(commands, bytes));
        let who = grant.person.as_ref().map(|person| person.id.clone());
        let who = who.or_else(|| grant.link.as_ref().map(|link| format!("{} {}", grant.landscape, link.0)));
        let who = (who.unwrap_or_default(), counted(grant.address));
        self.limits.submission(&who, now, asked).map_err(Denial::TooMany)?;
        self.limits.landscape(grant.landscape, now, asked).map_err(Denial::TooMany)
    }

    /// Whether somebody may make a landscape.
    ///
    /// # Errors
    ///
    /// They made too many, or did not sign in.
    pub(crate) fn may_create(&self, presented: &Presented) -> Result<(), Denial> {
        self.see_signed_in(presented)?;
        self.limits.creation(counted(presented.address), self.now()).map_err(Denial::TooMany)
    }

    fn see_signed_in(&self, presented: &Presented) -> Result<(), Denial> {
        match (self.sign_in(), &presented.person) {
            (SignIn::Required, None) => Err(Denial::SignInFirst),
            _ => Ok(()),
        }
    }

    pub(crate) const fn store(&self) -> &Store {
        &self.store
    }

    /// What a token is looked up by, for tests of what is stored.
    pub fn hash_of(token: &atoll_core::protocol::Token) -> Option<TokenHash> {
        hash_of(token)
    }
}

/// Who somebody says they are, within bounds. Nobody can say they are somebody who is signed in: those have a sign in
/// front of their identifier that is taken away here.
fn as_said(said: &Person) -> Person {
    let id: String =
        said.id.chars().filter(|character| character.is_ascii_alphanumeric() || "-_".contains(*character)).collect();
    let name = said.name.chars().filter(|character| !is_hidden(*character)).take(PERSON_MAX.1).collect();
    let id = id.chars().take(PERSON_MAX.0).collect();
    Person { id, name }
}

/// Whether a character shows nothing, or makes those around it show otherwise.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests;
