//! What holds of every refactoring: on its own example, on the examples of the gallery, on landscapes that random
//! commands made, and against Context Mapper's own examples of before and after.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/drawn.rs"]
mod drawn;

#[path = "refactorings/any.rs"]
mod any;
#[path = "refactorings/golden.rs"]
mod golden;
#[path = "refactorings/guide.rs"]
mod guide;
#[path = "refactorings/helping.rs"]
mod helping;
#[path = "refactorings/oracle.rs"]
mod oracle;
#[path = "refactorings/parts.rs"]
mod parts;

use atoll_core::change::Changes;
use atoll_core::command::apply;
use atoll_core::format::native;
use atoll_core::model::{ElementId, IdSource, Landscape};
use atoll_core::refactoring::{self, Answers, Refactoring, Refusal};
use atoll_core::sketch::Sketch;

/// Does a refactoring, and makes sure that it can be undone to the last byte; the changes that it made.
fn refactor(
    refactoring: &Refactoring,
    landscape: &mut Landscape,
    selection: &[ElementId],
    answers: &Answers,
) -> Result<Changes, Refusal> {
    let before = native::write(landscape);
    let mut ids = IdSource::after(landscape, 1);
    let command = refactoring::command(refactoring, landscape, selection, answers, &mut ids)?;
    let changes = apply(landscape, &command).expect("what is planned applies");
    let mut back = landscape.clone();
    back.apply(&changes.invert());
    assert_eq!(native::write(&back), before, "{} cannot be undone", refactoring.code);
    Ok(changes)
}

/// The example of a refactoring: the landscape, the selection, the answers.
fn example(refactoring: &Refactoring) -> (Landscape, Vec<ElementId>, Answers) {
    let mut sketch = Sketch::new();
    let (selection, answers) = (refactoring.example)(&mut sketch);
    (sketch.landscape, selection, answers)
}

/// The references that lead nowhere, each with who holds it.
fn dangling(landscape: &Landscape) -> Vec<(ElementId, ElementId)> {
    let of_record = |record: atoll_core::model::Record| {
        let named = record.references().into_iter().filter(|id| !landscape.contains(*id));
        named.map(|id| (record.id(), id)).collect::<Vec<_>>()
    };
    landscape.records().flat_map(of_record).collect()
}
