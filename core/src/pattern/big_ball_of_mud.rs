//! Big Ball of Mud: two that are entangled without a boundary.

use super::{PatternPlace, PatternSpec, Spread};
use crate::model::RelationshipKind;

pub(super) const SPEC: PatternSpec = PatternSpec {
    code: "BBoM",
    name: "Big Ball of Mud",
    summary: "Two contexts are entangled: models mix and there is no boundary between them to rely on.",
    advice: "Not a choice but a finding. Draw a line around it, and let nothing of it through without a translation.",
    place: PatternPlace::Whole { kind: RelationshipKind::BigBallOfMud, letters: None },
    spread: Spread::Base { to_downstream: 0.80, to_upstream: 0.80 },
};
