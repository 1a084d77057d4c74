//! Everything on a map that was laid out by itself can be read: boxes lie apart, lines run round what they do not join,
//! and badges, names and titles cover nothing.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "support/corpus.rs"]
mod corpus;
#[path = "picture/covering.rs"]
mod covering;

use std::path::Path;

use atoll_core::command::{Place, apply};
use atoll_core::format::{Source, context_mapper};
use atoll_core::gallery::EXAMPLES;
use atoll_core::layout;
use atoll_core::model::{IdSource, Landscape};
use atoll_core::view::context_map;

/// Width over height of a wide screen, of a window, of half a screen and of a telephone.
const ASPECTS: [f64; 4] = [2.2, 1.5, 0.9, 0.46];

/// Imports a file of a folder.
fn import(folder: &str, name: &str) -> Landscape {
    let read = |path: &str| std::fs::read_to_string(Path::new(folder).join(path)).ok();
    let text = read(name).unwrap_or_else(|| panic!("{folder}/{name} is not there"));
    let read = context_mapper::FORMAT.import.expect("the format can be read");
    let resolve = |path: &str| std::fs::read_to_string(Path::new(folder).join(path)).ok();
    let source = Source { path: name, text: &text, resolve: &resolve };
    read(&source, &mut IdSource::new(0)).unwrap_or_else(|error| panic!("{name}: {error}")).landscape()
}

fn fixtures() -> [Landscape; 2] {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/picture");
    ["brewery.cml", "brewery-teams.cml"].map(|name| import(folder, name))
}

/// What lies on what, over all windows, once the landscape is laid out.
fn covered(landscape: &Landscape, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for aspect in ASPECTS {
        let mut arranged = landscape.clone();
        let frames = layout::arrange(landscape, aspect);
        apply(&mut arranged, &Place { frames }.into()).expect("everything is there");
        let scene = context_map::build(&arranged);
        found.extend(covering::covered(&scene).into_iter().map(|what| format!("{name} at {aspect}: {what}")));
    }
    found
}

fn assert_readable(found: &[String]) {
    assert!(found.is_empty(), "{} times:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_fixtures_can_be_read() {
    let [brewery, teams] = fixtures();
    assert_eq!((brewery.contexts.len(), brewery.relationships.len()), (10, 12));
    assert_eq!((teams.teams_on_map().count(), teams.relationships.len()), (5, 9));
    assert_readable(&covered(&brewery, "brewery"));
    assert_readable(&covered(&teams, "brewery-teams"));
}

#[test]
fn the_examples_can_be_read_where_they_are_and_laid_out_anew() {
    for example in EXAMPLES {
        let landscape = example.landscape();
        assert_readable(&covering::covered(&context_map::build(&landscape)));
        assert_readable(&covered(&landscape, example.code));
    }
}

#[test]
fn real_maps_can_be_read() {
    let Some(corpus) = corpus::corpus() else { return };
    let mut names: Vec<String> = std::fs::read_dir(&corpus)
        .expect("readable")
        .map(|entry| entry.expect("readable").file_name().to_str().expect("in Unicode").to_owned())
        .filter(|name| name.ends_with(".cml"))
        .collect();
    names.sort();
    assert!(names.len() > 20, "only {} files are in {corpus}", names.len());
    let found: Vec<String> = names.iter().flat_map(|name| covered(&import(&corpus, name), name)).collect();
    assert_readable(&found);
}
