//! What a timeline says of a few lines that were written by hand.

use super::*;
use crate::command::{Add, Batch, Place, Remove, Set, rename};
use crate::model::{Aggregate, AggregateId, BoundedContext, ContextId, ElementId, Frame};

/// Somebody of this name.
fn person(name: &str) -> Option<Person> {
    Some(Person { id: name.to_lowercase(), name: name.to_owned() })
}

/// A context to be added.
fn context(id: u64, name: &str) -> Command {
    Add { record: BoundedContext { id: ContextId::new(id), name: name.to_owned(), ..BoundedContext::default() }.into() }
        .into()
}

/// The timeline of these commands, each with who did it and at which minute.
fn timeline(lines: Vec<(&str, i64, Command)>) -> Timeline {
    let mut timeline = Timeline::new(Landscape::default(), Revision(10));
    let entries = lines.into_iter().zip(11..).map(|((by, minute, command), revision)| Entry {
        revision: Revision(revision),
        at: DateTime::from_timestamp(minute * 60, 0).expect("a time"),
        by: person(by),
        command,
    });
    timeline.extend(entries).expect("no gap");
    timeline
}

fn words(lines: Vec<Command>) -> Vec<String> {
    let timeline = timeline(lines.into_iter().map(|command| ("Ann", 0, command)).collect());
    timeline.steps().iter().map(|step| step.words.clone()).collect()
}

#[test]
fn each_step_says_what_was_done() {
    let id = ElementId::from(ContextId::new(1));
    let frames = [(id, Frame::new(0, 0, 100, 50))].into_iter().collect();
    let part = Aggregate {
        id: AggregateId::new(1),
        name: "Order".to_owned(),
        context: ContextId::new(1),
        ..Aggregate::default()
    };
    let said = words(vec![
        context(1, "Sales"),
        rename(id, "Orders".to_owned()),
        Set::new(id, "purpose", &"Takes\norders".to_owned()).into(),
        Set::new(id, "purpose", &String::new()).into(),
        Place { frames }.into(),
        Batch { commands: vec![context(2, "A"), context(3, "B"), context(4, "")] }.into(),
        Add { record: part.into() }.into(),
        Remove { elements: [id].into() }.into(),
        Remove { elements: [id].into() }.into(),
        rename(ElementId::Header, "Shop".to_owned()),
        rename(ContextId::new(4).into(), "C".to_owned()),
    ]);
    let expected = [
        "added the context Sales",
        "renamed the context Sales to Orders",
        "set the purpose of the context Orders to Takes orders",
        "took the purpose off the context Orders",
        "moved the context Orders",
        "added 3 contexts",
        "added the aggregate Order",
        "removed the context Orders and the aggregate Order",
        words::REFUSED,
        "named the landscape Shop",
        "named a context C",
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_sitting_ends_with_another_person_or_a_pause() {
    let by = |name, minute, id| (name, minute, context(id, "A"));
    let timeline = timeline(vec![
        by("Ann", 0, 1),
        by("Ann", 9, 2),
        by("Ann", 19, 3),
        by("Ben", 20, 4),
        by("Ann", 21, 5),
        by("Ann", 20, 6),
    ]);
    let sittings: Vec<(String, u64, u64)> =
        timeline.sittings().into_iter().map(|it| (it.by.expect("a person").name, it.first.0, it.last.0)).collect();
    let expected = [("Ann", 11, 12), ("Ann", 13, 13), ("Ben", 14, 14), ("Ann", 15, 16)];
    assert_eq!(sittings, expected.map(|(name, first, last)| (name.to_owned(), first, last)));
    let did: Vec<(String, usize, usize)> =
        timeline.contributions().into_iter().map(|it| (it.by.expect("a person").name, it.steps, it.added)).collect();
    assert_eq!(did, [("Ann".to_owned(), 5, 5), ("Ben".to_owned(), 1, 1)]);
}

#[test]
fn what_happened_to_an_element_is_found_with_what_it_holds() {
    let part = Aggregate {
        id: AggregateId::new(1),
        name: "Order".to_owned(),
        context: ContextId::new(1),
        ..Aggregate::default()
    };
    let timeline = timeline(vec![
        ("Ann", 0, context(1, "Sales")),
        ("Ann", 0, context(2, "Billing")),
        ("Ann", 0, Add { record: part.into() }.into()),
        ("Ann", 0, rename(ContextId::new(2).into(), "Invoices".to_owned())),
    ]);
    let about = |id: u64| -> Vec<u64> {
        let steps = timeline.steps().iter().filter(|step| step.is_about(ContextId::new(id).into()));
        steps.map(|step| step.revision.0).collect()
    };
    assert_eq!((about(1), about(2)), (vec![11, 13], vec![12, 14]));
}

#[test]
fn a_gap_is_refused_and_what_is_not_known_is_the_nearest_that_is() {
    let mut timeline = timeline(vec![("Ann", 0, context(1, "Sales")), ("Ann", 0, context(2, "Billing"))]);
    let at = DateTime::from_timestamp(0, 0).expect("a time");
    let entry = Entry { revision: Revision(14), at, by: None, command: context(3, "C") };
    assert_eq!(timeline.push(entry), Err(Gap { expected: Revision(13), found: Revision(14) }));
    let contexts = |revision: u64| timeline.at(Revision(revision)).contexts.len();
    assert_eq!([3, 10, 11, 12, 99].map(contexts), [0, 0, 1, 2, 2]);
    assert!(timeline.has(Revision(10)) && !timeline.has(Revision(9)) && !timeline.has(Revision(13)));
    assert_eq!(timeline.step(Revision(10)), None);
    assert_eq!(timeline.step(Revision(12)).map(|step| step.revision), Some(Revision(12)));
    let mut kept = timeline.clone();
    kept.keep(Revision(4), timeline.at(Revision(12)));
    assert_eq!(kept.at(Revision(4)), *timeline.newest());
}
