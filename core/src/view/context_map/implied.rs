//! Dependencies through contexts that are not shown, and what has to be told of what is.

use crate::geometry::grid::Grid;
use crate::geometry::route::route;
use crate::geometry::{Point, Rect};
use crate::model::{ElementId, Landscape};
use crate::scene::Scene;
use crate::scene::figure::{Figure, Look, Outline};
use crate::view::narrowing::Narrowed;
use crate::view::told;

/// An arrow for each implied dependency, round the boxes, and the sentence that has to be told, above everything.
pub(super) fn figures(landscape: &Landscape, narrowed: &Narrowed<'_>, scene: &Scene) -> Vec<Figure> {
    let grid = Grid::new(scene.nodes.iter().map(|node| node.rect).collect());
    let place = |id: ElementId| scene.nodes.iter().position(|node| node.id == id);
    let arrow = |it: &crate::view::narrowing::Implied| {
        let (from, to) = (place(it.consumer.into())?, place(it.supplier.into())?);
        let mut line = route(&grid, from, to).points;
        clip(&mut line, grid.rect(from), grid.rect(to));
        let mut figure = Figure::of(it.consumer, Outline::Arrow(line), Look::DependencyImplied);
        figure.ids.push(it.supplier.into());
        Some(figure.described(it.description(landscape)))
    };
    let sentence = narrowed.told.as_ref().map(|words| told(words, scene.bounds()));
    narrowed.implied.iter().filter_map(arrow).chain(sentence).collect()
}

/// Cuts a line that runs from middle to middle at the two boxes.
fn clip(line: &mut [Point], from: Rect, to: Rect) {
    if let [first, second, ..] = line {
        *first = from.exit_toward(*second);
    }
    if let [.., before, last] = line {
        *last = to.exit_toward(*before);
    }
}
