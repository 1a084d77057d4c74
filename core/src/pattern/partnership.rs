//! Partnership: two that succeed or fail together.

use super::{PatternPlace, PatternSpec, Spread};
use crate::model::RelationshipKind;

pub(super) const SPEC: PatternSpec = PatternSpec {
    code: "P",
    name: "Partnership",
    summary: "Two contexts succeed or fail together; their teams plan and integrate together.",
    advice: "Fits for a while, between two teams that talk every day. It costs coordination on every change.",
    place: PatternPlace::Whole { kind: RelationshipKind::Partnership, letters: None },
    spread: Spread::Base { to_downstream: 0.50, to_upstream: 0.50 },
};
