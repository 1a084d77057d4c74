//! Cognitive load: how many contexts a team can keep in mind, by how complex they are.
//!
//! Source: Skelton and Pais, *Team Topologies* (2019): two or three simple domains for a team, one complicated one, a
//! complex one alone, never two complicated ones. There is no published formula. How a context that does not say how
//! complex it is is classified by what else the landscape says of it is ours, and so are the points, which say the same
//! as the rule.

use super::{Evidence, Measure, Of, Reading, Survey, Unit};
use crate::model::{BoundedContext, Classification, Complexity, ContextId, Evolution, Landscape, Volatility};
use crate::sorted_set::SortedSet;

/// What a team can bear, in points.
pub const CAPACITY: u32 = 3;

pub(super) const COMPLEXITY: Measure = Measure {
    key: "complexity",
    name: "Complexity",
    short: "complexity",
    unit: Unit::Count,
    says: "How hard a context is to keep in mind: simple (1 point), complicated (2) or complex (3); undefined where the landscape says nothing that tells.",
    formula: "as the context says; else derived: complex for genesis, or core with an aggregate that changes often; complicated for other core contexts, and others with an aggregate that changes often; simple for external systems, and for whatever else has a class or an evolution",
    source: "Ours, for the three words of Skelton and Pais, Team Topologies (2019).",
    evidence: Evidence::Ours,
    of: Of::Context(complexity),
};

pub(super) const LOAD: Measure = Measure {
    key: "cognitive-load",
    name: "Cognitive load",
    short: "load",
    unit: Unit::Count,
    says: "The points of all contexts that a team owns; more than 3 is an overload. A context of which nothing is known counts as simple, which makes the figure a lower bound.",
    formula: "Σ points; at most 3: up to three simple contexts, or a complicated one and a simple one, or a complex one alone",
    source: "Skelton and Pais, Team Topologies (2019), for the rule; the points and the classification are ours.",
    evidence: Evidence::Ours,
    of: Of::Team(load),
};

/// What a context takes of [`CAPACITY`] (ours); one of which nothing is known takes as much as a simple one.
pub fn points_of(complexity: Complexity) -> u32 {
    match complexity {
        Complexity::Undefined | Complexity::Simple => 1,
        Complexity::Complicated => 2,
        Complexity::Complex => 3,
    }
}

/// Whether these are too much for one team: more than three simple ones; a complex one and any other; more than one
/// complicated one, or one and more than one simple one.
pub fn is_overload(of: &[Complexity]) -> bool {
    let count = |complexity: Complexity| of.iter().filter(|it| **it == complexity).count();
    let (complicated, complex) = (count(Complexity::Complicated), count(Complexity::Complex));
    match (complex, complicated) {
        (0, 0) => of.len() > 3,
        (0, 1) => of.len() > 2,
        (0, _) => true,
        (_, _) => of.len() > 1,
    }
}

/// The points of all of these.
pub fn points(of: &[Complexity]) -> u32 {
    of.iter().map(|it| points_of(*it)).sum()
}

/// How complex a context is: as it is said to be, else by what the landscape says of it otherwise, else not known.
/// `is_volatile` says whether an aggregate of it changes often.
pub fn complexity_of(landscape: &Landscape, context: &BoundedContext, is_volatile: bool) -> Complexity {
    let classification = landscape.classification_of(context);
    let is_core = classification == Classification::Core;
    let is_unknown = classification == Classification::Undefined && context.evolution == Evolution::Undefined;
    match context.evolution {
        _ if context.complexity != Complexity::Undefined => context.complexity,
        Evolution::Genesis => Complexity::Complex,
        _ if is_core && is_volatile => Complexity::Complex,
        _ if is_core || is_volatile => Complexity::Complicated,
        _ if is_unknown && !context.is_external() => Complexity::Undefined,
        _ => Complexity::Simple,
    }
}

/// The contexts with an aggregate that changes often.
pub fn volatile(landscape: &Landscape) -> SortedSet<ContextId> {
    let often = landscape.aggregates.values().filter(|aggregate| aggregate.volatility == Volatility::Often);
    often.map(|aggregate| aggregate.context).collect()
}

fn complexity(this: &Measure, on: &Survey<'_>, context: usize) -> Reading {
    let complexity = on.complexity[context];
    let said = on.landscape.contexts.get(&on.graph.contexts[context]).map(|context| context.complexity);
    match complexity {
        Complexity::Undefined => this.undefined(),
        _ if said == Some(complexity) => this.worded(f64::from(points_of(complexity)), complexity.word().to_owned()),
        _ => this.worded(f64::from(points_of(complexity)), format!("{} (derived)", complexity.word())),
    }
}

fn load(this: &Measure, on: &Survey<'_>, team: usize) -> Reading {
    let of: Vec<Complexity> = on.owned[team].iter().map(|context| on.complexity[*context]).collect();
    let unknown = of.iter().filter(|complexity| **complexity == Complexity::Undefined).count();
    let verdict = if is_overload(&of) { ", overload" } else { "" };
    let least = if unknown > 0 { format!(" ({unknown} not known)") } else { String::new() };
    let points = points(&of);
    this.worded(f64::from(points), format!("{points} of {CAPACITY}{verdict}{least}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::Sketch;
    use Complexity::{Complex, Complicated, Simple, Undefined};

    #[test]
    fn the_points_say_what_the_rule_says() {
        let all = [Undefined, Simple, Complicated, Complex];
        for number in 0..5_usize.pow(5) {
            let digits = (0..5).map(|place| number / 5_usize.pow(place) % 5);
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
        assert_eq!(found(&sketch, id), Undefined);
        sketch.edit_context(id, |context| context.classification = Classification::Generic);
        assert_eq!(found(&sketch, id), Simple);
        sketch.edit_context(id, |context| context.classification = Classification::Core);
        assert_eq!(found(&sketch, id), Complicated);
        let aggregate = sketch.aggregate(id, "Price");
        let mut often = (*sketch.landscape.aggregates[&aggregate]).clone();
        often.volatility = Volatility::Often;
        sketch.put(often);
        assert_eq!(found(&sketch, id), Complex);
        sketch.edit_context(id, |context| context.classification = Classification::Supporting);
        assert_eq!(found(&sketch, id), Complicated);
        sketch.edit_context(id, |context| context.evolution = Evolution::Genesis);
        assert_eq!(found(&sketch, id), Complex);
        sketch.edit_context(id, |context| context.complexity = Simple);
        assert_eq!(found(&sketch, id), Simple);
    }
}
