//! Customer/Supplier: the downstream has a say in the upstream's plans.

use super::{PatternPlace, PatternSpec, Spread};
use crate::model::RelationshipKind;

pub(super) const SPEC: PatternSpec = PatternSpec {
    code: "C/S",
    name: "Customer/Supplier",
    summary: "The downstream is the upstream's customer: its needs enter the upstream's planning.",
    advice: "Fits two teams under one roof with a working planning round. It costs the supplier some freedom. Open Host Service and Conformist contradict it.",
    place: PatternPlace::Whole { kind: RelationshipKind::CustomerSupplier, letters: Some(["S", "C"]) },
    spread: Spread::Base { to_downstream: 0.30, to_upstream: 0.10 },
};
