//! Upstream/Downstream: one influences the other, and no more is said.

use super::{PatternPlace, PatternSpec, Spread};
use crate::model::RelationshipKind;

pub(super) const SPEC: PatternSpec = PatternSpec {
    code: "U/D",
    name: "Upstream/Downstream",
    summary: "What the upstream does affects the downstream; the downstream cannot affect the upstream in return.",
    advice: "The plain form, to start with. Say more as soon as you know more: who protects itself, who offers what.",
    place: PatternPlace::Whole { kind: RelationshipKind::UpstreamDownstream, letters: Some(["U", "D"]) },
    spread: Spread::Base { to_downstream: 0.40, to_upstream: 0.0 },
};
