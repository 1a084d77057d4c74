//! Open Host Service: the upstream offers one protocol for everybody.

use super::{PatternPlace, PatternSpec, Role, Spread};

pub(super) const SPEC: PatternSpec = PatternSpec {
    code: "OHS",
    name: "Open Host Service",
    summary: "The upstream offers one protocol that every consumer uses, instead of one for each.",
    advice: "Fits a context with many consumers. It costs care for compatibility; most often it speaks a Published Language.",
    place: PatternPlace::Role(Role::OpenHostService),
    spread: Spread::Factor(0.60),
};
