//! Cognitive load: how many contexts a team can keep in mind, by how complex they are.
//!
//! Source: Skelton and Pais, *Team Topologies* (2019): two or three simple domains for a team, one complicated one, a
//! complex one alone, never two complicated ones. There is no published formula. How a context is classified by what
//! the landscape says of it is ours, and so are the points, which say the same as the rule.

use super::{Evidence, Measure, Of, Reading, Survey, Unit};
use crate::model::{BoundedContext, Classification, ContextId, Evolution, Landscape, Volatility};
use crate::sorted_set::SortedSet;

/// What a team can bear, in points.
pub const CAPACITY: u32 = 3;

pub(super) const COMPLEXITY: Measure = Measure {
    key: "complexity",
    name: "Complexity",
    unit: Unit::Count,
    says: "How hard a context is to keep in mind: simple (1 point), complicated (2) or complex (3); undefined where the landscape says nothing that tells.",
    formula: "complex: genesis, or core with an aggregate that changes often; complicated: other core contexts, and others with an aggregate that changes often; simple: whatever else has a classification, an evolution or a volatility",
    source: "Ours, for the three words of Skelton and Pais, Team Topologies (2019).",
    evidence: Evidence::Ours,
    of: Of::Context(|this, on, context| match on.complexity[context] {
        Some(complexity) => this.worded(f64::from(complexity.points()), complexity.word().to_owned()),
        None => this.undefined(),
    }),
};

pub(super) const LOAD: Measure = Measure {
    key: "cognitive-load",
    name: "Cognitive load",
    unit: Unit::Count,
    says: "The points of all contexts that a team owns; more than 3 is an overload. A context of which nothing is known counts as simple, which makes the figure a lower bound.",
    formula: "Σ points; at most 3: up to three simple contexts, or a complicated one and a simple one, or a complex one alone",
    source: "Skelton and Pais, Team Topologies (2019), for the rule; the points and the classification are ours.",
    evidence: Evidence::Ours,
    of: Of::Team(load),
};

/// How hard a part of the business is to keep in mind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Complexity {
    /// Most of it has a clear way.
    Simple,
    /// It needs analysis.
    Complicated,
    /// It needs trying out.
    Complex,
}

impl Complexity {
    /// The word in the literature.
    pub fn word(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Complicated => "complicated",
            Self::Complex => "complex",
        }
    }

    /// What it takes of [`CAPACITY`] (ours).
    pub fn points(self) -> u32 {
        match self {
            Self::Simple => 1,
            Self::Complicated => 2,
            Self::Complex => 3,
        }
    }
}

/// Whether these are too much for one team: more than three simple ones; a complex one and any other; more than one
/// complicated one, or one and more than one simple one.
pub fn is_overload(of: &[Complexity]) -> bool {
    let count = |complexity: Complexity| of.iter().filter(|it| **it == complexity).count();
    let [simple, complicated, complex] = [Complexity::Simple, Complexity::Complicated, Complexity::Complex].map(count);
    match (complex, complicated) {
        (0, 0) => simple > 3,
        (0, 1) => simple > 1,
        (0, _) => true,
        (_, _) => of.len() > 1,
    }
}

/// The points of all of these.
pub fn points(of: &[Complexity]) -> u32 {
    of.iter().map(|it| it.points()).sum()
}

/// How complex a context is, by what the landscape says of it; nothing where that tells nothing. `is_volatile` says
/// whether an aggregate of it changes often.
pub fn complexity_of(landscape: &Landscape, context: &BoundedContext, is_volatile: bool) -> Option<Complexity> {
    let classification = landscape.classification_of(context);
    let is_core = classification == Classification::Core;
    match context.evolution {
        Evolution::Genesis => Some(Complexity::Complex),
        _ if is_core && is_volatile => Some(Complexity::Complex),
        _ if is_core || is_volatile => Some(Complexity::Complicated),
        Evolution::Undefined if classification == Classification::Undefined && !context.is_external() => None,
        _ => Some(Complexity::Simple),
    }
}

/// The contexts with an aggregate that changes often.
pub(super) fn volatile(landscape: &Landscape) -> SortedSet<ContextId> {
    let often = landscape.aggregates.values().filter(|aggregate| aggregate.volatility == Volatility::Often);
    often.map(|aggregate| aggregate.context).collect()
}

fn load(this: &Measure, on: &Survey<'_>, team: usize) -> Reading {
    let owned = &on.owned[team];
    let known = owned.iter().map(|context| on.complexity[*context].unwrap_or(Complexity::Simple));
    let known: Vec<Complexity> = known.collect();
    let unknown = owned.iter().filter(|context| on.complexity[**context].is_none()).count();
    let verdict = if is_overload(&known) { ", overload" } else { "" };
    let least = if unknown > 0 { format!(" ({unknown} not classified)") } else { String::new() };
    let points = points(&known);
    this.worded(f64::from(points), format!("{points} of {CAPACITY}{verdict}{least}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::Sketch;
    use Complexity::{Complex, Complicated, Simple};

    #[test]
    fn the_points_say_what_the_rule_says() {
        let all = [Simple, Complicated, Complex];
        for number in 0..4_usize.pow(5) {
            let digits = (0..5).map(|place| number / 4_usize.pow(place) % 4);
            let of: Vec<Complexity> = digits.filter_map(|digit| all.get(digit).copied()).collect();
            assert_eq!(is_overload(&of), points(&of) > CAPACITY, "{of:?}");
        }
    }

    #[test]
    fn a_context_is_as_complex_as_what_is_said_of_it() {
        let mut sketch = Sketch::new();
        let found = |sketch: &Sketch, id: ContextId| {
            let is_volatile = volatile(&sketch.landscape).contains(&id);
            complexity_of(&sketch.landscape, &sketch.landscape.contexts[&id], is_volatile)
        };
        let id = sketch.context("Pricing");
        assert_eq!(found(&sketch, id), None);
        sketch.edit_context(id, |context| context.classification = Classification::Generic);
        assert_eq!(found(&sketch, id), Some(Simple));
        sketch.edit_context(id, |context| context.classification = Classification::Core);
        assert_eq!(found(&sketch, id), Some(Complicated));
        let aggregate = sketch.aggregate(id, "Price");
        let mut often = (*sketch.landscape.aggregates[&aggregate]).clone();
        often.volatility = Volatility::Often;
        sketch.put(often);
        assert_eq!(found(&sketch, id), Some(Complex));
        sketch.edit_context(id, |context| context.classification = Classification::Supporting);
        assert_eq!(found(&sketch, id), Some(Complicated));
        sketch.edit_context(id, |context| context.evolution = Evolution::Genesis);
        assert_eq!(found(&sketch, id), Some(Complex));
    }
}
