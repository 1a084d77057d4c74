//! Rows of a group: layers as they are said, within a layer what depends on others above these, and in a row an order in
//! which lines are short.

use super::cells::{Cells, Item};
use super::links::Link;
use crate::layout::layered;
use crate::model::{Landscape, Layer};
use crate::scene::figure::Look;
use crate::sorted_map::SortedMap;

/// How often rows are ordered by what they are joined with.
const SWEEPS: usize = 6;

/// How high a layer stands, and a sub-layer in it: the higher, the further up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Height(u8, u32);

impl Height {
    fn of(cells: &Cells, landscape: &Landscape, item: usize) -> Self {
        let Item::Context(id) = cells.items[item] else { return Self(2, 0) };
        let Some(context) = landscape.contexts.get(&id) else { return Self(2, 0) };
        match context.layer {
            Layer::Foundation => Self(1, context.sublayer),
            Layer::Core => Self(2, context.sublayer),
            Layer::Undefined => Self(2, 0),
            Layer::EndUser => Self(3, context.sublayer),
            Layer::Orchestration => Self(4, context.sublayer),
        }
    }

    /// The layer that stands there.
    pub(super) fn layer(self) -> Option<Layer> {
        match self.0 {
            1 => Some(Layer::Foundation),
            2 => Some(Layer::Core),
            3 => Some(Layer::EndUser),
            4 => Some(Layer::Orchestration),
            _ => None,
        }
    }
}

/// Items in rows, by the height of their layer, the lowest first; rows from the top.
pub(super) type Rows = Vec<(Height, Vec<Vec<usize>>)>;

/// The rows of some items: layers as they are said, and within a layer what depends on others above these.
pub(super) fn layers(cells: &Cells, landscape: &Landscape, members: &[usize], links: &[Link], most: usize) -> Rows {
    let mut by_height: SortedMap<Height, Vec<usize>> = SortedMap::new();
    for item in members {
        by_height.entry(Height::of(cells, landscape, *item)).or_default().push(*item);
    }
    let rows_of = |items: &Vec<usize>| {
        let number = |item: usize| items.binary_search(&item).ok();
        let directed = links.iter().filter(|link| link.look != Look::DependencyMutual);
        let inside = |ends: [usize; 2]| Some((number(ends[0])?, number(ends[1])?));
        let pairs: Vec<(usize, usize)> = match items.len() {
            0 | 1 => Vec::new(),
            _ => directed.filter_map(|link| inside(link.ends)).collect(),
        };
        let ranks = layered::ranks(items.len(), &pairs);
        let count = ranks.iter().max().map_or(0, |last| last + 1);
        let mut rows = vec![Vec::new(); count];
        ranks.iter().zip(items).for_each(|(rank, item)| rows[*rank].push(*item));
        // More than fit side by side stand in several rows, as even as can be.
        let split = |row: Vec<usize>| {
            let parts = row.len().div_ceil(most.max(1)).max(1);
            row.chunks(row.len().div_ceil(parts).max(1)).map(<[usize]>::to_vec).collect::<Vec<_>>()
        };
        rows.into_iter().flat_map(split).collect::<Vec<_>>()
    };
    by_height.iter().map(|(height, items)| (*height, rows_of(items))).collect()
}

/// The items of a row, each with its column.
pub(super) type Placed = Vec<(usize, usize)>;

/// A column and what is in it, with the place of each item within.
pub(super) struct Plan {
    /// The number of its group.
    pub group: usize,
    /// How many cells it is wide.
    pub width: usize,
    pub layers: Vec<(Height, Vec<Placed>)>,
}

impl Plan {
    pub(super) fn of(
        cells: &Cells,
        landscape: &Landscape,
        group: usize,
        members: &[usize],
        links: &[Link],
        joined: &[Vec<usize>],
    ) -> Self {
        let most = ((1.3 * (members.len() as f64).sqrt()).round() as usize).clamp(1, 8);
        let inside: Vec<Link> =
            links.iter().filter(|link| link.ends.iter().all(|end| cells.group_of[*end] == group)).cloned().collect();
        let rows = layers(cells, landscape, members, &inside, most);
        let width = rows.iter().flat_map(|(_, rows)| rows).map(Vec::len).max().unwrap_or(1).max(1);
        let mut column: SortedMap<usize, usize> = SortedMap::new();
        for row in rows.iter().flat_map(|(_, rows)| rows) {
            column.extend(spread(row, width, |_| None));
        }
        for sweep in 0..SWEEPS {
            let mut order: Vec<&Vec<usize>> = rows.iter().rev().flat_map(|(_, rows)| rows).collect();
            if sweep % 2 == 1 {
                order.reverse();
            }
            for row in order {
                let wish = |item: usize| {
                    let near: Vec<f64> =
                        joined[item].iter().filter_map(|other| column.get(other)).map(|at| *at as f64).collect();
                    (!near.is_empty()).then(|| near.iter().sum::<f64>() / near.len() as f64)
                };
                let placed = spread(row, width, wish);
                column.extend(placed);
            }
        }
        let placed = |row: Vec<usize>| row.into_iter().map(|item| (item, column[&item])).collect();
        let layers = rows.into_iter().map(|(height, rows)| (height, rows.into_iter().map(placed).collect())).collect();
        Self { group, width, layers }
    }
}

/// Columns in shelves of at most so many cells side by side.
pub(super) fn shelves(plans: Vec<Plan>, most: usize) -> Vec<Vec<Plan>> {
    let mut shelves: Vec<Vec<Plan>> = Vec::new();
    let mut room = 0;
    for plan in plans {
        match shelves.last_mut().filter(|_| plan.width <= room) {
            Some(shelf) => {
                room -= plan.width;
                shelf.push(plan);
            }
            None => {
                room = most.saturating_sub(plan.width);
                shelves.push(vec![plan]);
            }
        }
    }
    shelves
}

/// Columns for the items of a row: as near as can be to where each wants to be, in the order of these wishes. Found
/// exactly, by going through the columns from the left.
pub(super) fn spread(row: &[usize], width: usize, wish: impl Fn(usize) -> Option<f64>) -> Vec<(usize, usize)> {
    let even = |at: usize| (at as f64 + 0.5) * width as f64 / row.len() as f64 - 0.5;
    let mut wishes: Vec<(f64, usize)> =
        row.iter().enumerate().map(|(at, item)| (wish(*item).unwrap_or_else(|| even(at)), *item)).collect();
    crate::order::sort_by(&mut wishes, |one, other| one.0.total_cmp(&other.0));
    let count = wishes.len();
    // cost[i][c]: the first i items placed in the first c columns.
    let mut cost = vec![vec![f64::INFINITY; width + 1]; count + 1];
    cost[0].iter_mut().for_each(|cost| *cost = 0.0);
    for i in 1..=count {
        for c in i..=width {
            let here = wishes[i - 1].0 - (c - 1) as f64;
            cost[i][c] = cost[i][c - 1].min(cost[i - 1][c - 1] + here * here);
        }
    }
    let (mut c, mut placed) = (width, Vec::with_capacity(count));
    for i in (1..=count).rev() {
        while c > i && cost[i][c - 1] <= cost[i][c] {
            c -= 1;
        }
        placed.push((wishes[i - 1].1, c.max(1) - 1));
        c = c.saturating_sub(1);
    }
    placed.reverse();
    placed
}
