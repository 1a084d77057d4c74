//! Hidden structure: whether a landscape has a core, and where each context stands to it.
//!
//! Source: Baldwin, MacCormack and Rusnak, *Hidden Structure: Using Network Methods to Map System Architecture*,
//! Research Policy 43(8), 2014. The thresholds are quoted at second hand; which cases are called borderline is ours.

use super::structure::Structure;
use super::{Evidence, Measure, Of, Reading, Survey, Unit};

/// From this share of all nodes on the largest cyclic group makes a core.
const CORE_SHARE: f64 = 0.04;
/// Up to this share a core is borderline (ours).
const CORE_SHARE_CLEAR: f64 = 0.06;
/// So many times as large as the next group the largest is the one core.
const CORE_LEAD: f64 = 1.5;
/// From this lead on it is clearly the one core (ours).
const CORE_LEAD_CLEAR: f64 = 2.0;
/// Up to this lead there clearly are several cores (ours).
const SEVERAL_LEAD_CLEAR: f64 = 1.25;
/// Under this share a landscape without a core is clearly hierarchical (ours).
const HIERARCHICAL_CLEAR: f64 = 0.03;

const SOURCE: &str =
    "Baldwin, MacCormack and Rusnak, Hidden Structure (2014); thresholds at second hand, borderline cases ours.";

pub(super) const TYPE: Measure = Measure {
    key: "architecture",
    name: "Architecture",
    short: "architecture",
    unit: Unit::Share,
    says: "Hierarchical, core-periphery or multi-core, by the share of contexts in the largest cyclic group.",
    formula: "hierarchical: largest ÷ n < 4 %; core-periphery: ≥ 4 % and ≥ 1.5 × the next group; else multi-core",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Landscape(classified),
};

pub(super) const ROLE: Measure = Measure {
    key: "role",
    name: "Role",
    short: "role",
    unit: Unit::Word,
    says: "Where a context stands to the one core: core, shared (as much depends on it as on the core), control (it depends on as much as the core does) or periphery; undefined where there is no one core.",
    formula: "shared: VFI ≥ core's, VFO < core's; control: VFI < core's, VFO ≥ core's; periphery: both below",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Context(|this, on, context| match &on.architecture.roles {
        Some(roles) => this.said(roles[context].word().to_owned()),
        None => this.undefined(),
    }),
};

/// What kind of structure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No large group of nodes that depend on each other.
    Hierarchical,
    /// One large cyclic group and what is around it.
    CorePeriphery,
    /// Several cyclic groups of similar size.
    MultiCore,
}

impl Kind {
    /// Its name in the literature.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hierarchical => "hierarchical",
            Self::CorePeriphery => "core-periphery",
            Self::MultiCore => "multi-core",
        }
    }
}

/// Where a node stands to the core.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Part of the largest cyclic group.
    Core,
    /// Much depends on it, it depends on little.
    Shared,
    /// It depends on much, little depends on it.
    Control,
    /// Neither.
    Periphery,
}

impl Role {
    /// Its name in the literature.
    pub fn word(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Shared => "shared",
            Self::Control => "control",
            Self::Periphery => "periphery",
        }
    }
}

/// The hidden structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Architecture {
    /// What kind it is; nothing where there is no node.
    pub kind: Option<Kind>,
    /// Close to a threshold.
    pub is_borderline: bool,
    /// How many nodes the largest cyclic group has, 0 if there is none.
    pub largest: usize,
    /// How many nodes the next one has, 0 if there is none.
    pub next: usize,
    /// For each node its role, where there is one core.
    pub roles: Option<Vec<Role>>,
}

/// Classifies a structure. Where two cyclic groups are equally large the first is taken for the largest.
pub fn architecture(structure: &Structure) -> Architecture {
    let size = |group: usize| Some(structure.groups.members(group).len()).filter(|size| *size > 1).unwrap_or(0);
    let (mut core, mut largest, mut next) = (None, 0, 0);
    for group in 0..structure.groups.count() {
        if size(group) > largest {
            (core, next, largest) = (Some(group), largest, size(group));
        } else {
            next = next.max(size(group));
        }
    }
    let nodes = structure.nodes();
    let share = largest as f64 / nodes.max(1) as f64;
    let lead = largest as f64 / next.max(1) as f64;
    let is_one = next == 0 || lead >= CORE_LEAD;
    let (kind, is_borderline) = match (share < CORE_SHARE, is_one) {
        (true, _) => (Kind::Hierarchical, share >= HIERARCHICAL_CLEAR),
        (false, true) => (Kind::CorePeriphery, share < CORE_SHARE_CLEAR || next > 0 && lead < CORE_LEAD_CLEAR),
        (false, false) => (Kind::MultiCore, share < CORE_SHARE_CLEAR || lead > SEVERAL_LEAD_CLEAR),
    };
    let roles = core.filter(|_| kind == Kind::CorePeriphery).map(|core| roles(structure, core));
    Architecture { kind: (nodes > 0).then_some(kind), is_borderline, largest, next, roles }
}

fn roles(structure: &Structure, core: usize) -> Vec<Role> {
    let first = structure.groups.members(core)[0];
    let (fan_in, fan_out) = (structure.fan_in[first], structure.fan_out[first]);
    let role = |node: usize| match (structure.fan_in[node] >= fan_in, structure.fan_out[node] >= fan_out) {
        _ if structure.groups.of[node] == core => Role::Core,
        (true, false) => Role::Shared,
        // Outside of the core and yet as visible as it both ways: the source leaves that open, we call it shared.
        (true, true) => Role::Shared,
        (false, true) => Role::Control,
        (false, false) => Role::Periphery,
    };
    (0..structure.nodes()).map(role).collect()
}

fn classified(this: &Measure, on: &Survey<'_>) -> Reading {
    let Architecture { kind: Some(kind), is_borderline, largest, next, .. } = on.architecture else {
        return this.undefined();
    };
    let nodes = on.structure.nodes();
    let groups = match (largest, next) {
        (0, _) => "no cycle".to_owned(),
        (largest, 0) => format!("the one cyclic group has {largest} of {nodes} contexts"),
        (largest, next) => format!("the largest cyclic group has {largest} of {nodes} contexts, the next {next}"),
    };
    let borderline = if is_borderline { ", borderline" } else { "" };
    this.worded(largest as f64 / nodes as f64, format!("{}{borderline}: {groups}", kind.word()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::structure::Dependency;

    /// Cycles of these sizes among so many nodes.
    fn cycles(nodes: usize, sizes: &[usize]) -> Structure {
        let mut edges = Vec::new();
        let mut first = 0;
        for size in sizes {
            edges.extend((0..*size).map(|i| Dependency::new(first + i, first + (i + 1) % size)));
            first += size;
        }
        Structure::new(nodes, edges)
    }

    #[test]
    fn the_thresholds_are_where_they_are_said_to_be() {
        for (sizes, kind, is_borderline) in [
            (&[][..], Kind::Hierarchical, false),
            (&[2], Kind::Hierarchical, false),
            (&[3], Kind::Hierarchical, true),
            (&[4], Kind::CorePeriphery, true),
            (&[6], Kind::CorePeriphery, false),
            (&[20, 13], Kind::CorePeriphery, true),
            (&[10, 20], Kind::CorePeriphery, false),
            (&[20, 15], Kind::MultiCore, true),
            (&[20, 20], Kind::MultiCore, false),
        ] {
            let found = architecture(&cycles(100, sizes));
            assert_eq!((found.kind, found.is_borderline), (Some(kind), is_borderline), "{sizes:?}");
            assert_eq!(found.roles.is_some(), kind == Kind::CorePeriphery);
        }
        assert_eq!(architecture(&cycles(0, &[])).kind, None);
    }
}
