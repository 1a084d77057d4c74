//! Script, markup and formulas in every text of every record, through everything that is written: none of it becomes
//! markup in a picture or a page of words, nor a formula in a table.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test says what it expects")]

use std::collections::BTreeSet;

use atoll_core::command::{self, Place};
use atoll_core::difference::{Difference, Matching, markdown};
use atoll_core::format::native;
use atoll_core::model::{ElementKind, Landscape, Perspective};
use atoll_core::scene::svg;
use atoll_core::simulation::{Request, SIMULATIONS, export};
use atoll_core::theme::Theme;
use atoll_core::view::VIEWS;
use serde_json::Value;

/// Breaks out of texts and attributes, with both signs of quotation, and begins elements that run something.
const MARKUP: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;]]><!--";

/// What a spreadsheet would run.
const FORMULA: &str = "=HYPERLINK(\"http://evil.example\";\"x\")";

/// The file in which every field and word appears, with this in front of every text that may be anything.
fn hostile(text: &str) -> (Landscape, usize) {
    let mut file: Value = serde_json::from_str(include_str!("golden/version-3.atoll.json")).expect("JSON");
    let places = pointers(&file, String::new());
    let mut changed = 0;
    for place in places {
        let before = file.pointer(&place).cloned().expect("a place of the file");
        let Some(old) = before.as_str() else { continue };
        let new = Value::from(format!("{text}{old}"));
        *file.pointer_mut(&place).expect("a place of the file") = new;
        // Identifiers, words of a list and days cannot be anything: they stay as they were.
        if native::parse(&file.to_string()).is_ok() {
            changed += 1;
        } else {
            *file.pointer_mut(&place).expect("a place of the file") = before;
        }
    }
    let mut landscape = native::parse(&file.to_string()).expect("a file that was read before");
    let frames = atoll_core::layout::missing(&landscape, 1.6);
    if !frames.is_empty() {
        command::apply(&mut landscape, &Place { frames }.into()).expect("places");
    }
    (landscape, changed)
}

/// Where the texts of a file are.
fn pointers(value: &Value, at: String) -> Vec<String> {
    match value {
        Value::String(_) => vec![at],
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, item)| pointers(item, format!("{at}/{index}"))).collect()
        }
        Value::Object(fields) => {
            let inside = |(name, value): (&String, &Value)| {
                pointers(value, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")))
            };
            fields.iter().flat_map(inside).collect()
        }
        _ => Vec::new(),
    }
}

/// The names of elements and attributes in a text of markup; fails where it is not well formed.
fn names(markup: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut rest = markup;
    while let Some(begin) = rest.find('<') {
        assert!(!rest[..begin].contains('>'), "a stray > in {:?}", &rest[..begin]);
        let tag = &rest[begin + 1..];
        let mut quoted = false;
        let end = tag.find(|character| {
            quoted ^= character == '"';
            character == '>' && !quoted
        });
        let end = end.expect("every tag ends");
        let (tag, after) = (&tag[..end], &tag[end + 1..]);
        rest = after;
        if tag.starts_with('/') || tag.starts_with('?') {
            continue;
        }
        let mut parts = tag.split('"');
        let head = parts.next().unwrap_or_default();
        let mut words = head.trim_end_matches('/').split_whitespace();
        names.insert(words.next().unwrap_or_default().to_owned());
        let more = words.chain(parts.clone().skip(1).step_by(2).flat_map(str::split_whitespace));
        names.extend(more.filter_map(|word| word.strip_suffix('=')).map(|name| format!("@{name}")));
        for value in parts.step_by(2) {
            assert!(!value.contains('<'), "an attribute with an open tag: {value:?}");
        }
    }
    names
}

/// The ways in which a view looks at a landscape: plainly, and at each thing that it can be about.
fn perspectives(landscape: &Landscape) -> Vec<Perspective> {
    let mut all = vec![Perspective::default()];
    all.extend(landscape.contexts.keys().map(|id| Perspective { context: Some(*id), ..Perspective::default() }));
    all.extend(landscape.stories.keys().map(|id| Perspective { story: Some(*id), ..Perspective::default() }));
    all.extend(landscape.perspectives.values().map(|perspective| perspective.as_ref().clone()));
    all
}

#[test]
fn no_text_of_any_record_becomes_markup_in_any_picture() {
    let (landscape, changed) = hostile(MARKUP);
    assert!(changed > 100, "only {changed} texts of the file were changed");
    let mut seen = BTreeSet::new();
    let mut is_shown = false;
    for perspective in perspectives(&landscape) {
        for view in VIEWS {
            let scene = (view.build)(&landscape, &Perspective { view: view.kind, ..perspective.clone() });
            for theme in [Theme::Light, Theme::Dark] {
                let picture = svg::document(&scene, &landscape.header.name, theme);
                is_shown |= picture.contains("&lt;script&gt;");
                seen.extend(names(&picture));
            }
        }
    }
    assert!(is_shown, "no picture shows any of the texts");
    let runs = |name: &String| {
        ["script", "img", "foreignObject", "iframe", "object", "a", "animate", "set"].contains(&name.as_str())
            || name.starts_with("@on")
            || name.contains("href")
    };
    let running: Vec<&String> = seen.iter().filter(|name| runs(name)).collect();
    assert!(running.is_empty(), "{running:?} among {seen:?}");
}

#[test]
fn a_native_file_keeps_every_text_as_it_is_and_reads_it_back() {
    for text in [MARKUP, FORMULA, "\u{0}\u{1}\u{7f}\u{202e}\u{2028}\u{feff}"] {
        let (landscape, changed) = hostile(text);
        assert!(changed > 100, "{changed}");
        let written = native::write(&landscape);
        assert_eq!(native::parse(&written).expect("what was written"), landscape);
        serde_json::from_str::<Value>(&written).expect("JSON");
    }
}

#[test]
fn no_text_becomes_markup_where_a_difference_is_told() {
    let (before, _) = hostile(MARKUP);
    let (after, _) = hostile(&format!("{MARKUP}{MARKUP}"));
    let matching = Matching::by_identifiers(&before, &after);
    let told = markdown(&Difference::of(&before, &after, &matching, None));
    let bare = told.match_indices('<').filter(|(at, _)| !told[..*at].ends_with('\\')).count();
    assert!(told.contains("\\<script\\>") && bare == 0, "{told}");
}

#[test]
fn no_text_becomes_a_formula_in_any_table() {
    let mut cells = 0;
    for formula in [FORMULA, "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "a;=1"] {
        let (landscape, _) = hostile(formula);
        for simulation in SIMULATIONS {
            let about =
                simulation.asks_of.iter().flat_map(|kind: &ElementKind| landscape.ids_of(*kind).into_iter().take(2));
            for request in about.map(Request::about).chain([Request::default()]) {
                let Ok(report) = (simulation.estimate)(&landscape, &request) else { continue };
                for cell in read(&export::csv(&report)) {
                    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
                    assert!(!is_formula, "{}: {cell:?}", simulation.code);
                    cells += usize::from(cell.contains(formula.trim()));
                }
            }
        }
    }
    assert!(cells > 0, "no table holds any of the texts");
}

/// The cells of comma-separated values, of those that divide at semicolons and tabs as well.
fn read(text: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for character in text.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' | ';' | '\n' if !quoted => cells.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            other => cell.push(other),
        }
    }
    cells
}
