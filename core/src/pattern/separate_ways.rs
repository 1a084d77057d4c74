//! Separate Ways: two that decided to have nothing to do with each other.

use super::{PatternPlace, PatternSpec, Spread};
use crate::model::RelationshipKind;

pub(super) const SPEC: PatternSpec = PatternSpec {
    code: "SW",
    name: "Separate Ways",
    summary: "Two contexts have decided not to integrate: what overlaps is done twice.",
    advice: "Fits where integration costs more than doing it twice. Write it down, or somebody will connect them.",
    place: PatternPlace::Whole { kind: RelationshipKind::SeparateWays, letters: None },
    spread: Spread::Base { to_downstream: 0.0, to_upstream: 0.0 },
};
