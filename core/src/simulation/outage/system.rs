//! Who needs whom, on plain numbers: nodes with an availability of their own, what they cannot do without, and groups of
//! alternatives. What needs each other in a circle is one.

use crate::graph::Components;

/// Something that can be up or down.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The share of time in which it does not fail by itself.
    pub own: f64,
    /// What it cannot do without.
    pub needs: Vec<usize>,
    /// Alternatives: it needs some of each.
    pub groups: Vec<Group>,
    /// What its draws follow from, so that it draws the same whatever stands around it.
    pub key: u64,
}

impl Node {
    /// A node that needs nothing yet.
    pub fn new(own: f64, key: u64) -> Self {
        Self { own, needs: Vec::new(), groups: Vec::new(), key }
    }
}

/// Nodes of which some must be up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// How many of them must be up.
    pub needed: usize,
    /// Which they are.
    pub members: Vec<usize>,
}

/// Nodes and who needs whom.
///
/// A node is down when it fails by itself, when something is down that it needs, or when too few of a group are up; what
/// is not down for one of these reasons is up. Where nodes need each other in a circle, that is the least set of what is
/// down: a circle keeps nothing down once all in it are repaired.
#[derive(Clone, Debug)]
pub struct System {
    nodes: Vec<Node>,
    knots: Knots,
}

impl System {
    /// The system of these nodes. What refers to no node is left out; a group that needs more than it has needs all.
    pub fn new(mut nodes: Vec<Node>) -> Self {
        let count = nodes.len();
        for (number, node) in nodes.iter_mut().enumerate() {
            node.own = if node.own.is_nan() { 1.0 } else { node.own.clamp(0.0, 1.0) };
            node.needs.retain(|other| *other < count && *other != number);
            for group in &mut node.groups {
                group.members.retain(|other| *other < count);
            }
            let groups = std::mem::take(&mut node.groups);
            for group in groups.into_iter().filter(|group| group.needed > 0 && !group.members.is_empty()) {
                if group.needed >= group.members.len() {
                    node.needs.extend(group.members.into_iter().filter(|other| *other != number));
                } else {
                    node.groups.push(group);
                }
            }
            crate::order::sort_by_key(&mut node.needs, |other| *other);
            node.needs.dedup();
        }
        let knots = Knots::of(&nodes);
        Self { nodes, knots }
    }

    /// The nodes.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// What needs each other, as one.
    pub(super) fn knots(&self) -> &Knots {
        &self.knots
    }

    /// The same system with other availabilities for some nodes.
    #[must_use]
    pub fn with_own(&self, changed: &[(usize, f64)]) -> Self {
        let mut after = self.clone();
        for (number, own) in changed {
            if let Some(node) = after.nodes.get_mut(*number) {
                node.own = own.clamp(0.0, 1.0);
            }
        }
        after
    }
}

/// Nodes that need each other in a circle are up and down together: one knot.
#[derive(Clone, Debug)]
pub(super) struct Knots {
    /// The knots; what one needs comes before it.
    pub hard: Components,
    /// The other knots that each cannot do without.
    pub needs: Vec<Vec<usize>>,
    /// The groups of each, their members as knots.
    pub groups: Vec<Vec<Group>>,
    /// Knots that need each other in a circle if groups count as well; what one needs comes before it.
    pub circles: Components,
}

impl Knots {
    fn of(nodes: &[Node]) -> Self {
        let hard = Components::find(nodes.len(), |node, step| nodes[node].needs.get(step).copied());
        let mut needs = vec![Vec::new(); hard.count()];
        let mut groups = vec![Vec::new(); hard.count()];
        for knot in 0..hard.count() {
            for node in hard.members(knot) {
                needs[knot].extend(nodes[*node].needs.iter().map(|other| hard.of[*other]));
                for group in &nodes[*node].groups {
                    let members = group.members.iter().map(|other| hard.of[*other]).collect();
                    groups[knot].push(Group { needed: group.needed, members });
                }
            }
            needs[knot].retain(|other| *other != knot);
            crate::order::sort_by_key(&mut needs[knot], |other| *other);
            needs[knot].dedup();
        }
        let circles = Components::find(hard.count(), |knot, step| {
            let further = step.wrapping_sub(needs[knot].len());
            needs[knot].get(step).copied().or_else(|| nth_member(&groups[knot], further))
        });
        Self { hard, needs, groups, circles }
    }

    /// How many knots there are.
    pub(super) fn count(&self) -> usize {
        self.hard.count()
    }
}

/// The n-th of all members of these groups, one group after the other.
fn nth_member(groups: &[Group], mut nth: usize) -> Option<usize> {
    for group in groups {
        match group.members.get(nth) {
            Some(member) => return Some(*member),
            None => nth = nth.checked_sub(group.members.len())?,
        }
    }
    None
}
