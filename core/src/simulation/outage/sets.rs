//! What the exact answer is made of: sets of what cannot be done without, products over them, and what only ever occurs
//! together.

use super::system::Knots;

/// Nodes that only ever occur together are one variable of the diagram: those of a knot, and with them what the knot
/// alone needs and what reaches no group.
#[derive(Clone, Debug)]
pub(super) struct Modules {
    /// For each node its variable.
    pub of: Vec<usize>,
    /// The nodes of each variable; the last of them is of the knot that the others belong to.
    pub members: Vec<Vec<usize>>,
}

impl Modules {
    pub(super) fn of(knots: &Knots, node_at: &[usize]) -> Self {
        let count = knots.count();
        let (mut consumers, mut is_alternative, mut is_plain) =
            (vec![Vec::new(); count], vec![false; count], vec![true; count]);
        for knot in 0..count {
            for needed in &knots.needs[knot] {
                consumers[*needed].push(knot);
                is_plain[knot] &= is_plain[*needed];
            }
            is_plain[knot] &= knots.groups[knot].is_empty();
            knots.groups[knot]
                .iter()
                .flat_map(|group| &group.members)
                .for_each(|member| is_alternative[*member] = true);
        }
        // What needs a knot has a larger number: it is known already where it belongs to.
        let mut belongs_to: Vec<usize> = (0..count).collect();
        for knot in (0..count).rev() {
            if let [consumer] = consumers[knot][..]
                && is_plain[knot]
                && !is_alternative[knot]
            {
                belongs_to[knot] = belongs_to[consumer];
            }
        }
        let mut number_of = vec![usize::MAX; count];
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut of = vec![0; node_at.len()];
        for node in node_at {
            let knot = belongs_to[knots.hard.of[*node]];
            if number_of[knot] == usize::MAX {
                number_of[knot] = members.len();
                members.push(Vec::new());
            }
            of[*node] = number_of[knot];
            members[number_of[knot]].push(*node);
        }
        Self { of, members }
    }

    /// The product of the availabilities of a variable's nodes.
    pub(super) fn product(&self, variable: usize, own: &[f64]) -> Product {
        let mut product = Product { others: 1.0, zeros: 0 };
        self.members[variable].iter().for_each(|node| product.take(own[*node]));
        product
    }
}

/// A product that remembers its zeros, so that one factor can be taken out again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Product {
    pub others: f64,
    pub zeros: usize,
}

impl Product {
    pub(super) fn take(&mut self, factor: f64) {
        match factor {
            0.0 => self.zeros += 1,
            _ => self.others *= factor,
        }
    }

    pub(super) fn whole(self) -> f64 {
        if self.zeros == 0 { self.others } else { 0.0 }
    }

    pub(super) fn without(self, factor: f64) -> f64 {
        match (self.zeros, factor == 0.0) {
            (0, _) => self.others / factor,
            (1, true) => self.others,
            _ => 0.0,
        }
    }
}

/// A set of levels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Levels {
    words: Vec<u64>,
}

impl Levels {
    pub(super) fn insert(&mut self, level: usize) {
        let word = level / 64;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (level % 64);
    }

    pub(super) fn contains(&self, level: usize) -> bool {
        self.words.get(level / 64).is_some_and(|word| word >> (level % 64) & 1 == 1)
    }

    pub(super) fn add(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    pub(super) fn each(&self, mut visit: impl FnMut(usize)) {
        for (number, word) in self.words.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                visit(number * 64 + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
    }
}
