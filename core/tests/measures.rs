//! What holds of every measure, whatever is measured; and the guide that shows them is up to date.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/drawn.rs"]
mod drawn;

#[path = "measures/any.rs"]
mod any;
#[path = "measures/guide.rs"]
mod guide;
#[path = "measures/structure.rs"]
mod structure;
#[path = "measures/teams.rs"]
mod teams;
