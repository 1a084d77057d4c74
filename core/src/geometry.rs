//! Points, rectangles and lines in map units; x grows to the right, y downwards. Kernels: data in, data out.

pub mod grid;
pub mod route;

use serde::{Deserialize, Serialize};

use crate::model::Frame;

/// A place on the map, or a way from one place to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// The point with these coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// This point moved by another.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }

    /// The way from another point to this one.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }

    /// This way, so many times as long.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }

    /// How long this way is.
    pub fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// How far it is to another point.
    pub fn distance(self, other: Self) -> f64 {
        self.minus(other).length()
    }

    /// The point on the way to another, 0 here and 1 there.
    #[must_use]
    pub fn toward(self, other: Self, share: f64) -> Self {
        self.plus(other.minus(self).times(share))
    }

    /// This way with the length 1, or none where it has no direction.
    #[must_use]
    pub fn unit(self) -> Self {
        let length = self.length();
        if length > 0.0 { self.times(1.0 / length) } else { Self::default() }
    }
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// The left edge.
    pub x: f64,
    /// The top edge.
    pub y: f64,
    /// The width, 0 or more.
    pub width: f64,
    /// The height, 0 or more.
    pub height: f64,
}

impl Rect {
    /// The rectangle with this corner and size.
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    /// The smallest rectangle with these two corners, whichever they are.
    pub fn spanning(one: Point, other: Point) -> Self {
        let (x, y) = (one.x.min(other.x), one.y.min(other.y));
        Self::new(x, y, (one.x - other.x).abs(), (one.y - other.y).abs())
    }

    /// A rectangle of this size around a middle.
    pub fn around(middle: Point, width: f64, height: f64) -> Self {
        Self::new(middle.x - width / 2.0, middle.y - height / 2.0, width, height)
    }

    /// The right edge.
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// The bottom edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// The middle.
    pub fn center(&self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// The corners, clockwise from the top left.
    pub fn corners(&self) -> [Point; 4] {
        [
            Point::new(self.x, self.y),
            Point::new(self.right(), self.y),
            Point::new(self.right(), self.bottom()),
            Point::new(self.x, self.bottom()),
        ]
    }

    /// The rectangle with every edge moved outwards by so much.
    #[must_use]
    pub fn inflate(&self, by: f64) -> Self {
        let (width, height) = ((self.width + 2.0 * by).max(0.0), (self.height + 2.0 * by).max(0.0));
        Self::around(self.center(), width, height)
    }

    /// The rectangle moved.
    #[must_use]
    pub fn moved(&self, by: Point) -> Self {
        Self::new(self.x + by.x, self.y + by.y, self.width, self.height)
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self::new(x, y, self.right().max(other.right()) - x, self.bottom().max(other.bottom()) - y)
    }

    /// Whether the point lies in the rectangle or on its edge.
    pub fn contains(&self, point: Point) -> bool {
        point.x >= self.x && point.x <= self.right() && point.y >= self.y && point.y <= self.bottom()
    }

    /// Whether the other rectangle lies in this one.
    pub fn holds(&self, other: &Self) -> bool {
        other.x >= self.x && other.right() <= self.right() && other.y >= self.y && other.bottom() <= self.bottom()
    }

    /// Whether the two share more than an edge.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether the line from `a` to `b` passes through the inside of the rectangle: neither the axes nor the line's own
    /// normal separate the two (Gottschalk, Lin and Manocha 1996, in the plane).
    #[inline]
    pub fn is_crossed(&self, a: Point, b: Point) -> bool {
        let (right, bottom) = (self.right(), self.bottom());
        if a.x.max(b.x) <= self.x || a.x.min(b.x) >= right || a.y.max(b.y) <= self.y || a.y.min(b.y) >= bottom {
            return false;
        }
        let way = b.minus(a);
        let beside = Point::new(self.x + right - a.x - a.x, self.y + bottom - a.y - a.y);
        let reach = self.width * way.y.abs() + self.height * way.x.abs();
        (beside.x * way.y - beside.y * way.x).abs() < reach || way == Point::default()
    }

    /// Where a line from the middle to a point outside leaves the rectangle; the middle if the point lies inside.
    pub fn exit_toward(&self, outside: Point) -> Point {
        let middle = self.center();
        let way = outside.minus(middle);
        let reach = |way: f64, half: f64| if way == 0.0 { f64::INFINITY } else { half / way.abs() };
        let share = reach(way.x, self.width / 2.0).min(reach(way.y, self.height / 2.0));
        if share.is_finite() && share <= 1.0 { middle.plus(way.times(share)) } else { middle }
    }
}

impl From<Frame> for Rect {
    fn from(frame: Frame) -> Self {
        Self::new(f64::from(frame.x), f64::from(frame.y), f64::from(frame.width), f64::from(frame.height))
    }
}

impl From<Rect> for Frame {
    fn from(rect: Rect) -> Self {
        Self::new(rect.x.round() as i32, rect.y.round() as i32, rect.width.round() as u32, rect.height.round() as u32)
    }
}

/// The smallest rectangle that holds all of them, or nothing of none.
pub fn bounds(rects: impl IntoIterator<Item = Rect>) -> Option<Rect> {
    rects.into_iter().reduce(|all, rect| all.union(&rect))
}

/// How long a line through these points is.
pub fn length(line: &[Point]) -> f64 {
    line.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
}

/// The point so far along a line, and the direction there as a way of length 1.
pub fn along(line: &[Point], distance: f64) -> (Point, Point) {
    let mut rest = distance.max(0.0);
    for pair in line.windows(2) {
        let (step, direction) = (pair[0].distance(pair[1]), pair[1].minus(pair[0]).unit());
        if rest <= step {
            return (pair[0].plus(direction.times(rest)), direction);
        }
        rest -= step;
    }
    let direction = match line {
        [.., before, last] => last.minus(*before).unit(),
        _ => Point::default(),
    };
    (line.last().copied().unwrap_or_default(), direction)
}

/// How far a point is from the nearest point of a line.
pub fn distance_to_line(point: Point, line: &[Point]) -> f64 {
    let to_step = |a: Point, b: Point| {
        let way = b.minus(a);
        let squared = way.x * way.x + way.y * way.y;
        let beside = point.minus(a);
        let share = if squared > 0.0 { ((beside.x * way.x + beside.y * way.y) / squared).clamp(0.0, 1.0) } else { 0.0 };
        point.distance(a.toward(b, share))
    };
    line.windows(2).map(|pair| to_step(pair[0], pair[1])).fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_crosses_what_it_passes_through_and_not_what_it_touches() {
        let rect = Rect::new(10.0, 10.0, 10.0, 10.0);
        let cross = |ax, ay, bx, by| rect.is_crossed(Point::new(ax, ay), Point::new(bx, by));
        assert!(cross(0.0, 15.0, 30.0, 15.0));
        assert!(cross(0.0, 0.0, 15.0, 15.0));
        assert!(cross(12.0, 12.0, 14.0, 14.0));
        assert!(!cross(0.0, 10.0, 30.0, 10.0));
        assert!(!cross(0.0, 0.0, 9.0, 30.0));
        assert!(!cross(0.0, 15.0, 9.0, 15.0));
    }

    #[test]
    fn a_line_leaves_a_rectangle_where_it_should() {
        let rect = Rect::new(0.0, 0.0, 20.0, 10.0);
        assert_eq!(rect.exit_toward(Point::new(110.0, 5.0)), Point::new(20.0, 5.0));
        assert_eq!(rect.exit_toward(Point::new(10.0, -95.0)), Point::new(10.0, 0.0));
        assert_eq!(rect.exit_toward(Point::new(12.0, 5.0)), rect.center());
    }

    #[test]
    fn a_place_along_a_bent_line() {
        let line = [Point::new(0.0, 0.0), Point::new(10.0, 0.0), Point::new(10.0, 10.0)];
        assert_eq!(along(&line, 15.0), (Point::new(10.0, 5.0), Point::new(0.0, 1.0)));
        assert_eq!(along(&line, 99.0).0, Point::new(10.0, 10.0));
        assert!((length(&line) - 20.0).abs() < 1e-12);
        assert!((distance_to_line(Point::new(12.0, 5.0), &line) - 2.0).abs() < 1e-12);
    }
}
