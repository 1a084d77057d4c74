//! What is dragged comes to lie in line with what is near, else on the grid.

use atoll_core::geometry::{Point, Rect};
use atoll_core::model::{ElementId, GRID};

use super::Editor;

/// Within this, in CSS pixels, things come into line.
const REACH: f64 = 6.0;

/// A move that brings things into line.
#[derive(Clone, Debug, Default)]
pub(super) struct Snapped {
    /// How far to move.
    pub(super) by: Point,
    /// The lines that things then lie on, in map units.
    pub(super) guides: Vec<[Point; 2]>,
}

/// Adjusts a move of a rectangle; `is_dragged` are those that move along and so are no measure.
pub(super) fn moved(editor: &Editor, rect: Rect, by: Point, is_dragged: &dyn Fn(ElementId) -> bool) -> Snapped {
    let reach = REACH / editor.camera.zoom;
    let to = rect.moved(by);
    let others = neighbours(editor, is_dragged);
    let x = align([to.x, to.center().x, to.right()], others.iter().map(across_x), reach);
    let y = align([to.y, to.center().y, to.bottom()], others.iter().map(across_y), reach);
    let grid = |from: f64, by: f64| {
        let grid = f64::from(GRID);
        ((from + by) / grid).round() * grid - from
    };
    let by = Point::new(
        x.as_ref().map_or_else(|| grid(rect.x, by.x), |(aside, ..)| by.x + aside),
        y.as_ref().map_or_else(|| grid(rect.y, by.y), |(aside, ..)| by.y + aside),
    );
    let to = rect.moved(by);
    let mut guides = Vec::new();
    if let Some((_, at, index)) = x {
        let all = others[index].union(&to);
        guides.push([Point::new(at, all.y - 16.0), Point::new(at, all.bottom() + 16.0)]);
    }
    if let Some((_, at, index)) = y {
        let all = others[index].union(&to);
        guides.push([Point::new(all.x - 16.0, at), Point::new(all.right() + 16.0, at)]);
    }
    Snapped { by, guides }
}

/// Adjusts a point that is dragged, and the lines that it then lies on.
pub(super) fn point(editor: &Editor, at: Point, is_dragged: &dyn Fn(ElementId) -> bool) -> (Point, Vec<[Point; 2]>) {
    let snapped = moved(editor, Rect::around(at, 0.0, 0.0), Point::default(), is_dragged);
    (at.plus(snapped.by), snapped.guides)
}

/// What is on the screen and does not move along.
fn neighbours(editor: &Editor, is_dragged: &dyn Fn(ElementId) -> bool) -> Vec<Rect> {
    let sight = editor.camera.sight(&editor.viewport);
    let near = editor.map.nodes().filter(|node| sight.overlaps(&node.rect) && !is_dragged(node.id));
    near.map(|node| node.rect).collect()
}

fn across_x(rect: &Rect) -> [f64; 3] {
    [rect.x, rect.center().x, rect.right()]
}

fn across_y(rect: &Rect) -> [f64; 3] {
    [rect.y, rect.center().y, rect.bottom()]
}

/// How far aside brings one of the own lines onto one of the others', where that line is and whose it is.
fn align(own: [f64; 3], others: impl Iterator<Item = [f64; 3]>, reach: f64) -> Option<(f64, f64, usize)> {
    let mut best: Option<(f64, f64, usize)> = None;
    for (index, lines) in others.enumerate() {
        // Edges come into line with edges and middles with middles.
        for (own, other) in own.iter().zip(lines) {
            let aside = other - own;
            if aside.abs() <= reach && best.is_none_or(|(least, ..)| aside.abs() < least.abs()) {
                best = Some((aside, other, index));
            }
        }
    }
    best
}
