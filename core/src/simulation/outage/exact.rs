//! The exact availability of every node.
//!
//! What a node cannot do without is a set, gathered over the condensed graph, and its availability a product over that
//! set: whatever many need is counted once. What remains, the groups, is a binary decision diagram over what is not
//! certain to be needed anyway. Where the diagram would grow above a limit, a node has no exact answer; the nodes that
//! reach no group always have one.

use super::diagram::{ALWAYS, Diagram, NEVER, Reference};
use super::sets::{Levels, Modules, Product};
use super::system::{Group, Knots, System};

/// How many steps the diagram may take before it gives up: a few milliseconds.
pub const WORK_LIMIT: usize = 100_000;

/// What is known exactly of a system.
#[derive(Clone, Debug)]
pub struct Exact {
    /// The own availability of each node.
    own: Vec<f64>,
    /// The knot of each node, and the node of each level of the diagram.
    knot_of: Vec<usize>,
    level_of: Vec<usize>,
    node_at: Vec<usize>,
    /// For each knot, the levels that it cannot do without.
    certain: Vec<Levels>,
    /// The variables of the diagram.
    modules: Modules,
    /// For each knot, what must hold besides; nothing where the diagram gave up.
    rest: Vec<Option<Reference>>,
    /// For each knot the product over these.
    products: Vec<Product>,
    diagram: Diagram,
    /// The probability of each branch.
    probability: Vec<f64>,
}

impl Exact {
    /// Everything about a system that a diagram of so many steps can hold.
    pub fn of(system: &System, limit: usize) -> Self {
        let (nodes, knots) = (system.nodes(), system.knots());
        let mut node_at = Vec::with_capacity(nodes.len());
        for knot in knots_in_order(knots) {
            node_at.extend_from_slice(knots.hard.members(knot));
        }
        let mut level_of = vec![0; nodes.len()];
        for (level, node) in node_at.iter().enumerate() {
            level_of[*node] = level;
        }
        let certain = certain(knots, &level_of);
        let modules = Modules::of(knots, &node_at);
        let diagram = Diagram::new(modules.members.len(), limit);
        let mut work = Work {
            knots,
            certain: &certain,
            level_of: &level_of,
            node_at: &node_at,
            modules: &modules,
            diagram,
            whole: Vec::new(),
        };
        let rest = work.rest();
        let diagram = work.diagram;
        let own: Vec<f64> = nodes.iter().map(|node| node.own).collect();
        let mut probability = vec![0.0, 1.0];
        for branch in diagram.branches().iter().skip(2) {
            let up = modules.product(branch.level as usize, &own).whole();
            let [low, high] = [branch.low, branch.high].map(|next| probability[next as usize]);
            probability.push(up * high + (1.0 - up) * low);
        }
        let product = |levels: &Levels| {
            let mut product = Product { others: 1.0, zeros: 0 };
            levels.each(|level| product.take(own[node_at[level]]));
            product
        };
        let products = certain.iter().map(product).collect();
        let knot_of = knots.hard.of.clone();
        Self { own, knot_of, level_of, node_at, certain, modules, rest, products, diagram, probability }
    }

    /// The availability of a node, if it could be computed.
    pub fn availability(&self, node: usize) -> Option<f64> {
        let knot = self.knot_of[node];
        let rest = self.rest[knot]?;
        Some(self.products[knot].whole() * self.probability[rest as usize])
    }

    /// What the availability of a node cannot be above: that of all that it cannot do without.
    pub fn at_most(&self, node: usize) -> f64 {
        self.products[self.knot_of[node]].whole()
    }

    /// Whether a node is down whenever this one fails by itself.
    pub fn is_certain(&self, node: usize, failing: usize) -> bool {
        self.certain[self.knot_of[node]].contains(self.level_of[failing])
    }

    /// How many of these nodes are down for certain when each node of the system fails by itself.
    pub fn certainly_down(&self, nodes: &[usize]) -> Vec<usize> {
        let mut counts = vec![0; self.own.len()];
        for (knot, _, count) in self.by_knot(nodes.iter().map(|node| (*node, 1.0))) {
            self.certain[knot].each(|level| counts[self.node_at[level]] += count as usize);
        }
        counts
    }

    /// The number of the circle of hard needs that a node is in: what is in one is up and down together.
    pub fn circle_of(&self, node: usize) -> usize {
        self.knot_of[node]
    }

    /// The nodes that a node cannot do without, itself among them, in the order of the diagram.
    pub fn needs_of(&self, node: usize) -> Vec<usize> {
        let mut needs = Vec::new();
        self.certain[self.knot_of[node]].each(|level| needs.push(self.node_at[level]));
        needs
    }

    /// Birnbaum's importance of every node for these, each with its weight: the sum of the weights times
    /// A(top | node up) − A(top | node down), in one pass over the sets and one over the diagram (Birnbaum 1969).
    /// `taken` stands in for the availability of a node that has no exact one; of such a node only what it needs for
    /// certain is ranked.
    pub fn importance(&self, tops: &[(usize, f64)], taken: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut importance = vec![0.0; self.own.len()];
        let mut reached = vec![0.0; self.diagram.branches().len()];
        for (knot, top, weight) in self.by_knot(tops.iter().copied()) {
            let product = self.products[knot];
            let rest = match self.rest[knot] {
                Some(rest) => {
                    reached[rest as usize] += weight * product.whole();
                    self.probability[rest as usize]
                }
                None if product.whole() > 0.0 => taken(top) / product.whole(),
                None => 0.0,
            };
            self.certain[knot].each(|level| {
                let node = self.node_at[level];
                importance[node] += weight * rest * product.without(self.own[node]);
            });
        }
        for (number, branch) in self.diagram.branches().iter().enumerate().skip(2).rev() {
            let reach = reached[number];
            if reach == 0.0 {
                continue;
            }
            let product = self.modules.product(branch.level as usize, &self.own);
            let [low, high] = [branch.low, branch.high].map(|next| self.probability[next as usize]);
            for node in &self.modules.members[branch.level as usize] {
                importance[*node] += reach * (high - low) * product.without(self.own[*node]);
            }
            reached[branch.low as usize] += reach * (1.0 - product.whole());
            reached[branch.high as usize] += reach * product.whole();
        }
        importance
    }

    /// These nodes by their knots, with the sum of their weights, in the order of the first of each.
    fn by_knot(&self, nodes: impl Iterator<Item = (usize, f64)>) -> Vec<(usize, usize, f64)> {
        let mut place = vec![usize::MAX; self.certain.len()];
        let mut by_knot: Vec<(usize, usize, f64)> = Vec::new();
        for (node, weight) in nodes {
            let knot = self.knot_of[node];
            if place[knot] == usize::MAX {
                place[knot] = by_knot.len();
                by_knot.push((knot, node, weight));
            } else {
                by_knot[place[knot]].2 += weight;
            }
        }
        by_knot
    }
}

/// Every knot, what one needs before it, circle by circle.
fn knots_in_order(knots: &Knots) -> impl Iterator<Item = usize> + '_ {
    (0..knots.circles.count()).flat_map(|circle| knots.circles.members(circle).iter().copied())
}

/// What each knot cannot do without: its own nodes and what the knots have that it needs.
fn certain(knots: &Knots, level_of: &[usize]) -> Vec<Levels> {
    let mut certain: Vec<Levels> = vec![Levels::default(); knots.count()];
    for knot in 0..knots.count() {
        let mut levels = Levels::default();
        for needed in &knots.needs[knot] {
            levels.add(&certain[*needed]);
        }
        for node in knots.hard.members(knot) {
            levels.insert(level_of[*node]);
        }
        certain[knot] = levels;
    }
    certain
}

/// Builds the statements of what must hold besides.
struct Work<'a> {
    knots: &'a Knots,
    certain: &'a [Levels],
    level_of: &'a [usize],
    node_at: &'a [usize],
    modules: &'a Modules,
    diagram: Diagram,
    /// For each knot, once it was asked for: everything that must hold.
    whole: Vec<Option<Reference>>,
}

impl Work<'_> {
    fn rest(&mut self) -> Vec<Option<Reference>> {
        let count = self.knots.count();
        let mut rest = vec![None; count];
        self.whole = vec![None; count];
        for circle in 0..self.knots.circles.count() {
            let members = self.knots.circles.members(circle);
            if let [knot] = members
                && !self.knots.groups[*knot].iter().any(|group| group.members.contains(knot))
            {
                rest[*knot] = self.besides(*knot, &rest);
            } else {
                self.settle(members, &mut rest);
            }
        }
        rest
    }

    /// Members of a circle that goes through groups: begins with all of them up and takes away what cannot be, until
    /// nothing changes.
    fn settle(&mut self, members: &[usize], rest: &mut [Option<Reference>]) {
        for knot in members {
            rest[*knot] = Some(ALWAYS);
        }
        // Each round but the last makes at least one more of them dependent on what it had not felt before.
        for _ in 0..members.len() + 2 {
            let mut is_settled = true;
            for knot in members {
                self.whole[*knot] = None;
            }
            for knot in members {
                let after = self.besides(*knot, rest);
                if after.is_none() {
                    break;
                }
                is_settled &= after == rest[*knot];
                rest[*knot] = after;
                self.whole[*knot] = None;
            }
            if self.diagram.is_exhausted() {
                break;
            }
            if is_settled {
                return;
            }
        }
        for knot in members {
            rest[*knot] = None;
        }
    }

    /// What must hold for a knot besides what it cannot do without.
    fn besides(&mut self, knot: usize, rest: &[Option<Reference>]) -> Option<Reference> {
        let knots = self.knots;
        let mut statement = ALWAYS;
        for needed in &knots.needs[knot] {
            statement = self.diagram.and(statement, rest[*needed]?)?;
        }
        for group in &knots.groups[knot] {
            let held = self.group(knot, group, rest)?;
            statement = self.diagram.and(statement, held)?;
        }
        // Whether the knot that a variable belongs to is needed for certain: what belongs to it is then needed as well.
        let (certain, level_of, modules) = (&self.certain[knot], self.level_of, self.modules);
        let is_up =
            |variable: usize| modules.members[variable].last().is_some_and(|node| certain.contains(level_of[*node]));
        self.diagram.given_up(statement, is_up)
    }

    fn group(&mut self, knot: usize, group: &Group, rest: &[Option<Reference>]) -> Option<Reference> {
        let mut statements = Vec::with_capacity(group.members.len());
        for member in &group.members {
            // A knot that stands in for itself is up where the question arises.
            statements.push(if *member == knot { ALWAYS } else { self.everything(*member, rest)? });
        }
        match group.needed {
            1 => statements.into_iter().try_fold(NEVER, |any, statement| self.diagram.or(any, statement)),
            needed => self.diagram.at_least(needed, &statements),
        }
    }

    /// Everything that must hold for a knot.
    fn everything(&mut self, knot: usize, rest: &[Option<Reference>]) -> Option<Reference> {
        if self.whole[knot].is_none() && !self.diagram.is_exhausted() {
            let mut levels = Vec::new();
            self.certain[knot].each(|level| levels.push(self.modules.of[self.node_at[level]]));
            self.diagram.charge(levels.len());
            crate::order::sort_by_key(&mut levels, |variable| *variable);
            levels.dedup();
            self.whole[knot] = match rest[knot] {
                Some(rest) => self.diagram.all(&levels, rest),
                None => None,
            };
        }
        self.whole[knot]
    }
}
