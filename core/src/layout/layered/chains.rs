//! The layers with everything in them: nodes, and the places where lines pass.

use super::ranks::Ranked;

/// Items in layers: first the nodes, by their numbers, then one for each layer that an arc passes.
#[derive(Clone, Debug)]
pub(super) struct Chains {
    /// The items of each layer, in their order.
    pub layers: Vec<Vec<usize>>,
    /// The layer of each item.
    pub layer_of: Vec<usize>,
    /// The items that each item is joined with in the layer before.
    pub before: Vec<Vec<usize>>,
    /// The items that each item is joined with in the layer after.
    pub after: Vec<Vec<usize>>,
    /// The items of each arc, from its earlier node to its later one; nothing for an arc that leads nowhere.
    pub of_arc: Vec<Vec<usize>>,
    /// How many of the items are nodes.
    pub nodes: usize,
}

impl Chains {
    /// Nodes and passing lines in the order in which they are named.
    pub(super) fn new(ranked: &Ranked) -> Self {
        let nodes = ranked.ranks.len();
        let mut layer_of = ranked.ranks.clone();
        let mut of_arc = Vec::with_capacity(ranked.arcs.len());
        for arc in &ranked.arcs {
            let Some((from, to)) = *arc else {
                of_arc.push(Vec::new());
                continue;
            };
            let mut chain = vec![from];
            for layer in ranked.ranks[from] + 1..ranked.ranks[to] {
                chain.push(layer_of.len());
                layer_of.push(layer);
            }
            chain.push(to);
            of_arc.push(chain);
        }
        let count = layer_of.iter().max().map_or(0, |last| last + 1);
        let mut layers = vec![Vec::new(); count];
        layer_of.iter().enumerate().for_each(|(item, layer)| layers[*layer].push(item));
        let (mut before, mut after) = (vec![Vec::new(); layer_of.len()], vec![Vec::new(); layer_of.len()]);
        for pair in of_arc.iter().flat_map(|chain: &Vec<usize>| chain.windows(2)) {
            after[pair[0]].push(pair[1]);
            before[pair[1]].push(pair[0]);
        }
        Self { layers, layer_of, before, after, of_arc, nodes }
    }

    /// Whether an item is a line that passes and not a node.
    pub(super) fn is_passing(&self, item: usize) -> bool {
        item >= self.nodes
    }
}
