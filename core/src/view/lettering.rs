//! Words that several views write in the same way: names, numbers of things, sentences, and what is said where there is
//! nothing to show.

use crate::geometry::Point;
use crate::model::{ElementId, Landscape};
use crate::scene::Scene;
use crate::scene::figure::{Figure, Look, Outline, Tone};
use crate::text::wrapped;

/// The height of a line over its font size.
pub(super) const LEADING: f64 = 1.4;

/// How wide the sentence of an empty view runs, in map units.
const SENTENCE: f64 = 420.0;

/// What a view calls an element.
pub(super) fn named(landscape: &Landscape, id: impl Into<ElementId>) -> String {
    let name = landscape.name(id.into());
    if name.trim().is_empty() { "Unnamed".to_owned() } else { name }
}

/// So many of something: `1 context`, `3 contexts`.
pub(super) fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// A figure of sentences in lines of at most this width, the first line's base at this place.
pub(super) fn paragraph(tone: Tone, text: &str, at: Point, size: f64, room: f64) -> Figure {
    let mut figure = Figure::scenery(Outline::None, Look::Card).described(text);
    for (index, line) in wrapped(text, size, room, usize::MAX).into_iter().enumerate() {
        figure = figure.saying(tone, line, Point::new(at.x, at.y + size * LEADING * index as f64), size);
    }
    figure
}

/// The scene with a sentence above it, where there is something to tell besides.
pub(super) fn telling(mut scene: Scene, words: Option<&str>) -> Scene {
    let sentence = words.map(|words| super::told(words, scene.bounds()));
    scene.figures.extend(sentence);
    scene
}

/// What is shown where there is nothing to show: a heading, and how to get something.
pub(super) fn told(heading: &str, way_out: &str) -> Scene {
    let title = Figure::scenery(Outline::None, Look::Card).saying(Tone::Heading, heading, Point::new(0.0, 0.0), 16.0);
    let sentence = paragraph(Tone::Name, way_out, Point::new(0.0, 28.0), 13.0, SENTENCE);
    Scene { figures: vec![title, sentence], ..Scene::default() }
}
