//! Places for the items of one block: the cells of a grid, exchanged until related items lie close and lines run free.

use super::GAPS;
use super::items::{Item, Link};
use crate::geometry::{Point, Rect};
use crate::random::Random;

/// Of blocks up to this size every line is looked at; of larger ones only how long lines are.
pub(super) const CLOSE_LOOK: usize = 40;

/// What the arrangement is judged by.
const THROUGH_BOX: f64 = 2.5;
const CROSSING: f64 = 0.8;
const UPWARDS: f64 = 0.35;
const LEFTWARDS: f64 = 0.08;
const OUTER_PULL: f64 = 0.25;
const MISFIT: f64 = 0.6;

/// The shape that a block should have.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    /// Width over height, about.
    Aspect(f64),
    /// So many columns.
    Columns(usize),
}

/// What an arrangement is to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aim {
    pub(super) shape: Shape,
    /// How much work it may take: about how many pairs of a line and a box or another line are looked at.
    pub(super) effort: usize,
}

/// The places that were found.
#[derive(Clone, Debug, Default)]
pub(super) struct Arranged {
    /// Where the top left corner of each item lies.
    pub(super) places: Vec<(f64, f64)>,
    /// How much room all of them take.
    pub(super) room: (f64, f64),
    /// In how many columns they lie.
    pub(super) columns: usize,
}

/// Finds places for items. `outer` pulls an item towards a place outside of the block.
pub(super) fn arrange(items: &[&Item], links: &[Link], outer: &[(usize, Point)], aim: Aim) -> Arranged {
    let Aim { shape, effort } = aim;
    let count = items.len();
    let mut best: Option<(f64, Layout<'_>)> = None;
    for columns in candidates(items, shape) {
        let rows = count.div_ceil(columns).max(1);
        let mut layout = Layout::new(items, links, outer, columns, rows);
        layout.anneal(effort);
        let (width, height) = layout.room();
        let misfit = match shape {
            Shape::Aspect(aspect) if width / height.max(1.0) > aspect => width / height.max(1.0) / aspect,
            Shape::Aspect(aspect) => aspect * height / width.max(1.0),
            Shape::Columns(_) => 1.0,
        };
        let cost = layout.cost() + (misfit - 1.0) * MISFIT * (count as f64).sqrt();
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, layout));
        }
    }
    let arranged = |(_, layout): (f64, Layout<'_>)| Arranged {
        places: layout.places(),
        room: layout.room(),
        columns: layout.columns,
    };
    best.map(arranged).unwrap_or_default()
}

/// Numbers of columns that come near the wanted shape.
fn candidates(items: &[&Item], shape: Shape) -> Vec<usize> {
    let count = items.len().max(1);
    match shape {
        Shape::Columns(columns) => vec![columns.clamp(1, count)],
        Shape::Aspect(aspect) => {
            let (width, height) = pitch(items);
            let ideal = ((count as f64 * aspect * height / width).sqrt().round() as usize).clamp(1, count);
            let spread = usize::from(count <= CLOSE_LOOK);
            (ideal.saturating_sub(spread).max(1)..=(ideal + spread).min(count)).collect()
        }
    }
}

/// How far apart the middles of neighbouring cells are, about.
fn pitch(items: &[&Item]) -> (f64, f64) {
    let mean = |size: fn(&Item) -> f64| items.iter().map(|item| size(item)).sum::<f64>() / items.len().max(1) as f64;
    (mean(|item| item.width) + GAPS.0, mean(|item| item.height) + GAPS.1)
}

/// Items in the cells of a grid; some cells can be empty.
struct Layout<'a> {
    items: &'a [&'a Item],
    links: &'a [Link],
    /// The places outside that pull each item, in units of cells.
    outer: Vec<Vec<Point>>,
    /// The links of each item.
    of: Vec<Vec<usize>>,
    columns: usize,
    rows: usize,
    /// Which item lies in each cell, row by row.
    cells: Vec<Option<usize>>,
    /// In which cell each item lies.
    cell_of: Vec<usize>,
    /// The column and the row of that cell.
    position: Vec<Point>,
    close_look: bool,
}

impl<'a> Layout<'a> {
    fn new(items: &'a [&'a Item], links: &'a [Link], outer: &'a [(usize, Point)], columns: usize, rows: usize) -> Self {
        let mut of = vec![Vec::new(); items.len()];
        for (index, link) in links.iter().enumerate() {
            of[link.upstream].push(index);
            of[link.downstream].push(index);
        }
        let mut cells = vec![None; columns * rows];
        for (cell, item) in cells.iter_mut().zip(0..items.len()) {
            *cell = Some(item);
        }
        let cell_of: Vec<usize> = (0..items.len()).collect();
        let position = cell_of.iter().map(|cell| position(*cell, columns)).collect();
        let close_look = items.len() <= CLOSE_LOOK;
        let pitch = pitch(items);
        let mut pulls = vec![Vec::new(); items.len()];
        for (item, to) in outer {
            pulls[*item].push(Point::new(to.x / pitch.0, to.y / pitch.1));
        }
        let outer = pulls;
        Self { items, links, outer, of, columns, rows, cells, cell_of, position, close_look }
    }

    /// Exchanges cells, worse ones too at first, until nothing gets better.
    fn anneal(&mut self, effort: usize) {
        let count = self.items.len();
        if count < 2 {
            return;
        }
        let mut random = Random::keyed(&[count as u64, self.columns as u64, self.links.len() as u64]);
        // An exchange looks at the lines of two items, each beside every other line and some boxes.
        let lines = self.links.len();
        let work =
            if self.close_look { (1 + 4 * lines / count) * (1 + lines + count / 2) } else { 1 + 4 * lines / count };
        let steps = (effort / work).min(300 * count);
        let (mut best, mut best_cost) = (self.cells.clone(), self.cost());
        let mut cost = best_cost;
        for step in 0..steps {
            let temperature = 1.6 * (1.0 - step as f64 / steps as f64);
            let (a, b) = (random.below(self.cells.len()), random.below(self.cells.len()));
            if a == b || (self.cells[a].is_none() && self.cells[b].is_none()) {
                continue;
            }
            let pair = [self.cells[a], self.cells[b]];
            let before = self.cost_of(pair);
            self.exchange(a, b);
            let change = self.cost_of(pair) - before;
            let is_accepted = change <= 0.0 || temperature > 0.0 && random.unit() < libm::exp(-change / temperature);
            if !is_accepted {
                self.exchange(a, b);
                continue;
            }
            cost += change;
            if cost < best_cost - 1e-9 {
                (best_cost, best) = (cost, self.cells.clone());
            }
        }
        self.cells = best;
        for (cell, item) in self.cells.iter().enumerate() {
            if let Some(item) = item {
                self.cell_of[*item] = cell;
                self.position[*item] = position(cell, self.columns);
            }
        }
    }

    fn exchange(&mut self, a: usize, b: usize) {
        self.cells.swap(a, b);
        for cell in [a, b] {
            if let Some(item) = self.cells[cell] {
                self.cell_of[item] = cell;
                self.position[item] = position(cell, self.columns);
            }
        }
    }

    fn cost(&self) -> f64 {
        let links = (0..self.links.len()).map(|link| self.cost_of_link(link, link)).sum::<f64>();
        links + (0..self.items.len()).map(|item| self.cost_of_outer(item)).sum::<f64>()
    }

    /// What the links of these items cost, each once.
    fn cost_of(&self, pair: [Option<usize>; 2]) -> f64 {
        let mut cost = 0.0;
        for item in pair.into_iter().flatten() {
            cost += self.cost_of_outer(item);
            for link in &self.of[item] {
                let Link { upstream, downstream, .. } = self.links[*link];
                let joins_both =
                    pair == [Some(upstream), Some(downstream)] || pair == [Some(downstream), Some(upstream)];
                cost += self.cost_of_link(*link, self.links.len()) * if joins_both { 0.5 } else { 1.0 };
            }
        }
        cost
    }

    /// What a link costs; crossings are counted with the links before `limit`.
    fn cost_of_link(&self, index: usize, limit: usize) -> f64 {
        let link = self.links[index];
        let Point { x: dx, y: dy } = self.position[link.downstream].minus(self.position[link.upstream]);
        let mut cost = link.weight * (dx.abs() + dy.abs());
        if dy < 0.0 {
            cost -= UPWARDS * link.weight * dy;
        } else if dy == 0.0 && dx < 0.0 {
            cost -= LEFTWARDS * link.weight * dx;
        }
        if self.close_look {
            cost += link.weight * THROUGH_BOX * self.boxes_between(link);
            let others = self.links[..limit].iter().enumerate().filter(|(other, _)| *other != index);
            let crossings = others.filter(|(_, other)| self.is_crossing(link, **other)).count();
            cost += CROSSING * link.weight * crossings as f64;
        }
        cost
    }

    fn cost_of_outer(&self, item: usize) -> f64 {
        let at = self.position[item];
        self.outer[item].iter().map(|to| OUTER_PULL * ((to.x - at.x).abs() + (to.y - at.y).abs())).sum()
    }

    /// How many other boxes lie on the straight line of a link. In units of cells a box takes about half of its cell.
    fn boxes_between(&self, link: Link) -> f64 {
        let (a, b) = (self.position[link.upstream], self.position[link.downstream]);
        let span = Rect::spanning(a, b);
        let mut between = 0.0;
        for row in span.y as usize..=span.bottom() as usize {
            for column in span.x as usize..=span.right() as usize {
                let here = Rect::around(Point::new(column as f64, row as f64), 0.66, 0.6);
                let item = self.cells.get(row * self.columns + column).copied().flatten();
                let is_other = item.is_some_and(|item| item != link.upstream && item != link.downstream);
                between += f64::from(u8::from(is_other && here.is_crossed(a, b)));
            }
        }
        between
    }

    fn is_crossing(&self, one: Link, other: Link) -> bool {
        let has = |item: usize| item == other.upstream || item == other.downstream;
        if has(one.upstream) || has(one.downstream) {
            return false;
        }
        let [a, b] = [self.position[one.upstream], self.position[one.downstream]];
        let [c, d] = [self.position[other.upstream], self.position[other.downstream]];
        let turn = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
        turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0
    }

    /// The width of every column and the height of every row.
    fn tracks(&self) -> (Vec<f64>, Vec<f64>) {
        let (mut widths, mut heights) = (vec![0.0_f64; self.columns], vec![0.0_f64; self.rows]);
        for (item, cell) in self.items.iter().zip(&self.cell_of) {
            let (column, row) = (cell % self.columns, cell / self.columns);
            widths[column] = widths[column].max(item.width);
            heights[row] = heights[row].max(item.height);
        }
        (widths, heights)
    }

    fn room(&self) -> (f64, f64) {
        let (widths, heights) = self.tracks();
        let sum = |sizes: &[f64], gap: f64| sizes.iter().sum::<f64>() + gap * sizes.len().saturating_sub(1) as f64;
        (sum(&widths, GAPS.0), sum(&heights, GAPS.1))
    }

    /// Every item in the middle of its cell.
    fn places(&self) -> Vec<(f64, f64)> {
        let (widths, heights) = self.tracks();
        let starts = |sizes: &[f64], gap: f64| {
            sizes.iter().scan(0.0, move |start, size| Some(std::mem::replace(start, *start + size + gap))).collect()
        };
        let (lefts, tops): (Vec<f64>, Vec<f64>) = (starts(&widths, GAPS.0), starts(&heights, GAPS.1));
        let place = |(item, cell): (&&Item, &usize)| {
            let (column, row) = (cell % self.columns, cell / self.columns);
            let aside = ((widths[column] - item.width) / 2.0, (heights[row] - item.height) / 2.0);
            (lefts[column] + aside.0, tops[row] + aside.1)
        };
        self.items.iter().zip(&self.cell_of).map(place).collect()
    }
}

fn position(cell: usize, columns: usize) -> Point {
    Point::new((cell % columns) as f64, (cell / columns) as f64)
}
