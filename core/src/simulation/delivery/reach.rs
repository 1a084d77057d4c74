//! Which contexts a change touches.

use super::draws::{Stage, stage};
use crate::random::Random;
use crate::simulation::footprint::Footprints;

/// Which contexts a change touches that begins in one.
#[derive(Clone, Debug)]
pub enum Reach {
    /// Always the same: for each context the others.
    Fixed(Vec<Vec<usize>>),
    /// Drawn afresh for each change, as the ripple says.
    Drawn(Box<Footprints>),
}

impl Default for Reach {
    fn default() -> Self {
        Self::Fixed(Vec::new())
    }
}

impl Reach {
    /// Writes the contexts that a change touches, the one that it begins in first.
    pub fn draw(&self, source: usize, item: &Random, touched: &mut Vec<usize>) {
        match self {
            Self::Drawn(footprints) => footprints.draw(source, &stage(item, Stage::Footprint), touched),
            Self::Fixed(others) => {
                touched.clear();
                touched.push(source);
                touched.extend(others.get(source).into_iter().flatten());
            }
        }
    }
}
