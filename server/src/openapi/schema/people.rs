//! What is said about links, and about who somebody is.

use chrono::{DateTime, Utc};
use utoipa::ToSchema;

use super::{LandscapeId, LinkId, Person, Right, Token};

/// A link as its owner sees it afterwards: without its token.
#[derive(ToSchema)]
pub(super) struct Link {
    id: LinkId,
    right: Right,
    /// What its owner wrote down about it.
    label: String,
    /// When it was made.
    made: DateTime<Utc>,
    /// From when on it opens nothing any more.
    expires: Option<DateTime<Utc>>,
    /// Since when it is taken back.
    revoked: Option<DateTime<Utc>>,
}

/// Asks for a link.
#[derive(ToSchema)]
pub(super) struct MakeLink {
    /// What it is to let people do; only look, if this is absent.
    right: Option<Right>,
    /// What to write down about it.
    #[schema(max_length = 200)]
    label: Option<String>,
    /// From when on it is to open nothing any more.
    expires: Option<DateTime<Utc>>,
}

/// A link was made.
#[derive(ToSchema)]
pub(super) struct MadeLink {
    link: Link,
    token: Token,
}

/// One line of what is noted about rights.
#[derive(ToSchema)]
pub(super) struct Audited {
    /// Its number; later lines have greater ones.
    number: u64,
    /// When it was.
    at: DateTime<Utc>,
    /// About which landscape.
    landscape: Option<LandscapeId>,
    /// Who did it, where they are known.
    person: Option<String>,
    /// From which address.
    address: Option<String>,
    /// What was done, as one of a few words: `link_made`.
    what: String,
    /// What else there is to say; never a token.
    details: String,
}

/// Whether a server lets people sign in.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
enum SignIn {
    /// It knows nobody by name: who has a link may use it.
    Off,
    /// Who wants may sign in, and finds their landscapes again.
    Offered,
    /// Nobody opens anything before they signed in.
    Required,
}

/// Who the server takes somebody for.
#[derive(ToSchema)]
pub(super) struct Me {
    /// Who is signed in; nobody where this is absent.
    person: Option<Person>,
    /// Whether people can sign in.
    sign_in: SignIn,
}

/// A landscape that somebody who is signed in may open without a link.
#[derive(ToSchema)]
pub(super) struct Mine {
    id: LandscapeId,
    right: Right,
}

/// Nothing: `{}`, as JSON so that no other site's form can send it.
#[derive(ToSchema)]
pub(super) struct Nothing {}
