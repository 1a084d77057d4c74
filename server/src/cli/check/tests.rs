//! What a report says of landscapes that no file of ours looks like.

use atoll_core::format::{Import, Note, NoteKind};
use atoll_core::model::{ContextId, ElementId};
use atoll_core::sketch::Sketch;

use super::*;

fn report(sketch: &Sketch, notes: Vec<Note>) -> Report {
    let records = sketch.landscape.records().collect();
    Report::on("maps/shop.cml".to_owned(), Import { records, notes, on_map: Some(3) }, today())
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 15).unwrap()
}

fn note(kind: NoteKind, file: Option<&str>, line: u32) -> Note {
    Note { kind, file: file.map(str::to_owned), line, column: 4, message: "Says \u{1b}why.".to_owned() }
}

fn shop() -> (Sketch, ContextId, ContextId) {
    let mut sketch = Sketch::new();
    let [cart, nameless] = ["Cart", ""].map(|name| sketch.context(name));
    sketch.flow(cart, nameless);
    (sketch, cart, nameless)
}

#[test]
fn elements_are_called_by_their_names() {
    let (sketch, cart, nameless) = shop();
    let report = report(&sketch, Vec::new());
    assert_eq!(report.called(cart.into()), "Cart");
    assert_eq!(report.called(nameless.into()), nameless.to_string());
    let relationship = *report.landscape.relationships.keys().next().unwrap();
    assert_eq!(report.called(relationship.into()), format!("Cart → {nameless}"));
    assert_eq!(report.called(ElementId::Header), "landscape");
}

#[test]
fn the_worst_of_a_file_is_its_end() {
    let (sketch, ..) = shop();
    let whole = report(&sketch, vec![note(NoteKind::Held, None, 1), note(NoteKind::Changed, None, 2)]);
    assert_eq!(whole.findings.iter().map(|finding| finding.severity).max(), Some(Severity::Warning));
    assert_eq!(
        [Severity::Error, Severity::Warning, Severity::Info].map(|deny| whole.end(deny)),
        [End::Well, End::Found, End::Found]
    );
    let broken = report(&sketch, vec![note(NoteKind::NotUnderstood, None, 1)]);
    assert_eq!(broken.end(Severity::Error), End::Failed);
}

#[test]
fn people_get_lines_that_are_aligned_and_harmless() {
    let (sketch, ..) = shop();
    let notes = vec![note(NoteKind::Held, None, 12), note(NoteKind::NotUnderstood, Some("maps/base.cml"), 3)];
    let text = text::spell(&report(&sketch, notes), Colours(false));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "maps/shop.cml");
    assert_eq!(lines[1], "  maps/shop.cml:12:4  kept            Says \u{fffd}why.");
    assert_eq!(lines[2], "  maps/base.cml:3:4   not understood  Says \u{fffd}why.");
    assert!(lines.iter().any(|line| line.starts_with("  warning  nameless-element")), "{text}");
    let last = "  3 on the map, 2 contexts, 0 teams, 1 relationship, 0 subdomains, 0 aggregates: 1 warning";
    assert!(lines.last().unwrap().starts_with(last), "{text}");
}

#[test]
fn programs_get_one_object() {
    let (sketch, ..) = shop();
    let notes = vec![note(NoteKind::Held, None, 12), note(NoteKind::NotUnderstood, Some("maps/base.cml"), 3)];
    let line = json::spell(&report(&sketch, notes), None);
    assert!(line.ends_with('\n') && line.matches('\n').count() == 1, "{line}");
    let object: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(object["file"], "maps/shop.cml");
    assert_eq!(
        object["summary"],
        serde_json::json!({ "contexts": 3, "relationships": 1, "teams": 0, "subdomains": 0, "aggregates": 0 })
    );
    assert_eq!(
        object["unsupported"],
        serde_json::json!([
            { "line": 12, "column": 4, "message": "Says \u{1b}why." },
            { "line": 3, "column": 4, "message": "maps/base.cml: Says \u{1b}why." },
        ])
    );
}
