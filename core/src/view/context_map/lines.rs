//! Which lines run behind a plate, without looking at all of them.

use super::routes::Draft;
use crate::geometry::{Point, Rect, bounds};

/// The side of a cell in map units, at least: about the size of a badge.
const CELL: f64 = 32.0;
/// About so many cells for each step of a line, at most: lines can be millions of units long.
const CELLS_PER_STEP: f64 = 16.0;

/// The steps of all lines, by the cells of a grid over them.
pub(super) struct Lines {
    steps: Vec<Step>,
    origin: Point,
    cell: Point,
    columns: usize,
    rows: usize,
    /// Where the steps of each cell begin in `of_cell`, row by row, and where the last ones end.
    starts: Vec<u32>,
    of_cell: Vec<u32>,
}

struct Step {
    draft: usize,
    a: Point,
    b: Point,
}

impl Lines {
    pub(super) fn new(drafts: &[Draft]) -> Self {
        let steps_of = |(draft, line): (usize, &Draft)| {
            let ends: Vec<(Point, Point)> = line.line.windows(2).map(|pair| (pair[0], pair[1])).collect();
            ends.into_iter().map(move |(a, b)| Step { draft, a, b })
        };
        Self::of(drafts.iter().enumerate().flat_map(steps_of).collect())
    }

    fn of(steps: Vec<Step>) -> Self {
        let area = bounds(steps.iter().map(|step| Rect::spanning(step.a, step.b))).unwrap_or_default();
        let side_most = (CELLS_PER_STEP * steps.len() as f64).sqrt().max(1.0);
        let side = |length: f64| CELL.max(length / side_most);
        let cell = Point::new(side(area.width), side(area.height));
        let (columns, rows) = ((area.width / cell.x) as usize + 1, (area.height / cell.y) as usize + 1);
        let origin = Point::new(area.x, area.y);
        let mut lines =
            Self { steps, origin, cell, columns, rows, starts: vec![0; columns * rows + 1], of_cell: Vec::new() };
        lines.fill();
        lines
    }

    /// Sorts the steps into the cells: counts, sums up, and puts each where its cell's turn is.
    fn fill(&mut self) {
        let mut starts = vec![0_u32; self.columns * self.rows + 1];
        for step in &self.steps {
            self.visit(step, |cell| starts[cell + 1] += 1);
        }
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        let mut next = starts.clone();
        let mut of_cell = vec![0; starts.last().map_or(0, |all| *all as usize)];
        for (index, step) in self.steps.iter().enumerate() {
            self.visit(step, |cell| {
                of_cell[next[cell] as usize] = index as u32;
                next[cell] += 1;
            });
        }
        (self.starts, self.of_cell) = (starts, of_cell);
    }

    /// Calls back with the cells that a step passes through, column by column.
    fn visit(&self, step: &Step, mut meet: impl FnMut(usize)) {
        let (left, right) = if step.a.x <= step.b.x { (step.a, step.b) } else { (step.b, step.a) };
        let slope = if right.x > left.x { (right.y - left.y) / (right.x - left.x) } else { 0.0 };
        let (first, last) = (self.column(left.x), self.column(right.x));
        for column in first..=last {
            let edge = |column: usize| self.origin.x + column as f64 * self.cell.x;
            let height_at = |x: f64| left.y + (x.clamp(left.x, right.x) - left.x) * slope;
            // The steepest lines have no slope to speak of: their ends are exact where the cell's edges are not.
            let enter = if column == first { left.y } else { height_at(edge(column)) };
            let leave = if column == last { right.y } else { height_at(edge(column + 1)) };
            // A line along the edge of a cell belongs to both sides of it, whichever way its height is rounded.
            let (top, bottom) = (self.row(enter.min(leave) - 0.5), self.row(enter.max(leave) + 0.5));
            for row in top..=bottom {
                meet(row * self.columns + column);
            }
        }
    }

    fn column(&self, x: f64) -> usize {
        (((x - self.origin.x) / self.cell.x).max(0.0) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.origin.y) / self.cell.y).max(0.0) as usize).min(self.rows - 1)
    }

    /// How many lines other than that of the draft at `own` run behind the rectangle; one that passes through more than
    /// one cell there counts more than once. Counting ends at `enough`.
    pub(super) fn behind(&self, rect: Rect, own: usize, enough: usize) -> usize {
        let mut found = 0;
        let (first, last) = (self.column(rect.x), self.column(rect.right()));
        for row in self.row(rect.y)..=self.row(rect.bottom()) {
            for column in first..=last {
                let cell = row * self.columns + column;
                for index in &self.of_cell[self.starts[cell] as usize..self.starts[cell + 1] as usize] {
                    let step = &self.steps[*index as usize];
                    found += usize::from(step.draft != own && rect.is_crossed(step.a, step.b));
                    if found >= enough {
                        return found;
                    }
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn what_is_found_behind_a_plate_is_what_looking_at_all_finds() {
        let mut random = Random::new(5);
        let mut at = |size: f64| (random.unit() - 0.5) * size;
        let mut steps: Vec<Step> = (0..300)
            .map(|draft| {
                let a = Point::new(at(3_000.0), at(2_000.0));
                Step { draft, a, b: a.plus(Point::new(at(900.0), at(900.0))) }
            })
            .collect();
        // Level, upright and along the edges of cells.
        for (x, y) in [(640.0, 0.0), (0.0, 640.0), (0.0, 0.0), (1e6, 3.0)] {
            steps.push(Step { draft: steps.len(), a: Point::new(-320.0, -320.0), b: Point::new(x - 320.0, y - 320.0) });
        }
        let all: Vec<(Point, Point)> = steps.iter().map(|step| (step.a, step.b)).collect();
        let lines = Lines::of(steps);
        for own in 0..300 {
            let rect = Rect::around(Point::new(at(3_200.0), at(2_200.0)), 60.0, 15.0);
            let others = all.iter().enumerate().filter(|(index, _)| *index != own);
            let behind = others.filter(|(_, (a, b))| rect.is_crossed(*a, *b)).count();
            let found = lines.behind(rect, own, usize::MAX);
            assert!(found >= behind && (found == 0) == (behind == 0), "{found} of {behind} behind {rect:?}");
        }
    }
}
