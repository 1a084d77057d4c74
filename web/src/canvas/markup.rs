//! What lies above the map, as markup: choices and grips, the rings of a ripple.
//!
//! Pure: the editor in, text out. Every text that a person wrote is escaped by the core.

use std::fmt::Write as _;

use atoll_core::geometry::{Point, Rect};
use atoll_core::model::ElementId;
use atoll_core::scene::Scene;
use atoll_core::scene::figure::Outline;
use atoll_core::scene::svg::{escape, path};

use crate::editor::{Editor, handles};
use crate::session::Warmth;

/// Of more chosen elements than this only those in sight matter to the eye.
const CHOSEN_LIMIT: usize = 300;

/// What is chosen, what is under the pointer, grips and what is being dragged; in CSS pixels.
pub fn overlay(editor: &Editor) -> String {
    let mut markup = String::new();
    for id in editor.selection.iter().take(CHOSEN_LIMIT) {
        outline(&mut markup, editor, *id, "chosen");
    }
    if let Some(id) = editor.hover.filter(|id| !editor.selection.contains(id)) {
        outline(&mut markup, editor, id, "under-pointer");
    }
    preview(&mut markup, editor);
    let grips = handles(editor);
    for (_, _, at) in &grips.corners {
        let _ = write!(
            markup,
            "<rect class=\"grip\" x=\"{:.1}\" y=\"{:.1}\" width=\"9\" height=\"9\" rx=\"2\"/>",
            at.x - 4.5,
            at.y - 4.5
        );
    }
    for (_, at) in &grips.ports {
        let _ = write!(markup, "<circle class=\"port\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"5\"/>", at.x, at.y);
    }
    for (_, _, at) in &grips.ends {
        let _ = write!(markup, "<circle class=\"grip\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"6\"/>", at.x, at.y);
    }
    markup
}

/// Of an element that a view shows more often than this, the first places are marked.
const PLACES_LIMIT: usize = 60;

/// What is marked in a view beside the map: every place of an element, lines along their course.
fn outline_in_view(markup: &mut String, editor: &Editor, scene: &Scene, id: ElementId, class: &str) {
    let mut along = |line: &[Point]| {
        let line: Vec<Point> = line.iter().map(|point| editor.camera.screen_from_map(*point)).collect();
        let _ = write!(markup, "<path class=\"{class} line\" d=\"{}\"/>", path(&line));
    };
    scene.edges.iter().filter(|edge| edge.id == id).for_each(|edge| along(&edge.line));
    let mut boxes: Vec<Rect> = scene.nodes.iter().filter(|node| node.id == id).map(|node| node.rect).collect();
    for figure in scene.figures.iter().filter(|figure| figure.ids.contains(&id)).take(PLACES_LIMIT) {
        match &figure.outline {
            Outline::Line(line) | Outline::Arrow(line) => along(line),
            _ => boxes.extend(figure.bounds()),
        }
    }
    for rect in boxes {
        frame(markup, class, editor.camera.screen_rect(rect).inflate(3.0), 8.0);
    }
}

fn outline(markup: &mut String, editor: &Editor, id: ElementId, class: &str) {
    if let Some(stage) = &editor.stage {
        return outline_in_view(markup, editor, &stage.scene, id, class);
    }
    if let ElementId::Relationship(id) = id {
        let line: Vec<Point> = match editor.sight.edge(id) {
            Some(edge) => edge.line.clone(),
            None => editor.map.ends(id).map(|ends| ends.map(|rect| rect.center()).to_vec()).unwrap_or_default(),
        };
        let line: Vec<Point> = line.into_iter().map(|point| editor.camera.screen_from_map(point)).collect();
        let _ = write!(markup, "<path class=\"{class} line\" d=\"{}\"/>", path(&line));
        return;
    }
    if let Some(rect) = editor.rect_of(id) {
        let outside = if matches!(id, ElementId::Domain(_)) { 2.0 } else { 4.0 };
        frame(markup, class, editor.camera.screen_rect(rect).inflate(outside), 16.0 * editor.camera.zoom.min(1.2));
    }
}

fn preview(markup: &mut String, editor: &Editor) {
    let preview = editor.preview();
    for guide in &preview.guides {
        let [a, b] = guide.map(|point| editor.camera.screen_from_map(point));
        let _ = write!(markup, "<path class=\"guide\" d=\"M{:.1} {:.1}L{:.1} {:.1}\"/>", a.x, a.y, b.x, b.y);
    }
    for rect in preview.copies.iter().take(CHOSEN_LIMIT) {
        frame(markup, "drawn", editor.camera.screen_rect(*rect), 14.0 * editor.camera.zoom.min(1.2));
    }
    if let Some(rect) = preview.frame {
        frame(markup, "drawn", editor.camera.screen_rect(rect), 6.0);
    }
    for id in preview.target.iter().chain(&preview.home) {
        outline(markup, editor, *id, "target");
    }
    if let Some(line) = preview.line {
        let [a, b] = line.map(|point| editor.camera.screen_from_map(point));
        let _ = write!(markup, "<path class=\"drawn line\" d=\"M{:.1} {:.1}L{:.1} {:.1}\"/>", a.x, a.y, b.x, b.y);
        let _ = write!(markup, "<circle class=\"port\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\"/>", b.x, b.y);
    }
}

fn frame(markup: &mut String, class: &str, rect: Rect, radius: f64) {
    let _ = write!(
        markup,
        "<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{radius:.1}\"/>",
        rect.x, rect.y, rect.width, rect.height
    );
}

/// From hardly to certainly, as the step of a scale of six; 0 for what a ripple does not reach.
pub fn heat_step(probability: f64) -> usize {
    const STEPS: [f64; 6] = [0.005, 0.05, 0.15, 0.3, 0.5, 0.75];
    STEPS.iter().filter(|least| probability >= **least).count()
}

/// A share in percent, as exact as it is worth to be read.
pub fn percent(share: f64) -> String {
    match share * 100.0 {
        value if value <= 0.0 => "0 %".to_owned(),
        value if value < 1.0 => "< 1 %".to_owned(),
        value if (99.5..100.0).contains(&value) => "> 99 %".to_owned(),
        value => format!("{value:.0} %"),
    }
}

/// Isolines, one more for each step of heat, and what is said of each element; in map units.
pub fn heat(editor: &Editor, warmth: &Warmth) -> String {
    let mut markup = String::new();
    for node in editor.sight.nodes(&editor.map) {
        let Some((share, words)) = warmth.of.get(&node.id) else { continue };
        let is_source = warmth.source == Some(node.id);
        let rings = if is_source { 4 } else { heat_step(*share) / 2 };
        for ring in 0..rings {
            let class = if is_source { "isoline source" } else { "isoline" };
            frame(&mut markup, class, node.rect.inflate(9.0 + 6.0 * ring as f64), 24.0 + 6.0 * ring as f64);
        }
        if heat_step(*share) == 0 && !is_source {
            continue;
        }
        let width = 14.0 + words.chars().count() as f64 * 6.6;
        let plate = Rect::around(Point::new(node.rect.center().x, node.rect.y), width, 18.0);
        frame(&mut markup, "share", plate, 9.0);
        let (x, y) = (plate.center().x, plate.center().y + 4.0);
        let _ = write!(markup, "<text class=\"share-text\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escape(words));
    }
    markup
}

#[cfg(test)]
mod tests {
    use atoll_core::gallery::EXAMPLES;

    use super::*;
    use crate::editor::{Document, Editor};

    fn editor() -> Editor {
        let mut editor = Editor::new(Document::new("test".to_owned(), EXAMPLES[0].landscape(), 1));
        editor.fit_all();
        editor.take_outcome();
        editor
    }

    #[test]
    fn shares_are_read_at_a_glance() {
        assert_eq!([0.0, 0.004, 0.37, 0.998, 1.0].map(percent), ["0 %", "< 1 %", "37 %", "> 99 %", "100 %"]);
        assert_eq!([0.0, 0.02, 0.1, 0.2, 0.4, 0.6, 0.9].map(heat_step), [0, 1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn heat_marks_its_source_and_what_it_reaches() {
        let editor = editor();
        let ids: Vec<ElementId> = editor.landscape().contexts.keys().take(6).map(|id| (*id).into()).collect();
        let words = |number: usize| if number == 0 { "change".to_owned() } else { percent(0.4) };
        let of = ids.iter().enumerate().map(|(number, id)| (*id, (0.4, words(number)))).collect();
        let markup = heat(&editor, &Warmth { source: ids.first().copied(), of });
        assert_eq!(markup.matches(">change<").count(), 1);
        assert!(markup.matches("share-text").count() > 3, "{markup}");
    }
}
