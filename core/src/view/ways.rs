//! Arrows between the boxes of a view, led round the boxes between.

use crate::geometry::grid::Grid;
use crate::geometry::route::route;
use crate::geometry::{Point, Rect};

/// Up to so many arrows are led round boxes; more are straight, for nobody could follow them anyway.
const FEW: usize = 300;

/// Boxes, and the ways between them.
pub(super) struct Ways {
    boxes: Grid,
    gap: f64,
    is_straight: bool,
}

impl Ways {
    /// The ways between these boxes, of which so many will be asked for; they end so far from a box.
    pub(super) fn new(boxes: Vec<Rect>, gap: f64, arrows: usize) -> Self {
        Self { boxes: Grid::new(boxes), gap, is_straight: arrows > FEW }
    }

    /// The way from the edge of one box to the edge of another, by their places in the list.
    pub(super) fn between(&self, from: usize, to: usize) -> Vec<Point> {
        let [start, end] = [from, to].map(|place| self.boxes.rect(place).inflate(self.gap));
        let mut line =
            if self.is_straight { vec![start.center(), end.center()] } else { route(&self.boxes, from, to).points };
        let last = line.len() - 1;
        let ends = [start.exit_toward(line[1]), end.exit_toward(line[last - 1])];
        (line[0], line[last]) = (ends[0], ends[1]);
        line
    }
}
