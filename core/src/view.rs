//! Landscape in, scene out: one view a file, and the list of them.

pub mod bounded_context_canvas;
pub mod context_map;

use crate::model::Landscape;
use crate::scene::Scene;

/// Every view, in the order that menus show them.
pub const VIEWS: [&View; 1] = [&context_map::VIEW];

/// What menus and exports need to know of a view.
#[derive(Debug)]
pub struct View {
    /// Its short name: `context-map`.
    pub code: &'static str,
    /// What menus call it.
    pub name: &'static str,
    /// Builds its scene from scratch.
    pub build: fn(&Landscape) -> Scene,
}
