//! Which contexts, and so which teams, one change touches: what the ripple hands on to delivery, teams and growth.

use super::ripple::RippleModel;
use crate::graph::Graph;
use crate::model::Landscape;
use crate::random::Random;

/// Draws which contexts a change touches, one change at a time.
#[derive(Clone, Debug)]
pub struct Footprints {
    /// The ripple behind it.
    pub model: RippleModel,
}

impl Footprints {
    /// The footprints of changes in this landscape.
    pub fn of(landscape: &Landscape) -> Self {
        Self { model: RippleModel::of(landscape) }
    }

    /// The contexts by number.
    pub fn graph(&self) -> &Graph {
        &self.model.graph
    }

    /// Draws one change that starts in the context of this number: `touched` becomes the numbers of all contexts that
    /// must change, the source first, in the order in which the change reaches them. Every step draws from a stream of
    /// its own that branches off `random`, so that what an edit does not touch draws the same.
    pub fn draw(&self, source: usize, random: &Random, touched: &mut Vec<usize>) {
        touched.clear();
        touched.push(source);
        let contexts = self.model.graph.contexts.len();
        let mut next = 0;
        while let Some(&node) = touched.get(next) {
            next += 1;
            for edge in self.model.network.from(node) {
                if edge.to >= contexts || touched.contains(&edge.to) {
                    continue;
                }
                let mut own = random.branch(edge.draw[0]).branch(edge.draw[1]);
                if own.unit() < edge.likelihood {
                    touched.push(edge.to);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::EXAMPLES;
    use crate::simulation::Estimate;

    #[test]
    fn footprints_are_as_large_as_the_ripple_says() {
        let landscape = EXAMPLES[0].landscape();
        let footprints = Footprints::of(&landscape);
        for (number, context) in footprints.graph().contexts.clone().into_iter().enumerate() {
            let ripple = footprints.model.run(context).expect("a ripple");
            let mut touched = Vec::new();
            let sizes = (0..4_000).map(|trial| {
                footprints.draw(number, &Random::keyed(&[7, trial]), &mut touched);
                touched.len() as f64
            });
            let drawn =
                Estimate::mean_of(&sizes.collect::<Vec<f64>>()).within(1.0, footprints.graph().contexts.len() as f64);
            let (expected, slack) = (1.0 + ripple.touched.value, drawn.high - drawn.low + 1e-9);
            assert!((drawn.value - expected).abs() <= slack, "{context}: {drawn:?} instead of {expected}");
        }
    }
}
