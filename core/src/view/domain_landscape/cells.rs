//! The cell of everything: rows of layers and columns that go through the whole picture, so that the streets between
//! cells do too.

use super::groups::{Group, Stand};
use super::links::Link;
use crate::layout::layered;
use crate::model::{ActorId, ContextId, ElementId, Landscape, Layer};
use crate::sorted_map::SortedMap;

/// The size of a box.
pub(super) const CELL: (f64, f64) = (176.0, 84.0);
/// Columns of a picture that is as wide as a window, for few contexts.
const FEW_COLUMNS: usize = 16;
/// The row of what has none yet.
const UNPLACED: usize = usize::MAX;
/// How often rows are ordered by what they are joined with.
const SWEEPS: usize = 6;

/// Something that takes a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
    /// A context.
    Context(ContextId),
    /// An actor.
    Actor(ActorId),
    /// A whole group, by its number.
    Group(usize),
}

/// Everything that takes a cell, and where.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    pub items: Vec<Item>,
    /// The number of the group of each item.
    pub group_of: Vec<usize>,
    /// The column of each item.
    pub column: Vec<usize>,
    /// The row of each item.
    pub row: Vec<usize>,
    /// How many columns there are.
    pub columns: usize,
    /// Of each row, whether something begins above it: a shelf of columns, or a band.
    pub begins: Vec<bool>,
    /// Of each row, the layer that begins there, where layers are said.
    pub layers: Vec<Option<Layer>>,
    /// Of each group the first and the last column and row that it takes.
    pub extent: Vec<[usize; 4]>,
    ids: Vec<Option<ElementId>>,
    number: SortedMap<ElementId, usize>,
}

impl Cells {
    /// What takes a cell, yet without one.
    pub(super) fn of(landscape: &Landscape, groups: &[Group]) -> Self {
        let mut cells = Self::default();
        for (number, group) in groups.iter().enumerate() {
            if group.stand == Stand::Front {
                let actors: Vec<ActorId> = landscape.actors.keys().copied().collect();
                actors.into_iter().for_each(|id| cells.add(Item::Actor(id), Some(id.into()), number));
            } else if group.is_collapsed {
                cells.add(Item::Group(number), group.id, number);
                let item = cells.items.len() - 1;
                cells.number.extend(group.members.iter().map(|id| (ElementId::from(*id), item)));
            } else {
                group.members.iter().for_each(|id| cells.add(Item::Context(*id), Some((*id).into()), number));
            }
        }
        let ids = cells.ids.iter().enumerate().filter(|(item, _)| !matches!(cells.items[*item], Item::Group(_)));
        let numbers: Vec<(ElementId, usize)> = ids.filter_map(|(item, id)| Some(((*id)?, item))).collect();
        cells.number.extend(numbers);
        cells
    }

    fn add(&mut self, item: Item, id: Option<ElementId>, group: usize) {
        self.items.push(item);
        self.ids.push(id);
        self.group_of.push(group);
        self.column.push(0);
        self.row.push(UNPLACED);
    }

    /// The element that an item shows.
    pub(super) fn id(&self, item: usize) -> Option<ElementId> {
        self.ids.get(item).copied().flatten()
    }

    /// The item that a context or an actor is shown in.
    pub(super) fn item_of(&self, id: ElementId) -> Option<usize> {
        self.number.get(&id).copied()
    }

    /// Finds the cells.
    pub(super) fn arrange(&mut self, landscape: &Landscape, groups: &[Group], links: &[Link]) {
        let joined = joined(self.items.len(), links);
        self.extent = vec![[0; 4]; groups.len()];
        let members = |cells: &Self, group: usize| -> Vec<usize> {
            (0..cells.items.len()).filter(|item| cells.group_of[*item] == group).collect()
        };
        let numbers = |stand: Stand| (0..groups.len()).filter(move |group| groups[*group].stand == stand);
        let plans: Vec<Plan> = numbers(Stand::Column)
            .map(|group| Plan::of(self, landscape, group, &members(self, group), links, &joined))
            .collect();
        let count = self.items.len();
        let most = FEW_COLUMNS.max((1.1 * (count as f64).sqrt()) as usize);
        let shelves = shelves(plans, most);
        let widest = shelves.iter().map(|shelf| shelf.iter().map(|plan| plan.width).sum()).max().unwrap_or(0);
        let bands = numbers(Stand::Band).chain(numbers(Stand::Outside));
        let largest = bands.clone().map(|group| members(self, group).len()).max().unwrap_or(0);
        let by_bands = if widest == 0 { largest.min(most) } else { largest.min(6) };
        self.columns = widest.max(by_bands).max(1);
        let has_front = numbers(Stand::Front).next().is_some();
        if has_front {
            let actors = members(self, 0).len();
            self.open(true, None);
            (1..actors.div_ceil(self.columns)).for_each(|_| self.open(false, None));
        }
        for shelf in shelves {
            self.shelve(shelf, landscape);
        }
        for group in bands {
            self.band(landscape, group, &members(self, group), links, &joined);
        }
        if has_front {
            let actors = members(self, 0);
            for (row, chunk) in actors.chunks(self.columns).enumerate() {
                let placed = spread(chunk, self.columns, |item| self.wish(&joined, item));
                placed.into_iter().for_each(|(item, column)| (self.column[item], self.row[item]) = (column, row));
            }
        }
    }

    fn open(&mut self, begins: bool, layer: Option<Layer>) {
        self.begins.push(begins);
        self.layers.push(layer);
    }

    /// The column that an item's neighbours are at, in the middle.
    fn wish(&self, joined: &[Vec<usize>], item: usize) -> Option<f64> {
        let placed = joined[item].iter().filter(|other| self.row[**other] != UNPLACED);
        let columns: Vec<f64> = placed.map(|other| self.column[*other] as f64).collect();
        (!columns.is_empty()).then(|| columns.iter().sum::<f64>() / columns.len() as f64)
    }

    /// Puts columns side by side; their layers lie at the same height.
    fn shelve(&mut self, shelf: Vec<Plan>, landscape: &Landscape) {
        let first = self.begins.len();
        let mut depths: SortedMap<Height, usize> = SortedMap::new();
        for (height, rows) in shelf.iter().flat_map(|plan| &plan.layers) {
            let depth = depths.entry(*height).or_insert(0);
            *depth = (*depth).max(rows.len());
        }
        let is_layered = landscape.contexts.values().any(|context| context.layer != Layer::Undefined);
        let mut start: SortedMap<Height, usize> = SortedMap::new();
        for (height, depth) in depths.iter().rev() {
            start.insert(*height, self.begins.len());
            for row in 0..*depth {
                self.open(self.begins.len() == first, (is_layered && row == 0).then(|| height.layer()).flatten());
            }
        }
        let mut left = 0;
        for plan in shelf {
            for (height, rows) in &plan.layers {
                let top = start.get(height).copied().unwrap_or(first);
                for (row, items) in rows.iter().enumerate() {
                    for (item, column) in items {
                        (self.column[*item], self.row[*item]) = (left + column, top + row);
                    }
                }
            }
            self.extent[plan.group] = [left, left + plan.width - 1, first, self.begins.len() - 1];
            left += plan.width;
        }
    }

    /// Lays a band right across.
    fn band(&mut self, landscape: &Landscape, group: usize, members: &[usize], links: &[Link], joined: &[Vec<usize>]) {
        let first = self.begins.len();
        let layers = layers(self, landscape, members, links, self.columns);
        for (_, rows) in layers.iter().rev() {
            for row in rows {
                self.open(self.begins.len() == first, None);
                let placed = spread(row, self.columns, |item| self.wish(joined, item));
                let at = self.begins.len() - 1;
                placed.into_iter().for_each(|(item, column)| (self.column[item], self.row[item]) = (column, at));
            }
        }
        self.extent[group] = [0, self.columns - 1, first, self.begins.len().max(first + 1) - 1];
    }
}

/// How high a layer stands, and a sub-layer in it: the higher, the further up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Height(u8, u32);

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

    fn layer(self) -> Option<Layer> {
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
type Rows = Vec<(Height, Vec<Vec<usize>>)>;

/// The rows of some items: layers as they are said, and within a layer what depends on others above these.
fn layers(cells: &Cells, landscape: &Landscape, members: &[usize], links: &[Link], most: usize) -> Rows {
    let mut by_height: SortedMap<Height, Vec<usize>> = SortedMap::new();
    for item in members {
        by_height.entry(Height::of(cells, landscape, *item)).or_default().push(*item);
    }
    let rows_of = |items: &Vec<usize>| {
        let number = |item: usize| items.binary_search(&item).ok();
        let directed = links.iter().filter(|link| link.look != crate::scene::figure::Look::DependencyMutual);
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

/// A column and what is in it, with the place of each item within.
struct Plan {
    group: usize,
    width: usize,
    layers: Vec<(Height, Vec<Vec<(usize, usize)>>)>,
}

impl Plan {
    fn of(
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

/// What each item is joined with.
fn joined(count: usize, links: &[Link]) -> Vec<Vec<usize>> {
    let mut joined = vec![Vec::new(); count];
    for [from, to] in links.iter().map(|link| link.ends) {
        joined[from].push(to);
        joined[to].push(from);
    }
    joined
}

/// Columns in shelves of at most so many cells side by side.
fn shelves(plans: Vec<Plan>, most: usize) -> Vec<Vec<Plan>> {
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
fn spread(row: &[usize], width: usize, wish: impl Fn(usize) -> Option<f64>) -> Vec<(usize, usize)> {
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
