//! What holds of the ripple's model and of its answer: the factors on a step, the kinds of change, volatility, shared
//! data, what would keep a change out.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "simulation_ripple/answer.rs"]
mod answer;
#[path = "simulation_ripple/cascade.rs"]
mod cascade;
#[path = "simulation_ripple/data.rs"]
mod data;
#[path = "support/drawn.rs"]
mod drawn;
#[path = "simulation_ripple/factors.rs"]
mod factors;
#[path = "simulation_ripple/savings.rs"]
mod savings;

use atoll_core::model::{ContextId, Landscape, RelationshipId};
use atoll_core::simulation::ripple::{ChangeKind, Likelihoods, RippleModel};

/// The likelihoods of a relationship for a kind of change: to downstream, to upstream.
fn over(landscape: &Landscape, id: RelationshipId, kind: ChangeKind) -> [f64; 2] {
    Likelihoods::of_kind(landscape, kind).over(&landscape.relationships[&id])
}

/// How probably a change of this kind in one context reaches the other.
fn reach(landscape: &Landscape, kind: ChangeKind, [from, to]: [ContextId; 2]) -> f64 {
    let model = RippleModel::of_kind(landscape, kind);
    model.run(from).expect("the source is there").reach[&to].value
}
