//! Shared Kernel: two that share a part of their model and code.

use super::{PatternPlace, PatternSpec, Spread};
use crate::model::RelationshipKind;

pub(super) const SPEC: PatternSpec = PatternSpec {
    code: "SK",
    name: "Shared Kernel",
    summary: "Two contexts share a small part of their model and its code; neither changes it without the other.",
    advice: "Fits a small, stable part within one team. It costs agreement on every change of the kernel.",
    place: PatternPlace::Whole { kind: RelationshipKind::SharedKernel, letters: None },
    spread: Spread::Base { to_downstream: 0.55, to_upstream: 0.55 },
};
