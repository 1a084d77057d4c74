//! Chance with an address.
//!
//! What an item draws at a stage comes from a stream that only the seed, the item and the stage decide: in another
//! design, in which other things happen around it, the same item draws the same there. Two designs then differ only by
//! what differs in them (common random numbers), and an unchanged design differs by exactly 0.

use crate::random::Random;

/// The streams of one replication.
#[derive(Clone, Debug)]
pub struct Streams {
    root: Random,
}

impl Streams {
    /// The streams of one replication of one seed.
    pub fn new(seed: u64, replication: u64) -> Self {
        Self { root: Random::keyed(&[seed, replication]) }
    }

    /// What belongs to this item, or whatever else is numbered by `entity`, at this stage.
    #[inline(always)]
    pub fn of(&self, entity: u64, stage: u64) -> Random {
        self.root.branch(entity).branch(stage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_has_a_stream_of_its_own() {
        let mut firsts = Vec::new();
        for (seed, replication) in [(1, 0), (0, 1), (1, 1)] {
            let streams = Streams::new(seed, replication);
            firsts.extend(
                (0..50)
                    .flat_map(|entity| (0..50).map(move |stage| (entity, stage)))
                    .map(|(entity, stage)| streams.of(entity, stage).bits()),
            );
        }
        let all = firsts.len();
        firsts.sort_unstable();
        firsts.dedup();
        assert_eq!(firsts.len(), all);
        assert_eq!(Streams::new(7, 3).of(5, 2).bits(), Streams::new(7, 3).of(5, 2).bits());
    }
}
