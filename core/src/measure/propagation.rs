//! Density and propagation cost: how many contexts can be affected by a change in one, on average.
//!
//! Source: MacCormack, Rusnak and Baldwin, *Exploring the Structure of Complex Software Designs*, Management Science
//! 52(7), 2006.

use super::structure::Structure;
use super::{Evidence, Measure, Of, Reading, Survey, Unit};

const SOURCE: &str = "MacCormack, Rusnak and Baldwin, Exploring the Structure of Complex Software Designs (2006).";

pub(super) const DEPENDENCIES: Measure = Measure {
    key: "dependencies",
    name: "Dependencies",
    short: "ΣD",
    unit: Unit::Count,
    says: "How many ordered pairs of contexts have one that depends directly on the other.",
    formula: "Σ D, where D[i][j] = 1 if i depends on j and i ≠ j",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| this.count(on.structure.dependency_count())),
};

pub(super) const DENSITY: Measure = Measure {
    key: "direct-density",
    name: "Direct density",
    short: "density",
    unit: Unit::Share,
    says: "The share of all pairs of contexts where one depends directly on the other.",
    formula: "Σ D ÷ n²",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| this.read(density(&on.structure))),
};

pub(super) const COST: Measure = Measure {
    key: "propagation-cost",
    name: "Propagation cost",
    short: "PC",
    unit: Unit::Share,
    says: "The share of the landscape that a context depends on, directly or not, on average; the context itself counts.",
    formula: "Σ V ÷ n², where V is the reflexive transitive closure of D",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| this.read(cost(&on.structure))),
};

pub(super) const COST_OF_OTHERS: Measure = Measure {
    key: "propagation-cost-of-others",
    name: "Propagation cost, others only",
    short: "PC of others",
    unit: Unit::Share,
    says: "Propagation cost as some tools print it: a context does not count as depending on itself.",
    formula: "(Σ V − n) ÷ n²",
    source: "The convention of tools that leave out the diagonal; it is always 1 ÷ n below the published one.",
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| this.read(cost_of_others(&on.structure))),
};

pub(super) const FAN_IN: Measure = Measure {
    key: "visibility-fan-in",
    name: "Visibility fan-in",
    short: "VFI",
    unit: Unit::Count,
    says: "How many contexts depend on this one, directly or not, itself included.",
    formula: "VFI[j] = Σ over i of V[i][j]",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Context(|this, on, context| visibility(this, on, on.structure.fan_in[context])),
};

pub(super) const FAN_OUT: Measure = Measure {
    key: "visibility-fan-out",
    name: "Visibility fan-out",
    short: "VFO",
    unit: Unit::Count,
    says: "How many contexts this one depends on, directly or not, itself included.",
    formula: "VFO[i] = Σ over j of V[i][j]",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Context(|this, on, context| visibility(this, on, on.structure.fan_out[context])),
};

/// A number of contexts, and what share of the landscape it is.
fn visibility(measure: &Measure, on: &Survey<'_>, number: u32) -> Reading {
    let share = f64::from(number) / on.structure.nodes().max(1) as f64;
    measure.worded(f64::from(number), format!("{number} ({})", Unit::Share.spell(share)))
}

/// Direct density, Σ D ÷ n²; nothing of a landscape without contexts.
pub fn density(structure: &Structure) -> Option<f64> {
    per_pair(structure, structure.dependency_count() as u64)
}

/// Propagation cost, Σ V ÷ n², the diagonal included.
pub fn cost(structure: &Structure) -> Option<f64> {
    per_pair(structure, visible(structure))
}

/// Propagation cost without the diagonal, (Σ V − n) ÷ n².
pub fn cost_of_others(structure: &Structure) -> Option<f64> {
    per_pair(structure, visible(structure) - structure.nodes() as u64)
}

/// How many pairs there are where the first depends on the second, directly or not: Σ V, and Lakos's CCD.
pub(super) fn visible(structure: &Structure) -> u64 {
    structure.fan_out.iter().map(|number| u64::from(*number)).sum()
}

fn per_pair(structure: &Structure, number: u64) -> Option<f64> {
    let nodes = structure.nodes() as f64;
    (nodes > 0.0).then(|| number as f64 / (nodes * nodes))
}
