//! Going back and forth in the past of a landscape.

use super::*;
use atoll_core::protocol::Revision;
use atoll_core::timeline::{Entry, Timeline};

/// The history of a day of many people: contexts are moved, renamed, added and removed.
fn entries(base: &Landscape, count: u64) -> Vec<Entry> {
    let ids: Vec<ContextId> = base.contexts.keys().copied().collect();
    let command = |place: u64| -> Command {
        let id = ids[place as usize * 7 % ids.len()];
        match place % 3 {
            0 => Place { frames: [(id.into(), Frame::new(place as i32, 0, 176, 88))].into_iter().collect() }.into(),
            1 => EditContext { id, edit: ContextEdit::Name(format!("Name {place}")) }.into(),
            _ => EditContext { id, edit: ContextEdit::Purpose(format!("Purpose {place}")) }.into(),
        }
    };
    let entry = |place| Entry {
        revision: Revision(place + 1),
        at: chrono::DateTime::from_timestamp(place as i64, 0).expect("a time"),
        by: None,
        command: command(place),
    };
    (0..count).map(entry).collect()
}

fn whole(contexts: usize, count: u64) -> Timeline {
    let base = synthetic::landscape(contexts);
    let entries = entries(&base, count);
    let mut timeline = Timeline::new(base, Revision(0));
    timeline.extend(entries).expect("no gap");
    timeline
}

/// Reading 10,000 lines of a log: what is waited for when the history is opened.
#[divan::bench(args = [60, LARGE], sample_count = 5)]
fn of_ten_thousand_revisions(bencher: Bencher<'_, '_>, contexts: usize) {
    let base = synthetic::landscape(contexts);
    let entries = entries(&base, 10_000);
    bencher.bench_local(|| {
        let mut timeline = Timeline::new(base.clone(), Revision(0));
        timeline.extend(black_box(entries.clone())).expect("no gap");
        timeline
    });
}

/// Scrubbing: any of 10,000 revisions.
#[divan::bench(args = [60, LARGE])]
fn at_any_of_ten_thousand(bencher: Bencher<'_, '_>, contexts: usize) {
    let timeline = whole(contexts, 10_000);
    let mut revision = 0;
    bencher.bench_local(|| {
        revision = (revision + 4_001) % 10_000;
        timeline.at(black_box(Revision(revision)))
    });
}
