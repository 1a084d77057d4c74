//! Anticorruption Layer: the downstream translates at its boundary.

use super::{PatternPlace, PatternSpec, Role, Spread};

pub(super) const SPEC: PatternSpec = PatternSpec {
    code: "ACL",
    name: "Anticorruption Layer",
    summary: "The downstream translates the upstream's model at its boundary into its own.",
    advice: "Fits core domains, legacy and systems outside. It costs a layer to build and to keep.",
    place: PatternPlace::Role(Role::AnticorruptionLayer),
    spread: Spread::Factor(0.25),
};
