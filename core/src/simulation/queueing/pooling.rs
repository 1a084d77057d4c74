//! The same people and the same work, organised in four ways: what hand-offs, pooling and evenness each are worth.

use crate::simulation::queueing::{Station, Steady, amount, product};

/// Work that takes several steps, and as many people as steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Work {
    /// How many items come in a unit of time.
    pub arrivals: f64,
    /// How long one step takes on average.
    pub step: f64,
    /// How many steps an item takes, and how many people there are.
    pub steps: u32,
}

/// How long an item takes in each organisation, of the same people under the same load.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Organisations {
    /// A specialist for each step, one after the other: as many M/M/1 in series.
    pub silos: f64,
    /// Everybody does every step, from one queue: an M/M/n, the whole work exponential (a simplification).
    pub pooled: f64,
    /// Everybody does every step of the items that fall to them: n M/M/1, the whole work exponential.
    pub private: f64,
    /// The same, but the whole work is as even as the sum of its steps: M/Eₙ/1 with cs² = 1 ÷ n (Pollaczek and
    /// Khinchine).
    pub private_even: f64,
}

impl Work {
    /// All four. That hand-offs are gone is not the whole gain: silos and private queues of exponential work take the
    /// same time, and what is left comes from pooling, from evenness, and from what this leaves out, rework and waiting
    /// for other teams (computed from the closed forms of `Station`; not published).
    pub fn organisations(&self) -> Organisations {
        let (arrivals, steps) = (amount(self.arrivals), self.steps.max(1));
        let people = f64::from(steps);
        let own = Station::single(arrivals / people, self.touch());
        Organisations {
            silos: people * Station::single(arrivals, self.step).exponential().sojourn,
            pooled: self.pooled().sojourn,
            private: own.exponential().sojourn,
            private_even: own.general(1.0 / people).sojourn,
        }
    }

    /// One queue for everybody.
    pub fn pooled(&self) -> Steady {
        Station { arrivals: self.arrivals, service: self.touch(), servers: self.steps.max(1) }.exponential()
    }

    /// How long somebody works on an item, all steps together.
    pub fn touch(&self) -> f64 {
        product(amount(self.step), f64::from(self.steps.max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_one_person_in_any_organisation() {
        let one = Work { arrivals: 0.5, step: 1.0, steps: 1 }.organisations();
        assert_eq!([one.silos, one.pooled, one.private, one.private_even], [2.0; 4]);
        let too_much = Work { arrivals: 2.0, step: 1.0, steps: 3 }.organisations();
        assert_eq!([too_much.silos, too_much.pooled, too_much.private, too_much.private_even], [f64::INFINITY; 4]);
    }
}
