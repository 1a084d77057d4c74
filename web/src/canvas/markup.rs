//! What lies above the map, as markup: choices and grips, the rings of a ripple, the buoys of findings.
//!
//! Pure: the editor in, text out. Every text that a person wrote is escaped by the core.

use atoll_core::sorted_map::SortedMap;
use std::fmt::Write as _;

use atoll_core::geometry::{Point, Rect, along, length};
use atoll_core::model::ElementId;
use atoll_core::rule::{Finding, Severity};
use atoll_core::scene::Edge;
use atoll_core::scene::svg::{escape, path};
use atoll_core::simulation::ripple::Ripple;

use crate::editor::{Editor, handles, title_rect};

/// How large a buoy is, in map units.
const BUOY: f64 = 22.0;

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

fn outline(markup: &mut String, editor: &Editor, id: ElementId, class: &str) {
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

/// The isolines of a ripple, one more for each step of heat, and each context's share; in map units.
pub fn heat(editor: &Editor, ripple: &Ripple) -> String {
    let mut markup = String::new();
    for node in editor.sight.nodes(&editor.map) {
        let ElementId::Context(id) = node.id else { continue };
        let Some(reach) = ripple.reach.get(&id) else { continue };
        let is_source = id == ripple.source;
        let rings = if is_source { 4 } else { heat_step(reach.value) / 2 };
        for ring in 0..rings {
            let class = if is_source { "isoline source" } else { "isoline" };
            frame(&mut markup, class, node.rect.inflate(9.0 + 6.0 * ring as f64), 24.0 + 6.0 * ring as f64);
        }
        if heat_step(reach.value) == 0 && !is_source {
            continue;
        }
        let words = if is_source { "change".to_owned() } else { percent(reach.value) };
        let width = 14.0 + words.chars().count() as f64 * 6.6;
        let plate = Rect::around(Point::new(node.rect.center().x, node.rect.y), width, 18.0);
        frame(&mut markup, "share", plate, 9.0);
        let (x, y) = (plate.center().x, plate.center().y + 4.0);
        let _ = write!(markup, "<text class=\"share-text\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escape(&words));
    }
    markup
}

/// What is wrong with one element: how bad it is, how much, and the first finding by its place in the list.
pub struct Marked {
    /// The element.
    pub id: ElementId,
    /// The worst of it.
    pub severity: Severity,
    /// How much.
    pub count: usize,
    /// The first finding.
    pub index: usize,
}

/// The elements that something is wrong with.
pub fn marked(findings: &[Finding]) -> Vec<Marked> {
    let mut by_element: SortedMap<ElementId, Marked> = SortedMap::new();
    for (index, finding) in findings.iter().enumerate() {
        let Some(id) = finding.targets.first().copied() else { continue };
        let first = || Marked { id, severity: finding.severity, count: 0, index };
        let entry = by_element.entry(id).or_insert_with(first);
        entry.severity = entry.severity.max(finding.severity);
        entry.count += 1;
    }
    by_element.into_values().collect()
}

/// A buoy for each element that something is wrong with; its shape tells how bad, its number how much. In map units.
pub fn buoys(editor: &Editor, findings: &[Finding]) -> String {
    let marked = marked(findings);
    let mut plates = plates(editor);
    let mut markup = String::new();
    for Marked { id, severity, count, index } in marked {
        if let Some(at) = buoy_place(editor, id, &plates) {
            plates.push(Rect::around(at, BUOY, BUOY));
            buoy(&mut markup, at, severity, count, index);
        }
    }
    markup
}

/// Everything in sight that can be read: a buoy of a relationship covers none of it.
pub fn plates(editor: &Editor) -> Vec<Rect> {
    let written = editor.sight.edges().iter().flat_map(|edge| edge.chips.iter().chain(&edge.label));
    let titles = editor.map.regions().map(|region| title_rect(region));
    let boxes = editor.sight.nodes(&editor.map).map(|node| node.rect);
    written.map(|chip| chip.rect).chain(titles).chain(boxes).collect()
}

/// Where the buoy of an element lies, in map units.
pub fn buoy_place(editor: &Editor, id: ElementId, plates: &[Rect]) -> Option<Point> {
    match id {
        ElementId::Relationship(id) => match editor.sight.edge(id) {
            Some(edge) => Some(place_beside(edge, plates)),
            // From far it is a straight line.
            None => editor.map.ends(id).map(|[a, b]| a.center().toward(b.center(), 0.5)),
        },
        ElementId::Domain(id) => {
            editor.map.region(id).map(|region| Point::new(region.rect.right() - 8.0, region.rect.y + 8.0))
        }
        id => editor.map.node(id).map(|node| Point::new(node.rect.right() - 6.0, node.rect.y + 4.0)),
    }
}

/// Beside the name of a relationship, or else beside its line, where nothing is written.
fn place_beside(edge: &Edge, plates: &[Rect]) -> Point {
    const BESIDE_NAME: f64 = 14.0;
    const BESIDE_LINE: [f64; 3] = [16.0, 26.0, 38.0];
    const SHARES: [f64; 7] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
    let beside_name = edge.label.iter().flat_map(|label| {
        let (rect, middle) = (label.rect, label.rect.center());
        [
            Point::new(rect.right() + BESIDE_NAME, middle.y),
            Point::new(rect.x - BESIDE_NAME, middle.y),
            Point::new(middle.x, rect.y - BESIDE_NAME),
            Point::new(middle.x, rect.bottom() + BESIDE_NAME),
        ]
    });
    let whole = length(&edge.line);
    let ways = BESIDE_LINE.into_iter().flat_map(|far| SHARES.map(|share| (far, share)));
    let beside_line = ways.flat_map(|(far, share)| {
        let (at, direction) = along(&edge.line, whole * share);
        let aside = Point::new(-direction.y, direction.x).times(far);
        [at.plus(aside), at.minus(aside)]
    });
    let is_free = |at: &Point| {
        let buoy = Rect::around(*at, BUOY, BUOY);
        !plates.iter().any(|plate| plate.overlaps(&buoy))
    };
    let mut places = beside_name.chain(beside_line);
    let first = places.clone().next().unwrap_or_default();
    places.find(is_free).unwrap_or(first)
}

fn buoy(markup: &mut String, at: Point, severity: Severity, count: usize, index: usize) {
    let (x, y) = (at.x, at.y);
    let (class, shape) = match severity {
        Severity::Error => ("error", "M-4.2 -10H4.2L10 -4.2V4.2L4.2 10H-4.2L-10 4.2V-4.2Z"),
        Severity::Warning => ("warning", "M0 -11L11 8.5H-11Z"),
        Severity::Info => ("info", "M-9 0A9 9 0 1 0 9 0A9 9 0 1 0 -9 0Z"),
    };
    let text = if count > 9 { "9+".to_owned() } else { count.to_string() };
    let down = if severity == Severity::Warning { 6.0 } else { 4.0 };
    let _ = write!(
        markup,
        "<g class=\"buoy {class}\" data-finding=\"{index}\" transform=\"translate({x:.1} {y:.1})\">\
         <path d=\"{shape}\"/><text y=\"{down}\">{text}</text></g>"
    );
}

#[cfg(test)]
mod tests {
    use atoll_core::gallery::EXAMPLES;
    use atoll_core::rule;

    use super::*;
    use crate::editor::{Document, Editor};

    fn editor() -> Editor {
        let mut editor = Editor::new(Document::new("test".to_owned(), EXAMPLES[0].landscape(), 1));
        editor.fit_all();
        editor.take_outcome();
        editor
    }

    #[test]
    fn every_finding_that_can_be_shown_on_the_map_has_a_buoy() {
        let editor = editor();
        let findings = rule::check(editor.landscape(), None);
        let markup = buoys(&editor, &findings);
        let elements: atoll_core::sorted_set::SortedSet<_> =
            findings.iter().filter_map(|finding| finding.targets.first()).collect();
        assert_eq!(markup.matches("class=\"buoy").count(), elements.len());
        assert!(markup.contains("buoy error") && markup.contains("buoy warning"));
    }

    #[test]
    fn no_buoy_of_a_relationship_covers_what_is_written() {
        for example in EXAMPLES {
            let mut editor = Editor::new(Document::new("test".to_owned(), example.landscape(), 1));
            editor.fit_all();
            editor.take_outcome();
            let plates = plates(&editor);
            for edge in editor.sight.edges() {
                let at = buoy_place(&editor, edge.id, &plates).expect("a place");
                let buoy = Rect::around(at, 22.0, 22.0);
                let covered = plates.iter().filter(|plate| plate.overlaps(&buoy)).count();
                assert_eq!(covered, 0, "{}: {}", example.name, edge.description);
            }
        }
    }

    #[test]
    fn shares_are_read_at_a_glance() {
        assert_eq!([0.0, 0.004, 0.37, 0.998, 1.0].map(percent), ["0 %", "< 1 %", "37 %", "> 99 %", "100 %"]);
        assert_eq!([0.0, 0.02, 0.1, 0.2, 0.4, 0.6, 0.9].map(heat_step), [0, 1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn the_ripple_marks_its_source_and_what_it_reaches() {
        let mut editor = editor();
        let source = editor.landscape().contexts.keys().nth(1).copied();
        editor.set_ripple(source);
        let landscape = editor.landscape().clone();
        let ripple = editor.ripple.step(&landscape).expect("a ripple");
        let markup = heat(&editor, &ripple);
        assert_eq!(markup.matches(">change<").count(), 1);
        assert!(markup.matches("share-text").count() > 3, "{markup}");
    }
}
