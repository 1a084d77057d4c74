//! Which streets each line takes: out of its box into the street beside it, along a street between columns past the
//! rows in between, and into the other box.

use super::cells::{CELL, Cells};
use super::links::Link;
use crate::order;
use crate::sorted_map::SortedMap;

/// From one column to the next.
pub(super) const PITCH: f64 = CELL.0 + 64.0;
/// So far apart lines leave a box at most.
const PORT: f64 = 20.0;
/// Ends that are this near each other are brought in line.
const NEAR: f64 = 28.0;

/// A way from box to box by streets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wire {
    /// The street beside the first box: the row above which it lies. Nothing for one that runs level from box to box.
    pub first: Option<usize>,
    /// The lane past the rows in between, and the street beside the second box.
    pub past: Option<(Lane, usize)>,
    /// Whether it leaves its first box upwards, and enters its second from below.
    pub is_up: [bool; 2],
    /// Where it leaves and enters, across; of a level one, how far below the middle of the boxes.
    pub at: [f64; 2],
}

/// What runs past rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lane {
    /// The street left of this column.
    Street(usize),
    /// This column, where it is empty.
    Column(usize),
}

impl Lane {
    /// Its middle, and how far lines may be from it.
    pub(super) fn room(self) -> (f64, f64) {
        match self {
            Self::Street(column) => (column as f64 * PITCH - 32.0, 20.0),
            Self::Column(column) => (middle(column), 70.0),
        }
    }
}

/// The middle of a column.
pub(super) fn middle(column: usize) -> f64 {
    column as f64 * PITCH + CELL.0 / 2.0
}

/// The streets of every link.
pub(super) fn wires(cells: &Cells, links: &[Link]) -> (Vec<Wire>, Sides) {
    let taken = Taken::of(cells);
    let mut wires: Vec<Wire> = links.iter().map(|link| wire(cells, &taken, link.ends)).collect();
    let sides = ports(cells, links, &mut wires);
    (wires, sides)
}

/// Which cells are taken.
struct Taken {
    columns: usize,
    cells: Vec<bool>,
}

impl Taken {
    fn of(cells: &Cells) -> Self {
        let columns = cells.columns;
        let mut taken = vec![false; columns * cells.begins.len()];
        for (row, column) in cells.row.iter().zip(&cells.column) {
            taken[row * columns + column] = true;
        }
        Self { columns, cells: taken }
    }

    fn is_free(&self, rows: std::ops::Range<usize>, column: usize) -> bool {
        rows.into_iter().all(|row| !self.cells[row * self.columns + column])
    }
}

fn wire(cells: &Cells, taken: &Taken, [from, to]: [usize; 2]) -> Wire {
    let [(a, x), (b, y)] = [from, to].map(|item| (cells.row[item], cells.column[item]));
    let is_beside = (x.min(y) + 1..x.max(y)).all(|column| taken.is_free(a..a + 1, column));
    if a == b && is_beside && x != y {
        return Wire { first: None, past: None, is_up: [false; 2], at: [0.0; 2] };
    }
    let (first, last, between, is_up) = match a.cmp(&b) {
        std::cmp::Ordering::Less => (a + 1, b, a + 1..b, [false, false]),
        std::cmp::Ordering::Equal => (a, a, a..a, [true, false]),
        std::cmp::Ordering::Greater => (a, b + 1, b + 1..a, [true, true]),
    };
    let past = (first != last).then(|| (lane(taken, between, x, y), last));
    Wire { first: Some(first), past, is_up, at: [0.0; 2] }
}

/// The lane past these rows that is the least way round.
fn lane(taken: &Taken, rows: std::ops::Range<usize>, from: usize, to: usize) -> Lane {
    let (left, right) = (from.min(to), from.max(to));
    let streets = (left..=right + 1).map(Lane::Street);
    let columns = (left..=right).filter(|column| taken.is_free(rows.clone(), *column)).map(Lane::Column);
    let [start, end] = [middle(from), middle(to)];
    let length = |lane: &Lane| {
        let (at, _) = lane.room();
        // Of two ways as long, the one nearer to the end; an empty column is as good as a street.
        (at - start).abs() + (at - end).abs() + 0.01 * (at - end).abs()
    };
    let all = columns.chain(streets);
    all.min_by(|one, other| length(one).total_cmp(&length(other))).unwrap_or(Lane::Street(to))
}

/// A side of a box: its item, and whether it is the upper one.
type Side = (usize, bool);

/// The ends of lines at the sides of boxes.
pub(super) type Sides = SortedMap<Side, Vec<(usize, usize)>>;

/// Where every line leaves and enters: side by side, in the order of where they go.
fn ports(cells: &Cells, links: &[Link], wires: &mut [Wire]) -> Sides {
    let mut listed: Vec<(Side, f64, (usize, usize))> = Vec::new();
    let mut level: SortedMap<[usize; 2], Vec<usize>> = SortedMap::new();
    for (number, (link, wire)) in links.iter().zip(wires.iter()).enumerate() {
        let [from, to] = link.ends;
        if wire.first.is_none() {
            level.entry([from.min(to), from.max(to)]).or_default().push(number);
            continue;
        }
        let past = wire.past.map(|(lane, _)| lane.room().0);
        let aims = [to, from].map(|other| past.unwrap_or_else(|| middle(cells.column[other])));
        for (end, aim) in aims.into_iter().enumerate() {
            listed.push((side(wire, link.ends, end), aim, (number, end)));
        }
    }
    order::sort_by(&mut listed, |one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let mut sides = Sides::new();
    for ends in listed.chunk_by(|one, other| one.0 == other.0) {
        let step = PORT.min((CELL.0 - 28.0) / ends.len() as f64);
        let first = middle(cells.column[ends[0].0.0]) - step * (ends.len() - 1) as f64 / 2.0;
        for (at, (_, _, (number, end))) in ends.iter().enumerate() {
            wires[*number].at[*end] = first + step * at as f64;
        }
        sides.insert(ends[0].0, ends.iter().map(|it| it.2).collect());
    }
    for numbers in level.values() {
        for (at, number) in numbers.iter().enumerate() {
            wires[*number].at = [14.0 * (at as f64 - (numbers.len() - 1) as f64 / 2.0); 2];
        }
    }
    sides
}

/// The side of a box that an end of a line is at: one that goes up enters from below.
fn side(wire: &Wire, ends: [usize; 2], end: usize) -> Side {
    if end == 0 { (ends[0], wire.is_up[0]) } else { (ends[1], !wire.is_up[1]) }
}

/// Brings ends in line with what they nearly are in line with, where no other line is in the way.
pub(super) fn align(cells: &Cells, links: &[Link], wires: &mut [Wire], sides: &Sides, past: &[f64]) {
    for number in 0..wires.len() {
        let wire = wires[number];
        if wire.first.is_none() {
            continue;
        }
        let aims: [Option<f64>; 2] = if wire.past.is_some() { [Some(past[number]); 2] } else { [None; 2] };
        for end in [1, 0] {
            let aim = aims[end].unwrap_or(wires[number].at[1 - end]);
            let here = wires[number].at[end];
            let key = side(&wire, links[number].ends, end);
            let others = sides.get(&key).into_iter().flatten().filter(|it| **it != (number, end));
            let is_clear = || others.into_iter().all(|it| (wires[it.0].at[it.1] - aim).abs() >= 9.0);
            let is_on = (middle(cells.column[key.0]) - aim).abs() <= CELL.0 / 2.0 - 12.0;
            if here != aim && (here - aim).abs() <= NEAR && is_on && is_clear() {
                wires[number].at[end] = aim;
                if aims[end].is_none() {
                    break;
                }
            }
        }
    }
}
