//! The cell of everything: rows of layers and columns that go through the whole picture, so that the streets between
//! cells do too.

use super::groups::{Group, Stand};
use super::links::Link;
use super::rows::{Height, Plan, layers, shelves, spread};
use crate::model::{ActorId, ContextId, ElementId, Landscape, Layer};
use crate::sorted_map::SortedMap;

/// The size of a box.
pub(super) const CELL: (f64, f64) = (176.0, 84.0);
/// Columns of a picture that is as wide as a window, for few contexts.
const FEW_COLUMNS: usize = 16;
/// The row of what has none yet.
const UNPLACED: usize = usize::MAX;

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

/// What each item is joined with.
fn joined(count: usize, links: &[Link]) -> Vec<Vec<usize>> {
    let mut joined = vec![Vec::new(); count];
    for [from, to] in links.iter().map(|link| link.ends) {
        joined[from].push(to);
        joined[to].push(from);
    }
    joined
}
