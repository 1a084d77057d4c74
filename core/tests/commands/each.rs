//! One command at a time: what it says it does is what it does, and taking that back leaves nothing behind.

use std::collections::BTreeSet;

use atoll_core::change::Changes;
use atoll_core::command::{Command, apply};
use atoll_core::format::native;
use atoll_core::model::ElementKind;

use super::{drawn, start};

#[test]
fn every_kind_of_command_and_of_edit_is_done_and_taken_back() {
    let (mut done, mut refused) = (BTreeSet::new(), 0);
    for seed in 0..160 {
        let (mut landscape, mut random) = start(seed);
        for step in 0..150 {
            let command: Command = drawn::command(&mut random, &landscape);
            let told = format!("seed {seed}, step {step}: {command:?}");
            let before = landscape.clone();
            match apply(&mut landscape, &command) {
                Ok(changes) => {
                    done.insert(kind(&command));
                    assert_eq!(changes, Changes::between(&before, &landscape), "{told}");
                    let mut back = landscape.clone();
                    back.apply(&changes.invert());
                    assert_eq!(back, before, "{told}");
                    assert_eq!(native::write(&back), native::write(&before), "{told}");
                    back.apply(&changes);
                    assert_eq!(back, landscape, "{told}");
                }
                Err(reason) => {
                    refused += 1;
                    assert_eq!(landscape, before, "{told}");
                    let reason = reason.to_string();
                    assert!(reason.len() > 10 && reason.ends_with('.'), "{told}: {reason}");
                }
            }
            let written = serde_json::to_string(&command).expect("a command can be written");
            let read: Command = serde_json::from_str(&written).expect("a command can be read");
            assert_eq!(read, command, "{told}");
            assert_eq!(read.changes(&before), command.changes(&before), "{told}");
        }
    }
    let fields = |kind: &ElementKind| {
        let key = kind.key();
        kind.specs().iter().map(move |spec| format!("set {key}.{}", spec.name))
    };
    let simple = ["add", "place", "remove", "restore", "batch"].map(str::to_owned);
    let all: BTreeSet<String> = ElementKind::ALL.iter().flat_map(fields).chain(simple).collect();
    assert_eq!(done, all, "every kind that there is was done at least once");
    assert!(refused > 100, "only {refused} commands were refused");
}

/// Which kind of command it is and, of an edit, which field it is about.
fn kind(command: &Command) -> String {
    match command {
        Command::Add(_) => "add".to_owned(),
        Command::Set(set) => format!("set {}.{}", set.id.kind().key(), set.field),
        Command::Place(_) => "place".to_owned(),
        Command::Remove(_) => "remove".to_owned(),
        Command::Restore(_) => "restore".to_owned(),
        Command::Batch(_) => "batch".to_owned(),
    }
}
