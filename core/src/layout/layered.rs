//! A layered layout: what points at others stands before them, and lines run through the room between the layers.
//!
//! The method is that of Sugiyama, Tagawa and Toda (1981): arcs that close circles are turned around, every node gets a
//! layer, the nodes of each layer are ordered so that few lines cross, and then they are moved to where their lines
//! are straight. Lines pass layers that they do not end in through places of their own, and so never through a node.

mod chains;
mod crossings;
mod lines;
mod places;
mod ranks;
#[cfg(test)]
mod tests;

use self::chains::Chains;
use crate::geometry::{Point, Rect};

/// Which way arcs point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// From top to bottom.
    Down,
    /// From left to right.
    Right,
}

/// What is to be laid out.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// The size of every node, width and height. Nodes without lines stand in this order.
    pub sizes: &'a [(f64, f64)],
    /// From node to node; those of a node with itself get no line.
    pub arcs: &'a [Arc],
    /// Which way they point.
    pub flow: Flow,
    /// Room between the nodes of a layer.
    pub beside: f64,
    /// Room between two layers.
    pub between: f64,
    /// Room between two lines that pass a layer side by side, or end at a node.
    pub apart: f64,
}

/// From one node to another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Arc {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Room for what is written on it, beside the node of the earlier layer.
    pub lead: f64,
}

/// Where everything came to lie.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Laid {
    /// The boxes of the nodes.
    pub rects: Vec<Rect>,
    /// The lines of the arcs, from where they begin to where they end.
    pub lines: Vec<Vec<Point>>,
    /// The layer of each node.
    pub ranks: Vec<usize>,
}

/// Lays out a plan. The same plan is always laid out the same.
pub fn layered(plan: &Plan<'_>) -> Laid {
    let pairs: Vec<(usize, usize)> = plan.arcs.iter().map(|arc| (arc.from, arc.to)).collect();
    let ranked = ranks::ranked(plan.sizes.len(), &pairs);
    let mut chains = Chains::new(&ranked);
    crossings::reduce(&mut chains);
    let across: Vec<f64> = plan.sizes.iter().map(|size| split(*size, plan.flow).0).collect();
    let middles = places::middles(&chains, &across, plan.beside, plan.apart);
    lines::draw(plan, &ranked, &chains, &middles)
}

/// The layer of each of so many nodes: each as early as what points at it allows, arcs that close circles aside.
pub fn ranks(count: usize, pairs: &[(usize, usize)]) -> Vec<usize> {
    ranks::ranked(count, pairs).ranks
}

/// A size as what it takes of its layer, and how deep the layer must be for it.
fn split((width, height): (f64, f64), flow: Flow) -> (f64, f64) {
    match flow {
        Flow::Down => (width, height),
        Flow::Right => (height, width),
    }
}
