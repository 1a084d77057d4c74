//! Conformist: the downstream takes the upstream's model as it is.

use super::{PatternPlace, PatternSpec, Role, Spread};

pub(super) const SPEC: PatternSpec = PatternSpec {
    code: "CF",
    name: "Conformist",
    summary: "The downstream adopts the upstream's model as it is and follows every change of it.",
    advice: "Fits where the upstream's model is good and will not listen. It costs the downstream its own language.",
    place: PatternPlace::Role(Role::Conformist),
    spread: Spread::Factor(1.50),
};
