//! The buoys of findings: what is marked, where on the map, and in which shape.
//!
//! Pure: the editor and findings in, places and markup out.

use std::fmt::Write as _;

use atoll_core::geometry::{Point, Rect, along, length};
use atoll_core::model::ElementId;
use atoll_core::rule::{Finding, Severity, Standing};
use atoll_core::scene::Edge;
use atoll_core::sorted_map::SortedMap;

use crate::editor::{Editor, title_rect};

/// How large a buoy is, in map units.
const BUOY: f64 = 22.0;

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
    /// Nothing of it is new since the baseline.
    pub is_known: bool,
}

/// The elements that something is wrong with.
pub fn marked(findings: &[Finding]) -> Vec<Marked> {
    let mut by_element: SortedMap<ElementId, Marked> = SortedMap::new();
    for (index, finding) in findings.iter().enumerate() {
        let Some(id) = finding.targets.first().copied() else { continue };
        let is_known = match finding.standing {
            Standing::Open => false,
            Standing::Known => true,
            Standing::Accepted(_) => continue,
        };
        let first = || Marked { id, severity: finding.severity, count: 0, index, is_known };
        let entry = by_element.entry(id).or_insert_with(first);
        if entry.is_known && !is_known {
            // What is open counts; what is known shows where nothing else is.
            *entry = first();
        }
        if entry.is_known == is_known {
            entry.severity = entry.severity.max(finding.severity);
            entry.count += 1;
        }
    }
    by_element.into_values().collect()
}

/// A buoy for each element that something is wrong with; its shape tells how bad, its number how much. In map units.
pub fn markup(editor: &Editor, findings: &[Finding]) -> String {
    let mut markup = String::new();
    for (at, Marked { severity, count, index, is_known, .. }) in placed(editor, findings, plates(editor)) {
        let Look { name, outline, down } = look(severity);
        let (x, y, path, text) = (at.x, at.y, outline_path(outline), counted(count));
        let known = if is_known { " known" } else { "" };
        let _ = write!(
            markup,
            "<g class=\"buoy {name}{known}\" data-finding=\"{index}\" transform=\"translate({x:.1} {y:.1})\">\
             <path d=\"{path}\"/><text y=\"{down}\">{text}</text></g>"
        );
    }
    markup
}

/// Where each buoy lies, in map units: off these plates, and those of relationships off each other.
pub fn placed(editor: &Editor, findings: &[Finding], mut plates: Vec<Rect>) -> Vec<(Point, Marked)> {
    let place = |marked: Marked| {
        let at = place(editor, marked.id, &plates)?;
        plates.push(Rect::around(at, BUOY, BUOY));
        Some((at, marked))
    };
    marked(findings).into_iter().filter_map(place).collect()
}

/// How many there are, as a buoy says it.
pub fn counted(count: usize) -> String {
    if count > 9 { "9+".to_owned() } else { count.to_string() }
}

/// How a buoy is drawn around its middle, in map units; on the page and in the raster alike.
pub struct Look {
    /// Its class, and its colour.
    pub name: &'static str,
    /// Its edge.
    pub outline: Outline,
    /// How far below the middle its number stands.
    pub down: f64,
}

/// The edge of a buoy.
#[derive(Clone, Copy)]
pub enum Outline {
    /// From corner to corner.
    Corners(&'static [(f64, f64)]),
    /// A circle of this radius.
    Circle(f64),
}

/// The octagon of a stop sign, the triangle of a warning sign, a circle.
pub fn look(severity: Severity) -> Look {
    const LOW: f64 = 4.2;
    const OCTAGON: [(f64, f64); 8] = [
        (-LOW, -10.0),
        (LOW, -10.0),
        (10.0, -LOW),
        (10.0, LOW),
        (LOW, 10.0),
        (-LOW, 10.0),
        (-10.0, LOW),
        (-10.0, -LOW),
    ];
    const TRIANGLE: [(f64, f64); 3] = [(0.0, -11.0), (11.0, 8.5), (-11.0, 8.5)];
    match severity {
        Severity::Error => Look { name: "error", outline: Outline::Corners(&OCTAGON), down: 4.0 },
        Severity::Warning => Look { name: "warning", outline: Outline::Corners(&TRIANGLE), down: 6.0 },
        Severity::Info => Look { name: "info", outline: Outline::Circle(9.0), down: 4.0 },
    }
}

/// The path of an edge.
pub fn outline_path(outline: Outline) -> String {
    match outline {
        Outline::Corners(corners) => {
            let points: Vec<String> = corners.iter().map(|(x, y)| format!("{x} {y}")).collect();
            format!("M{}Z", points.join("L"))
        }
        Outline::Circle(radius) => {
            format!("M-{radius} 0A{radius} {radius} 0 1 0 {radius} 0A{radius} {radius} 0 1 0 -{radius} 0Z")
        }
    }
}

/// Everything in sight that can be read: a buoy of a relationship covers none of it.
pub fn plates(editor: &Editor) -> Vec<Rect> {
    let written = editor.sight.edges().iter().flat_map(|edge| edge.chips.iter().chain(&edge.label));
    let titles = editor.map.regions().map(|region| title_rect(region));
    let boxes = editor.sight.nodes(&editor.map).map(|node| node.rect);
    written.map(|chip| chip.rect).chain(titles).chain(boxes).collect()
}

/// Where the buoy of an element lies, in map units.
fn place(editor: &Editor, id: ElementId, plates: &[Rect]) -> Option<Point> {
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

#[cfg(test)]
mod tests {
    use atoll_core::gallery::EXAMPLES;
    use atoll_core::rule;

    use super::*;
    use crate::editor::Document;

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
        let markup = markup(&editor, &findings);
        let elements: atoll_core::sorted_set::SortedSet<_> =
            findings.iter().filter_map(|finding| finding.targets.first()).collect();
        assert_eq!(markup.matches("class=\"buoy").count(), elements.len());
        assert!(markup.contains("buoy error") && markup.contains("buoy warning"));
    }

    #[test]
    fn what_is_accepted_has_no_buoy_and_what_is_known_a_hollow_one() {
        let editor = editor();
        let mut findings = rule::check(editor.landscape(), None);
        findings.iter_mut().for_each(|finding| finding.standing = Standing::Known);
        let known = marked(&findings);
        assert!(!known.is_empty() && known.iter().all(|marked| marked.is_known));
        assert!(markup(&editor, &findings).contains(" known\""));
        // One that is open beside known ones counts alone.
        let first = findings[0].clone();
        findings.push(Finding { standing: Standing::Open, ..first.clone() });
        let open = marked(&findings).into_iter().find(|marked| marked.id == first.targets[0]).expect("marked");
        assert_eq!((open.is_known, open.count, open.index), (false, 1, findings.len() - 1));
        let accepted = Standing::Accepted(atoll_core::model::AcceptanceId::new(1));
        findings.iter_mut().for_each(|finding| finding.standing = accepted);
        assert_eq!(markup(&editor, &findings), "");
    }

    #[test]
    fn no_buoy_of_a_relationship_covers_what_is_written() {
        for example in EXAMPLES {
            let mut editor = Editor::new(Document::new("test".to_owned(), example.landscape(), 1));
            editor.fit_all();
            editor.take_outcome();
            let plates = plates(&editor);
            for edge in editor.sight.edges() {
                let at = place(&editor, edge.id, &plates).expect("a place");
                let buoy = Rect::around(at, BUOY, BUOY);
                let covered = plates.iter().filter(|plate| plate.overlaps(&buoy)).count();
                assert_eq!(covered, 0, "{}: {}", example.name, edge.description);
            }
        }
    }

    #[test]
    fn the_path_of_a_shape_goes_round_its_corners() {
        assert_eq!(outline_path(look(Severity::Warning).outline), "M0 -11L11 8.5L-11 8.5Z");
        assert_eq!(outline_path(look(Severity::Info).outline), "M-9 0A9 9 0 1 0 9 0A9 9 0 1 0 -9 0Z");
        assert_eq!([3, 9, 10].map(counted), ["3", "9", "9+"]);
    }
}
