//! Martin's package metrics on contexts: who is depended on, who depends, and whether dependencies lead to what is
//! stable.
//!
//! Source: Martin, *OO Design Quality Metrics* (1994) and *Agile Software Development* (2002). Two counting rules are
//! in use; on a map distinct contexts are counted, as JDepend counts packages. [`by_elements`] counts as Martin does.

use super::structure::{Dependency, Structure};
use super::{Evidence, Measure, Of, Reading, Survey, Unit};
use crate::graph::Graph;
use crate::model::Landscape;

const SOURCE: &str = "Martin, Agile Software Development (2002), counted in distinct contexts.";

/// So many violations are named.
const NAMED: usize = 8;

pub(super) const AFFERENT: Measure = Measure {
    key: "afferent-coupling",
    name: "Afferent coupling (Ca)",
    short: "Ca",
    unit: Unit::Count,
    says: "How many other contexts depend directly on this one.",
    formula: "Ca = number of contexts j with D[j][i] = 1",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Context(|this, on, context| this.count(Coupling::of(&on.structure, context).afferent)),
};

pub(super) const EFFERENT: Measure = Measure {
    key: "efferent-coupling",
    name: "Efferent coupling (Ce)",
    short: "Ce",
    unit: Unit::Count,
    says: "How many other contexts this one depends on directly.",
    formula: "Ce = number of contexts j with D[i][j] = 1",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Context(|this, on, context| this.count(Coupling::of(&on.structure, context).efferent)),
};

pub(super) const INSTABILITY: Measure = Measure {
    key: "instability",
    name: "Instability (I)",
    short: "I",
    unit: Unit::Number,
    says: "0 for a context that others depend on and that depends on none, 1 for one that only depends; undefined for one alone.",
    formula: "I = Ce ÷ (Ca + Ce)",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Context(|this, on, context| this.read(Coupling::of(&on.structure, context).instability())),
};

pub(super) const ABSTRACTNESS: Measure = Measure {
    key: "abstractness",
    name: "Abstractness (A)",
    short: "A",
    unit: Unit::Number,
    says: "The share of a context's building blocks that are abstract; undefined where none is modelled.",
    formula: "A = abstract building blocks ÷ building blocks",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Context(|this, on, context| this.read(on.elements[context].abstractness())),
};

pub(super) const DISTANCE: Measure = Measure {
    key: "distance",
    name: "Distance from the main sequence (D)",
    short: "D",
    unit: Unit::Number,
    says: "How far a context is from being as abstract as it is stable; 0 is best, 1 is rigid or useless.",
    formula: "D = |A + I − 1|",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Context(|this, on, context| {
        let instability = Coupling::of(&on.structure, context).instability();
        this.read(distance(on.elements[context].abstractness(), instability))
    }),
};

pub(super) const VIOLATIONS: Measure = Measure {
    key: "unstable-dependencies",
    name: "Dependencies on something less stable",
    short: "unstable",
    unit: Unit::Count,
    says: "How many dependencies lead from a context to one that is less stable than itself, against the Stable Dependencies Principle.",
    formula: "number of dependencies x → y with I(x) < I(y)",
    source: SOURCE,
    evidence: Evidence::Published,
    of: Of::Landscape(named_violations),
};

/// How many others depend on a node, and on how many others it depends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coupling {
    /// Ca, incoming.
    pub afferent: usize,
    /// Ce, outgoing.
    pub efferent: usize,
}

impl Coupling {
    /// The coupling of a node, counted in distinct nodes.
    pub fn of(structure: &Structure, node: usize) -> Self {
        Self { afferent: structure.into.of(node).len(), efferent: structure.out.of(node).len() }
    }

    /// I = Ce ÷ (Ca + Ce); nothing for a node without dependencies.
    pub fn instability(self) -> Option<f64> {
        let all = self.afferent + self.efferent;
        (all > 0).then(|| self.efferent as f64 / all as f64)
    }
}

/// The coupling of each of `contexts` contexts, counted in elements: Ca are the outside elements that depend on the
/// inside, Ce the inside elements that depend on the outside. `context_of` says where each element lies.
pub fn by_elements(contexts: usize, context_of: &[usize], structure: &Structure) -> Vec<Coupling> {
    let mut found = vec![Coupling::default(); contexts];
    for (element, home) in context_of.iter().enumerate() {
        let mut others: Vec<usize> = structure.out.of(element).iter().map(|(to, _)| context_of[*to]).collect();
        others.retain(|other| other != home);
        crate::order::sort_by_key(&mut others, |other| *other);
        others.dedup();
        found[*home].efferent += usize::from(!others.is_empty());
        others.iter().for_each(|other| found[*other].afferent += 1);
    }
    found
}

/// How many elements of a context are modelled, and how many of these are abstract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Elements {
    /// The abstract ones.
    pub abstracts: usize,
    /// All of them.
    pub total: usize,
}

impl Elements {
    /// A = abstract ÷ all; nothing where none is modelled.
    pub fn abstractness(self) -> Option<f64> {
        (self.total > 0).then(|| self.abstracts as f64 / self.total as f64)
    }
}

/// For each context of the graph its building blocks.
pub fn elements(landscape: &Landscape, graph: &Graph) -> Vec<Elements> {
    let mut found = vec![Elements::default(); graph.contexts.len()];
    for block in landscape.building_blocks.values() {
        if let Some(number) = graph.number(block.context) {
            found[number].total += 1;
            found[number].abstracts += usize::from(block.is_abstract);
        }
    }
    found
}

/// D = |A + I − 1|; nothing where either is undefined.
pub fn distance(abstractness: Option<f64>, instability: Option<f64>) -> Option<f64> {
    Some((abstractness? + instability? - 1.0).abs())
}

/// The dependencies that lead to something less stable.
pub fn violations(structure: &Structure) -> Vec<Dependency> {
    let coupling: Vec<Coupling> = (0..structure.nodes()).map(|node| Coupling::of(structure, node)).collect();
    // Ce(x) ÷ (Ca + Ce)(x) < Ce(y) ÷ (Ca + Ce)(y), multiplied out: neither sum is 0 where there is a dependency.
    let all = |node: usize| (coupling[node].afferent + coupling[node].efferent) as u64;
    let leads_astray = |it: &Dependency| {
        let [from, to] = [it.from, it.to].map(|node| coupling[node].efferent as u64);
        from * all(it.to) < to * all(it.from)
    };
    structure.dependencies().filter(leads_astray).collect()
}

fn named_violations(this: &Measure, on: &Survey<'_>) -> Reading {
    let found = violations(&on.structure);
    let names = found.iter().take(NAMED).map(|it| on.arrow(*it)).collect();
    this.listed(found.len(), found.len() as f64, names)
}
