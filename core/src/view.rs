//! Landscape in, scene out: one view a file, and the list of them.

pub mod bounded_context_canvas;
pub mod comparison;
pub mod context_map;
pub mod core_domain_chart;
pub mod domain_landscape;
pub mod evolution_chart;
mod lettering;
pub mod matrix;
pub mod message_flow;
pub mod narrowing;
pub mod onion;
mod plot;
pub mod team_api;
pub mod teams;
mod ways;

use crate::geometry::{Point, Rect};
use crate::model::{Landscape, Perspective, ViewKind};
use crate::scene::Scene;
use crate::scene::figure::{Figure, Look, Tone};

/// Every view, in the order that menus show them.
pub const VIEWS: [&View; 8] = [
    &context_map::VIEW,
    &domain_landscape::VIEW,
    &teams::VIEW,
    &matrix::VIEW,
    &onion::VIEW,
    &core_domain_chart::VIEW,
    &evolution_chart::VIEW,
    &message_flow::VIEW,
];

/// What menus and exports need to know of a view.
#[derive(Debug)]
pub struct View {
    /// How records name it.
    pub kind: ViewKind,
    /// Its short name: `context-map`.
    pub code: &'static str,
    /// What menus call it.
    pub name: &'static str,
    /// The question that it answers.
    pub question: &'static str,
    /// What a perspective can say of it.
    pub knobs: &'static [Knob],
    /// What its figures mean, for its legend: those of the map itself are in the map's legend.
    pub marks: &'static [(Look, &'static str)],
    /// Builds its scene from scratch.
    pub build: fn(&Landscape, &Perspective) -> Scene,
}

/// What a perspective can say of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knob {
    /// What is looked at, how far and which way.
    Focus,
    /// What is left out.
    Hidden,
    /// What contexts are drawn together as, and which groups are one box.
    Grouping,
    /// The context whose inside is shown.
    Context,
    /// The story that is told.
    Story,
    /// People can put things where they want them.
    Places,
}

/// The view of this kind.
pub fn view(kind: ViewKind) -> &'static View {
    VIEWS.iter().find(|view| view.kind == kind).copied().unwrap_or(&context_map::VIEW)
}

/// A sentence above everything else that a view shows: why it shows no more.
fn told(words: &str, shown: Option<Rect>) -> Figure {
    const SIZE: f64 = 15.0;
    let at = shown.map_or(Point::new(0.0, 0.0), |shown| Point::new(shown.x, shown.y - 2.0 * SIZE));
    Figure::default().saying(Tone::Name, words, at, SIZE).described(words)
}
