//! Whatever can be drawn, broken or imported can be measured, and twice measured is the same.

use std::path::Path;

use atoll_core::format::{self, Source};
use atoll_core::gallery::EXAMPLES;
use atoll_core::graph::Graph;
use atoll_core::measure::{self, Measures};
use atoll_core::model::{IdSource, Landscape};
use atoll_core::random::Random;

use crate::{corpus, drawn};

/// Measures twice; every figure is one.
fn measured(landscape: &Landscape, what: &str) -> Measures {
    let measures = measure::compute(landscape, &Graph::of(landscape));
    assert_eq!(measures, measure::compute(landscape, &Graph::of(landscape)), "{what}");
    let of_contexts = measures.contexts.iter().flat_map(|(_, readings)| readings);
    let of_teams = measures.teams.iter().flat_map(|(_, readings)| readings);
    for reading in measures.overall.iter().chain(of_contexts).chain(of_teams) {
        let is_fine = reading.value.is_none_or(|value| value.is_finite() && value >= 0.0);
        assert!(is_fine && !reading.text.is_empty(), "{what}: {reading:?}");
    }
    measures
}

#[test]
fn whatever_is_drawn_is_measured() {
    for seed in 0..60 {
        let mut random = Random::keyed(&[seed, 7]);
        let start = EXAMPLES[seed as usize % EXAMPLES.len()].landscape();
        measured(&drawn::grown(start, &mut random, 40), &format!("seed {seed}"));
    }
}

#[test]
fn records_that_name_what_is_not_there_are_measured() {
    for seed in 0..60 {
        let mut random = Random::keyed(&[seed, 8]);
        let mut landscape = Landscape::default();
        for _ in 0..60 {
            let record = drawn::record(&mut random, &landscape);
            landscape = Landscape::from_records(landscape.records().chain([record]).collect::<Vec<_>>());
        }
        measured(&landscape, &format!("seed {seed}"));
    }
}

#[test]
fn every_file_of_the_corpus_is_measured() {
    let Some(folder) = corpus::corpus() else {
        return;
    };
    let entries = std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("readable").path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|it| it == "cml")).collect();
    files.sort();
    let mut contexts = 0;
    for file in &files {
        let text = std::fs::read_to_string(file).expect("readable");
        let name = file.to_string_lossy();
        let resolve = |path: &str| std::fs::read_to_string(Path::new(path)).ok();
        let source = Source { path: &name, text: &text, resolve: &resolve };
        let import = format::import(&source, &mut IdSource::new(0)).expect("a Context Mapper file");
        contexts += measured(&import.landscape(), &name).contexts.len();
    }
    assert!(files.len() >= 20 && contexts > 80, "{} files, {contexts} contexts", files.len());
}
