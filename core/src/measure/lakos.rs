//! Cumulative component dependency: what it takes to test everything on its own.
//!
//! Source: Lakos, *Large-Scale C++ Software Design* (1996).

use super::propagation::visible;
use super::structure::Structure;
use super::{Evidence, Measure, Of, Unit};

const SOURCE: &str = "Lakos, Large-Scale C++ Software Design (1996).";

pub(super) const CCD: Measure = Measure {
    key: "cumulative-dependency",
    name: "Cumulative component dependency (CCD)",
    short: "CCD",
    unit: Unit::Count,
    says: "How many contexts are needed to test each context once, all tests together.",
    formula: "CCD = Σ over contexts of the contexts that it depends on, directly or not, itself included = PC · n²",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| this.read((on.structure.nodes() > 0).then(|| cumulative(&on.structure) as f64))),
};

pub(super) const ACD: Measure = Measure {
    key: "average-dependency",
    name: "Average component dependency (ACD)",
    short: "ACD",
    unit: Unit::Number,
    says: "How many contexts are needed to test one, on average, itself included.",
    formula: "ACD = CCD ÷ n",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| this.read(average(&on.structure))),
};

pub(super) const NCCD: Measure = Measure {
    key: "normalised-dependency",
    name: "Normalised cumulative dependency (NCCD)",
    short: "NCCD",
    unit: Unit::Number,
    says: "CCD against that of a balanced binary tree of as many contexts: below 1 is flat, about 1 tree-like, far above 1 cyclic.",
    formula: "NCCD = CCD ÷ ((n + 1) · log₂(n + 1) − n)",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| this.read(normalised(&on.structure))),
};

/// CCD.
pub fn cumulative(structure: &Structure) -> u64 {
    visible(structure)
}

/// ACD; nothing where there is no node.
pub fn average(structure: &Structure) -> Option<f64> {
    let nodes = structure.nodes();
    (nodes > 0).then(|| cumulative(structure) as f64 / nodes as f64)
}

/// NCCD; nothing where there is no node.
pub fn normalised(structure: &Structure) -> Option<f64> {
    let nodes = structure.nodes() as f64;
    let tree = (nodes + 1.0) * libm::log2(nodes + 1.0) - nodes;
    (nodes > 0.0).then(|| cumulative(structure) as f64 / tree)
}
