//! Cyclic groups, what it takes to break them, and how much of everything that is.
//!
//! Sources: Tarjan, *Depth-First Search and Linear Graph Algorithms* (1972), for the groups; SonarQube's package tangle
//! index, which is computed here over an exact cut where that is feasible ([`super::feedback`]).

use super::feedback::FeedbackArcs;
use super::structure::Structure;
use super::{Evidence, Measure, Of, Reading, Survey, Unit};

const TARJAN: &str = "Tarjan, Depth-First Search and Linear Graph Algorithms (1972).";

/// So many dependencies of a cut are named.
const NAMED: usize = 8;

pub(super) const GROUPS: Measure = Measure {
    key: "cyclic-groups",
    name: "Cyclic groups",
    short: "groups",
    unit: Unit::Count,
    says: "How many groups there are of contexts that all depend on each other, directly or not.",
    formula: "the strongly connected components of more than one context",
    source: TARJAN,
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| this.count(groups(&on.structure).count())),
};

pub(super) const IN_CYCLES: Measure = Measure {
    key: "contexts-in-cycles",
    name: "Contexts in cycles",
    short: "in cycles",
    unit: Unit::Share,
    says: "The share of contexts that are part of a cyclic group.",
    formula: "contexts in strongly connected components of more than one ÷ n",
    source: TARJAN,
    evidence: Evidence::Published,
    of: Of::Landscape(|this, on| {
        let (nodes, inside) = (on.structure.nodes(), groups(&on.structure).map(<[usize]>::len).sum::<usize>());
        this.read((nodes > 0).then(|| inside as f64 / nodes as f64))
    }),
};

pub(super) const CUT: Measure = Measure {
    key: "minimum-cut",
    name: "Minimum feedback arc set",
    short: "cut",
    unit: Unit::Count,
    says: "The least number of relationships to remove or turn around so that no cycle is left, and which ones do it.",
    formula: "least Σ weight of dependencies that lead backwards, over all orders of the contexts",
    source: "Younger, Minimum Feedback Arc Sets for a Directed Graph (1963); exact by subset dynamic programming (Lawler 1964), above its limit by Eades, Lin and Smyth (1993).",
    evidence: Evidence::Published,
    of: Of::Landscape(cut),
};

pub(super) const TANGLE: Measure = Measure {
    key: "tangle-index",
    name: "Tangle index",
    short: "tangle",
    unit: Unit::Share,
    says: "How much of all dependency would have to go for no cycle to be left, doubled, so that two that depend on each other make 100 %.",
    formula: "2 · weight of the minimum feedback arc set ÷ weight of all dependencies",
    source: "SonarQube, package tangle index, quoted at second hand, as a fraction; with an exact cut where that is feasible.",
    evidence: Evidence::Published,
    of: Of::Landscape(tangled),
};

pub(super) const GROUP_SIZE: Measure = Measure {
    key: "cyclic-group-size",
    name: "Size of its cyclic group",
    short: "group",
    unit: Unit::Count,
    says: "How many contexts this one depends on that depend on it as well, itself included; 1 is none but itself.",
    formula: "size of the context's strongly connected component",
    source: TARJAN,
    evidence: Evidence::Published,
    of: Of::Context(|this, on, context| this.count(on.structure.groups.size_around(context))),
};

/// The cyclic groups: components of more than one node, the members of each in ascending order.
pub fn groups(structure: &Structure) -> impl Iterator<Item = &[usize]> {
    (0..structure.groups.count()).map(|group| structure.groups.members(group)).filter(|members| members.len() > 1)
}

/// The tangle index: nothing where nothing depends on anything.
pub fn tangle(structure: &Structure, cut: &FeedbackArcs) -> Option<f64> {
    let weight = structure.weight();
    (weight > 0).then(|| 2.0 * cut.weight as f64 / weight as f64)
}

fn cut(this: &Measure, on: &Survey<'_>) -> Reading {
    let names = on.cut.arcs.iter().take(NAMED).map(|arc| on.arrow(*arc)).collect();
    let reading = this.listed(on.cut.arcs.len(), on.cut.weight as f64, names);
    if on.cut.is_exact { reading } else { Reading { text: format!("at most {}", reading.text), ..reading } }
}

fn tangled(this: &Measure, on: &Survey<'_>) -> Reading {
    match tangle(&on.structure, &on.cut) {
        Some(index) if !on.cut.is_exact => this.worded(index, format!("at most {}", Unit::Share.spell(index))),
        index => this.read(index),
    }
}
