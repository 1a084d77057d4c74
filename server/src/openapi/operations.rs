//! Every address with each of its methods, as the router has them. A test compares the two.

use atoll_core::protocol::Right;
use utoipa::openapi::HttpMethod::{Delete, Get, Post, Put};
use utoipa::openapi::schema::Type;

use super::Tag;
use super::operation::{Body, Operation, Query};

/// What opening a landscape can come up against.
const OPENING: &[u16] = &[401, 403, 404, 429, 500, 503];

/// What changing one can come up against.
const CHANGING: &[u16] = &[400, 401, 403, 404, 408, 413, 415, 429, 500, 503, 507];

const PAGE: &[Query] = &[
    Query {
        name: "after",
        kind: Type::Integer,
        about: "Only what comes after this number; from the beginning without it.",
    },
    Query { name: "limit", kind: Type::Integer, about: "At most so many; 100 without it, 1,000 at most." },
];

/// A request that asks and changes nothing, for anybody.
const ASKING: Operation = Operation {
    method: Get,
    path: "",
    tag: Tag::Landscapes,
    summary: "",
    about: "",
    needs: None,
    query: &[],
    takes: None,
    gives: (200, Body::Nothing),
    refuses: &[],
};

/// Every address.
pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        method: Post,
        path: "/api/landscapes",
        summary: "Make a landscape",
        about: "Empty, or from a file. The answer holds the token of its first link, which may do everything; it is \
                told only here.",
        takes: Some("Create"),
        gives: (201, Body::One("Created")),
        refuses: &[400, 401, 403, 408, 413, 415, 429, 500, 503, 507],
        ..ASKING
    },
    Operation {
        path: "/api/landscapes/{id}",
        summary: "Open a landscape",
        about: "As it is now.",
        needs: Some(Right::View),
        gives: (200, Body::One("Opened")),
        refuses: OPENING,
        ..ASKING
    },
    Operation {
        method: Post,
        path: "/api/landscapes/{id}/commands",
        summary: "Change a landscape",
        about: "The commands are done one after the other; an answer means that those accepted are stored. A command \
                that does not apply is refused, and the others are done all the same. Sent again under the same key, a \
                command is not done again.",
        needs: Some(Right::Edit),
        takes: Some("Submit"),
        gives: (200, Body::One("Submitted")),
        refuses: CHANGING,
        ..ASKING
    },
    Operation {
        path: "/api/landscapes/{id}/revisions",
        summary: "Read a landscape's log",
        about: "Who did what when. A page of long lines holds fewer than asked for; only an empty one is the end.",
        needs: Some(Right::View),
        query: PAGE,
        gives: (200, Body::Many("LoggedCommand")),
        refuses: &[400, 401, 403, 404, 429, 500, 503],
        ..ASKING
    },
    Operation {
        path: "/api/landscapes/{id}/revisions/{revision}",
        summary: "Open a landscape as it was",
        needs: Some(Right::View),
        gives: (200, Body::One("Opened")),
        refuses: &[400, 401, 403, 404, 429, 500, 503],
        ..ASKING
    },
    Operation {
        path: "/api/landscapes/{id}/milestones",
        summary: "List the revisions that have a name",
        about: "The oldest revision first.",
        needs: Some(Right::View),
        gives: (200, Body::Many("Milestone")),
        refuses: OPENING,
        ..ASKING
    },
    Operation {
        method: Put,
        path: "/api/landscapes/{id}/milestones",
        summary: "Give a revision a name",
        about: "Or take it off, with an empty one. Answers with the list as it then is.",
        needs: Some(Right::Edit),
        takes: Some("NameRevision"),
        gives: (200, Body::Many("Milestone")),
        refuses: CHANGING,
        ..ASKING
    },
    Operation {
        path: "/api/landscapes",
        summary: "List one's landscapes",
        about: "Those that whoever is signed in may open without a link.",
        gives: (200, Body::Many("Mine")),
        refuses: &[401, 403, 500, 503],
        ..ASKING
    },
    Operation {
        method: Delete,
        path: "/api/landscapes/{id}",
        summary: "Remove a landscape",
        about: "With its log, its links and everything else but what was noted about it.",
        needs: Some(Right::Own),
        gives: (204, Body::Nothing),
        refuses: OPENING,
        ..ASKING
    },
    Operation {
        path: "/api/landscapes/{id}/links",
        tag: Tag::Links,
        summary: "List its links",
        about: "Without their tokens, which are told only once.",
        needs: Some(Right::Own),
        gives: (200, Body::Many("Link")),
        refuses: OPENING,
        ..ASKING
    },
    Operation {
        method: Post,
        path: "/api/landscapes/{id}/links",
        tag: Tag::Links,
        summary: "Make a link",
        about: "The answer holds its token; it is told only here.",
        needs: Some(Right::Own),
        takes: Some("MakeLink"),
        gives: (201, Body::One("MadeLink")),
        refuses: CHANGING,
        ..ASKING
    },
    Operation {
        method: Delete,
        path: "/api/landscapes/{id}/links/{link}",
        tag: Tag::Links,
        summary: "Take a link back",
        about: "When the answer is there, nobody can do anything by this link any more; whoever came by it is sent away.",
        needs: Some(Right::Own),
        gives: (204, Body::Nothing),
        refuses: &[400, 401, 403, 404, 429, 500, 503, 507],
        ..ASKING
    },
    Operation {
        path: "/api/landscapes/{id}/audit",
        tag: Tag::Links,
        summary: "Read what was noted about rights",
        needs: Some(Right::Own),
        query: PAGE,
        gives: (200, Body::Many("Audited")),
        refuses: &[400, 401, 403, 404, 429, 500, 503],
        ..ASKING
    },
    Operation {
        path: "/api/me",
        tag: Tag::People,
        summary: "Ask who one is",
        about: "Whom the server takes the sender for, and whether people can sign in.",
        gives: (200, Body::One("Me")),
        refuses: &[500, 503],
        ..ASKING
    },
    Operation {
        path: "/api/sign-in",
        tag: Tag::People,
        summary: "Sign in",
        about: "Sends a browser to the issuer (OpenID Connect), from where it comes back.",
        query: &[Query { name: "to", kind: Type::String, about: "Where to be afterwards: a path of this server." }],
        gives: (303, Body::Nothing),
        refuses: &[400, 404, 503],
        ..ASKING
    },
    Operation {
        path: "/api/sign-in/done",
        tag: Tag::People,
        summary: "Come back from signing in",
        about: "Where the issuer sends browsers; not for anybody else.",
        query: &[
            Query { name: "code", kind: Type::String, about: "What the issuer says." },
            Query { name: "state", kind: Type::String, about: "What this server said before." },
        ],
        gives: (303, Body::Nothing),
        refuses: &[400, 404, 503],
        ..ASKING
    },
    Operation {
        method: Post,
        path: "/api/sign-out",
        tag: Tag::People,
        summary: "Sign out",
        takes: Some("Nothing"),
        gives: (204, Body::Nothing),
        refuses: &[400, 403, 415, 500, 503],
        ..ASKING
    },
    Operation {
        path: "/api/live",
        tag: Tag::Live,
        summary: "Take part",
        about: "A WebSocket. Every message is one text frame of JSON: the browser says what `Request` describes, its \
                first message is `join`, which also holds the token; the server says what `Said` describes, first \
                `welcome` or `farewell`. A command is acknowledged by its own line among `entries`. The server says \
                something at least every ten seconds; who hears nothing for thirty takes the connection for lost, comes \
                again, and says in `resume` what it has.",
        gives: (101, Body::Nothing),
        refuses: &[403, 426, 429, 503],
        ..ASKING
    },
    Operation {
        path: "/api/openapi.json",
        tag: Tag::Operation,
        summary: "This document",
        gives: (200, Body::Text("application/json")),
        ..ASKING
    },
    Operation {
        path: "/api/docs",
        tag: Tag::Operation,
        summary: "This document, for people",
        gives: (200, Body::Text("text/html")),
        ..ASKING
    },
    Operation {
        path: "/api/docs.css",
        tag: Tag::Operation,
        summary: "How that page looks",
        gives: (200, Body::Text("text/css")),
        ..ASKING
    },
    Operation {
        path: "/healthz",
        tag: Tag::Operation,
        summary: "Whether the server lives",
        gives: (200, Body::One("Health")),
        ..ASKING
    },
    Operation {
        path: "/readyz",
        tag: Tag::Operation,
        summary: "Whether the server is to be sent requests",
        about: "Not while its database does not answer, and not from the moment on that it is asked to stop.",
        gives: (200, Body::One("Health")),
        refuses: &[503],
        ..ASKING
    },
    Operation {
        path: "/metrics",
        tag: Tag::Operation,
        summary: "What was counted",
        about: "In Prometheus' text format; only where the server shows it (`--metrics`, `--metrics-listen`).",
        gives: (200, Body::Text("text/plain")),
        ..ASKING
    },
];
