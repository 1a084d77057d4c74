//! What is written is read back, and written again it is the same text.

use std::collections::BTreeSet;

use atoll_core::format::native;
use atoll_core::gallery::{EXAMPLES, synthetic};
use atoll_core::model::{ElementId, Landscape};
use atoll_core::random::Random;

use super::drawn;

fn check(landscape: &Landscape, told: &str) {
    let text = native::write(landscape);
    let read = native::parse(&text).unwrap_or_else(|error| panic!("{told}: {error}\n{text}"));
    assert_eq!(&read, landscape, "{told}");
    assert_eq!(native::write(&read), text, "{told}");
    // One record a line: what changes in one record changes one line.
    let records = landscape.records().count();
    assert_eq!(text.lines().filter(|line| line.contains("{\"")).count(), records, "{told}");
}

#[test]
fn what_is_written_is_read_back() {
    check(&Landscape::default(), "nothing");
    check(&synthetic::landscape(60), "synthetic");
    for example in EXAMPLES {
        check(&example.landscape(), example.code);
    }
    for seed in 0..150 {
        let mut random = Random::keyed(&[seed, 0xf11e]);
        let landscape = EXAMPLES[random.below(EXAMPLES.len())].landscape();
        let steps = random.below(120);
        check(&drawn::grown(landscape, &mut random, steps), &format!("seed {seed}"));
    }
}

#[test]
fn the_order_in_which_a_landscape_came_about_leaves_no_trace() {
    for seed in 0..20 {
        let mut random = Random::keyed(&[seed, 0x0dd]);
        let landscape = drawn::grown(EXAMPLES[0].landscape(), &mut random, 40);
        let mut records: Vec<_> = landscape.records().collect();
        for index in (1..records.len()).rev() {
            records.swap(index, random.below(index + 1));
        }
        assert_eq!(native::write(&Landscape::from_records(records)), native::write(&landscape), "seed {seed}");
    }
}

#[test]
fn numbers_come_back_to_the_last_bit() {
    let mut random = Random::new(9);
    for _ in 0..2_000 {
        let number = f64::from_bits(random.bits());
        if !number.is_finite() {
            continue;
        }
        let mut landscape = Landscape::default();
        std::sync::Arc::make_mut(&mut landscape.header).assumptions.insert("ripple.ud.to_upstream".to_owned(), number);
        let read = native::parse(&native::write(&landscape)).expect("a number");
        assert_eq!(read.header.assumptions["ripple.ud.to_upstream"].to_bits(), number.to_bits());
    }
}

#[test]
fn an_identifier_that_is_used_twice_is_told() {
    let text = native::write(&EXAMPLES[0].landscape());
    let line = text.lines().find(|line| line.starts_with("  {\"id\":\"c3\"")).expect("a context");
    let twice = text.replacen(line, &format!("{line}\n{line}"), 1);
    let import = (native::FORMAT.import.expect("readable"))(
        &atoll_core::format::Source::alone("twice.atoll.json", &twice),
        &mut atoll_core::model::IdSource::new(0),
    );
    let import = import.expect("still a landscape");
    assert_eq!(import.landscape(), EXAMPLES[0].landscape());
    assert!(import.is_broken() && import.notes.len() == 1 && import.notes[0].message.contains("c3"), "{import:?}");
    let ids: BTreeSet<ElementId> = import.records.iter().map(|record| record.id()).collect();
    assert_eq!(ids.len(), import.records.len());
}
