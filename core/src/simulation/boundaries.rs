//! Where should the boundaries run? Elements that belong together by what the landscape says of them are put into groups,
//! and the groups are held against the boundaries as drawn.
//!
//! What draws two elements together or apart is scored criterion by criterion ([`scoring`], after Service Cutter);
//! [`leiden`] cuts at a resolution and keeps to hard constraints; [`quality`] and [`mojo`] say how good a cut is and how
//! far it is from the one that is drawn.

pub mod leiden;
pub mod mojo;
pub mod quality;
pub mod scoring;
