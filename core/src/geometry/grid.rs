//! Finds the rectangles near a place or a line without looking at all of them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Point, Rect};

/// The side of a cell in map units: about the size of a context, so that each lies in few cells.
const CELL: f64 = 256.0;

/// A rectangle that would lie in more cells than this is kept apart and always looked at.
const MANY_CELLS: i64 = 1_024;

/// Rectangles by the cells of a coarse grid that they lie in.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    rects: Vec<Rect>,
    cells: BTreeMap<(i32, i32), Vec<u32>>,
    large: Vec<u32>,
    seen: RefCell<Seen>,
}

/// Which rectangles the running query has met already.
#[derive(Clone, Debug, Default)]
struct Seen {
    query: u32,
    by: Vec<u32>,
}

impl Grid {
    /// The grid of these rectangles; queries answer with their positions in the list.
    pub fn new(rects: Vec<Rect>) -> Self {
        let mut grid = Self::default();
        for rect in rects {
            grid.insert(rect);
        }
        grid
    }

    /// Adds a rectangle and answers with its position.
    pub fn insert(&mut self, rect: Rect) -> usize {
        let index = self.rects.len();
        self.rects.push(rect);
        self.seen.borrow_mut().by.push(0);
        self.in_lists_of(rect, |list| list.push(index as u32));
        index
    }

    /// Moves the rectangle at a position; the grid is then the one of the rectangles as they are now.
    pub fn relocate(&mut self, index: usize, rect: Rect) {
        let Some(place) = self.rects.get_mut(index) else { return };
        let before = std::mem::replace(place, rect);
        let number = index as u32;
        self.in_lists_of(before, |list| list.retain(|other| *other != number));
        self.in_lists_of(rect, |list| list.insert(list.partition_point(|other| *other < number), number));
    }

    /// Calls back with the lists that a rectangle is in: those of its cells, or that of the large ones.
    fn in_lists_of(&mut self, rect: Rect, mut change: impl FnMut(&mut Vec<u32>)) {
        let [(x0, y0), (x1, y1)] = [(rect.x, rect.y), (rect.right(), rect.bottom())].map(|(x, y)| (cell(x), cell(y)));
        if (i64::from(x1) - i64::from(x0) + 1) * (i64::from(y1) - i64::from(y0) + 1) > MANY_CELLS {
            change(&mut self.large);
            return;
        }
        for key in (x0..=x1).flat_map(|x| (y0..=y1).map(move |y| (x, y))) {
            change(self.cells.entry(key).or_default());
        }
    }
    /// The rectangle at a position.
    pub fn rect(&self, index: usize) -> Rect {
        self.rects[index]
    }

    /// Calls back with every rectangle that overlaps this one, in no particular but a fixed order.
    pub fn overlapping(&self, area: Rect, mut found: impl FnMut(usize)) {
        let columns = cell(area.x)..=cell(area.right());
        let rows = |_| (cell(area.y), cell(area.bottom()));
        self.visit(columns, rows, |index| {
            if self.rects[index].overlaps(&area) {
                found(index);
            }
        });
    }

    /// Calls back with every rectangle that the line passes through once it is inflated by `margin`.
    pub fn crossed(&self, a: Point, b: Point, margin: f64, mut found: impl FnMut(usize)) {
        let (left, right) = if a.x <= b.x { (a, b) } else { (b, a) };
        let slope = if right.x > left.x { (right.y - left.y) / (right.x - left.x) } else { 0.0 };
        let height_at = |x: f64| left.y + (x.clamp(left.x, right.x) - left.x) * slope;
        let columns = cell(left.x - margin)..=cell(right.x + margin);
        let is_steep = right.x - left.x < CELL;
        let rows = |column: i32| {
            let (from, to) = (f64::from(column) * CELL - margin, f64::from(column + 1) * CELL + margin);
            let (y0, y1) = if is_steep { (left.y, right.y) } else { (height_at(from), height_at(to)) };
            (cell(y0.min(y1) - margin), cell(y0.max(y1) + margin))
        };
        self.visit(columns, rows, |index| {
            if self.rects[index].inflate(margin).is_crossed(a, b) {
                found(index);
            }
        });
    }

    fn visit(
        &self,
        columns: std::ops::RangeInclusive<i32>,
        rows: impl Fn(i32) -> (i32, i32),
        mut meet: impl FnMut(usize),
    ) {
        let query = {
            let mut seen = self.seen.borrow_mut();
            seen.query = seen.query.wrapping_add(1).max(1);
            seen.query
        };
        let first_time = |index: u32| {
            let mut seen = self.seen.borrow_mut();
            let by = seen.by.get_mut(index as usize);
            by.is_some_and(|by| std::mem::replace(by, query) != query)
        };
        for index in &self.large {
            meet(*index as usize);
        }
        for column in columns {
            let (first, last) = rows(column);
            for (_, indices) in self.cells.range((column, first)..=(column, last)) {
                for index in indices {
                    if first_time(*index) {
                        meet(*index as usize);
                    }
                }
            }
        }
    }
}

fn cell(coordinate: f64) -> i32 {
    // Rounded down by hand: without newer instructions than WebAssembly's baseline twin has, `floor` is a call.
    let place = (coordinate / CELL).clamp(-1e8, 1e8);
    let whole = place as i32;
    whole - i32::from(place < f64::from(whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn queries_find_what_looking_at_all_finds() {
        let mut random = Random::new(3);
        let mut place = |size: f64| (random.unit() - 0.5) * size;
        let mut rects: Vec<Rect> = (0..400)
            .map(|_| Rect::new(place(6_000.0), place(6_000.0), place(300.0).abs() + 1.0, place(300.0).abs() + 1.0))
            .collect();
        rects.push(Rect::new(-20_000.0, -20_000.0, 40_000.0, 40_000.0));
        let mut grid = Grid::new(rects.clone());
        for index in [0, 17, 399, 400] {
            rects[index] = Rect::new(place(6_000.0), place(6_000.0), 200.0, 80.0);
            grid.relocate(index, rects[index]);
        }
        for _ in 0..300 {
            let (a, b) = (Point::new(place(7_000.0), place(7_000.0)), Point::new(place(7_000.0), place(7_000.0)));
            let area = Rect::spanning(a, b);
            let mut found = Vec::new();
            grid.overlapping(area, |index| found.push(index));
            found.sort_unstable();
            let all: Vec<usize> = (0..rects.len()).filter(|index| rects[*index].overlaps(&area)).collect();
            assert_eq!(found, all);

            let mut found = Vec::new();
            grid.crossed(a, b, 10.0, |index| found.push(index));
            found.sort_unstable();
            let all: Vec<usize> =
                (0..rects.len()).filter(|index| rects[*index].inflate(10.0).is_crossed(a, b)).collect();
            assert_eq!(found, all, "{a:?} {b:?}");
        }
    }
}
