//! The streets between rows and columns: which line takes which track of them, how wide they have to be for that, and
//! where rows then stand.

use super::cells::{CELL, Cells, Item};
use super::links::Link;
use super::wires::{Lane, PITCH, Wire, align, wires};
use crate::geometry::{Point, Rect};
use crate::order;
use crate::scene::SHALLOWS;
use crate::sorted_map::SortedMap;

/// Left of everything but names of layers.
pub(super) const LEFT: f64 = -60.0;
/// How high the box of an actor is.
const ACTOR: f64 = 56.0;
/// Room between a group's edge and what is in it.
const PADDING: f64 = 20.0;
/// Room for a group's name.
const HEADING: f64 = 46.0;
/// From one line to the next, where there is room.
const TRACK: f64 = 9.0;
/// A street is never wider, however many lines run in it.
const STREET_MAX: f64 = 170.0;
/// The least room between rows of a group, and between groups.
const STREET_MIN: (f64, f64) = (46.0, 24.0);

/// Where rows stand and lines run.
#[derive(Clone, Debug)]
pub(super) struct Channels {
    wires: Vec<Wire>,
    /// The top of each row.
    tops: Vec<f64>,
    /// Where each line runs past rows, across.
    past: Vec<f64>,
    /// Where each line runs along its first and its last street.
    along: Vec<[f64; 2]>,
}

/// The room that a group takes around what is in it.
pub(super) fn padded(rect: Rect) -> Rect {
    let (x, y) = (rect.x - PADDING, rect.y - HEADING);
    Rect::new(x, y, rect.width + 2.0 * PADDING, rect.height + HEADING + PADDING)
}

impl Channels {
    pub(super) fn of(cells: &Cells, links: &[Link]) -> Self {
        let (mut wires, sides) = wires(cells, links);
        let past = lanes(cells, links, &wires);
        align(cells, links, &mut wires, &sides, &past);
        let rows = cells.begins.len();
        let mut streets: Vec<Vec<Run>> = vec![Vec::new(); rows + 1];
        for (number, wire) in wires.iter().enumerate() {
            let Some(first) = wire.first else { continue };
            match wire.past {
                None => streets[first].push(Run::new(number, 0, wire.at[0], wire.at[1])),
                Some((_, last)) => {
                    streets[first].push(Run::new(number, 0, wire.at[0], past[number]));
                    streets[last].push(Run::new(number, 1, past[number], wire.at[1]));
                }
            }
        }
        let mut along = vec![[0.0; 2]; wires.len()];
        let (mut tops, mut y) = (Vec::with_capacity(rows), 0.0);
        for (row, runs) in streets.iter_mut().enumerate() {
            let tracks = tracks(runs);
            let room = (TRACK * (tracks + 1) as f64).min(STREET_MAX);
            let begins = cells.begins.get(row).copied().unwrap_or(true);
            let (before, street, after) = match begins {
                _ if row == 0 => (0.0, if tracks > 0 { room } else { 0.0 }, HEADING),
                true => (PADDING, room.max(STREET_MIN.1), HEADING),
                false => (0.0, (room + 4.0 * SHALLOWS).max(STREET_MIN.0), 0.0),
            };
            for run in runs.iter() {
                let share = (run.track + 1) as f64 / (tracks + 1) as f64;
                // Where boxes are near, lines keep clear of their shallows.
                let margin = if begins { 0.0 } else { 2.0 * SHALLOWS };
                along[run.wire][run.part] = y + before + margin + (street - 2.0 * margin) * share;
            }
            y += before + street + after;
            tops.push(y);
            y += CELL.1;
        }
        Self { wires, tops, past, along }
    }

    /// The box of an item.
    pub(super) fn rect(&self, cells: &Cells, item: usize) -> Rect {
        let top = self.tops.get(cells.row[item]).copied().unwrap_or_default();
        let x = cells.column[item] as f64 * PITCH;
        match cells.items.get(item) {
            Some(Item::Actor(_)) => Rect::new(x, top + CELL.1 - ACTOR, CELL.0, ACTOR),
            _ => Rect::new(x, top, CELL.0, CELL.1),
        }
    }

    /// The room of a group among the others; none of one without rows.
    pub(super) fn area(&self, cells: &Cells, group: usize) -> Option<Rect> {
        let [left, right, first, last] = cells.extent[group];
        let (top, bottom) = (*self.tops.get(first)?, *self.tops.get(last)? + CELL.1);
        let x = left as f64 * PITCH;
        Some(padded(Rect::new(x, top, right as f64 * PITCH + CELL.0 - x, bottom - top)))
    }

    /// The names of the layers, and where they are written.
    pub(super) fn layers(&self, cells: &Cells) -> Vec<(String, f64)> {
        let names = cells.layers.iter().zip(&self.tops).filter_map(|(layer, top)| Some(((*layer)?, top)));
        let written = names.map(|(layer, top)| {
            let name = format!("{} layer", layer.word());
            let width = crate::text::width(&name, 11.0);
            (name, top + CELL.1 / 2.0 + width / 2.0)
        });
        let mut written: Vec<(String, f64)> = written.collect();
        // Sub-layers begin within their layer, which is named once.
        written.dedup_by(|later, earlier| later.0 == earlier.0);
        written
    }

    /// The lines, from what depends to what it depends on.
    pub(super) fn lines(&self, links: &[Link], rects: &[Rect]) -> Vec<Vec<Point>> {
        let line = |(number, link): (usize, &Link)| {
            let (wire, [from, to]) = (&self.wires[number], link.ends.map(|item| rects[item]));
            if wire.first.is_none() {
                let y = from.center().y + wire.at[0];
                let (start, end) = match from.x < to.x {
                    true => (from.right() + SHALLOWS, to.x - SHALLOWS),
                    false => (from.x - SHALLOWS, to.right() + SHALLOWS),
                };
                return vec![Point::new(start, y), Point::new(end, y)];
            }
            let [first, last] = self.along[number];
            // Lines end at the shallows, so that their heads are seen.
            let start = if wire.is_up[0] { from.y - SHALLOWS } else { from.bottom() + SHALLOWS };
            let end = if wire.is_up[1] { to.bottom() + SHALLOWS } else { to.y - SHALLOWS };
            let mut line = vec![Point::new(wire.at[0], start), Point::new(wire.at[0], first)];
            if wire.past.is_some() {
                let x = self.past[number];
                line.extend([Point::new(x, first), Point::new(x, last), Point::new(wire.at[1], last)]);
            } else {
                line.push(Point::new(wire.at[1], first));
            }
            line.push(Point::new(wire.at[1], end));
            straightened(line)
        };
        links.iter().enumerate().map(line).collect()
    }
}

/// A line without the points that it runs straight through.
fn straightened(line: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(line.len());
    for point in line {
        let is_same = |a: f64, b: f64| (a - b).abs() < 0.5;
        if let [.., a, b] = kept.as_slice()
            && ((is_same(a.x, b.x) && is_same(b.x, point.x)) || (is_same(a.y, b.y) && is_same(b.y, point.y)))
        {
            kept.pop();
        }
        if kept.last().is_none_or(|last| last.distance(point) >= 0.5) {
            kept.push(point);
        }
    }
    kept
}

/// A piece of a line along a street.
#[derive(Clone)]
struct Run {
    wire: usize,
    part: usize,
    from: f64,
    to: f64,
    track: usize,
}

impl Run {
    fn new(wire: usize, part: usize, one: f64, other: f64) -> Self {
        Self { wire, part, from: one.min(other), to: one.max(other), track: 0 }
    }
}

/// Gives each piece a track that is free, the leftmost first, and says how many tracks that takes.
fn tracks(runs: &mut [Run]) -> usize {
    order::sort_by(runs, |one, other| one.from.total_cmp(&other.from).then(one.to.total_cmp(&other.to)));
    let mut ends: Vec<f64> = Vec::new();
    for run in runs {
        // A straight line needs no room along the street.
        if run.to - run.from < 0.5 {
            continue;
        }
        let free = ends.iter().position(|end| *end + 6.0 <= run.from);
        run.track = free.unwrap_or(ends.len());
        match ends.get_mut(run.track) {
            Some(end) => *end = run.to,
            None => ends.push(run.to),
        }
    }
    ends.len()
}

/// Where each line runs past rows: straight on from where it ends or begins, if it can, else beside the others in its
/// lane.
fn lanes(cells: &Cells, links: &[Link], wires: &[Wire]) -> Vec<f64> {
    let mut of_lane: SortedMap<Lane, Vec<(usize, usize, usize)>> = SortedMap::new();
    for (number, wire) in wires.iter().enumerate() {
        if let (Some(first), Some((lane, last))) = (wire.first, wire.past) {
            of_lane.entry(lane).or_default().push((first.min(last), first.max(last), number));
        }
    }
    let mut past = vec![0.0; wires.len()];
    for (lane, mut runs) in of_lane {
        order::sort_by_key(&mut runs, |run| *run);
        let mut straight: Vec<(usize, usize, f64)> = Vec::new();
        let mut others: Vec<(usize, usize, usize)> = Vec::new();
        for (first, last, number) in runs {
            let is_in = |end: &usize| lane == Lane::Column(cells.column[links[number].ends[*end]]);
            let ends = [1, 0].into_iter().filter(is_in).map(|end| wires[number].at[end]);
            let is_free = |at: &f64| {
                let meets = |it: &(usize, usize, f64)| it.0 <= last && it.1 >= first && (it.2 - at).abs() < 9.0;
                !straight.iter().any(meets)
            };
            match ends.into_iter().find(is_free) {
                Some(at) => {
                    past[number] = at;
                    straight.push((first, last, at));
                }
                None => others.push((first, last, number)),
            }
        }
        share(lane, &others, &mut past);
    }
    past
}

/// Gives each of these lines a track of a lane that is free past its rows.
fn share(lane: Lane, runs: &[(usize, usize, usize)], past: &mut [f64]) {
    let mut ends: Vec<usize> = Vec::new();
    let mut track_of: Vec<(usize, usize)> = Vec::with_capacity(runs.len());
    for (first, last, number) in runs {
        let free = ends.iter().position(|end| end < first);
        let track = free.unwrap_or(ends.len());
        match ends.get_mut(track) {
            Some(end) => *end = *last,
            None => ends.push(*last),
        }
        track_of.push((*number, track));
    }
    let (middle, reach) = lane.room();
    let step = (TRACK + 1.0).min(2.0 * reach / ends.len().max(1) as f64);
    for (number, track) in track_of {
        past[number] = middle + step * (track as f64 - (ends.len() - 1) as f64 / 2.0);
    }
}
