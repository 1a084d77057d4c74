//! One command at a time: what it says it does is what it does, and taking that back leaves nothing behind.

use std::collections::{BTreeMap, BTreeSet};

use atoll_core::change::Changes;
use atoll_core::command::{Command, apply};
use atoll_core::format::native;
use serde_json::Value;

use super::{drawn, start};

#[test]
fn every_kind_of_command_and_of_edit_is_done_and_taken_back() {
    let mut met = BTreeMap::new();
    let (mut done, mut refused) = (BTreeSet::new(), 0);
    for seed in 0..40 {
        let (mut landscape, mut random) = start(seed);
        for step in 0..150 {
            let command: Command = drawn::value(&mut random, &landscape, &mut met);
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
    let edits = met.iter().filter(|(name, _)| name.ends_with("Edit")).flat_map(|(name, fields)| {
        let command = format!("edit_{}", name.trim_end_matches("Edit").to_lowercase());
        fields.iter().map(move |field| format!("{command}.{field}"))
    });
    let simple = met["Command"].iter().filter(|kind| !kind.starts_with("edit_")).map(|kind| (*kind).to_owned());
    let all: BTreeSet<String> = edits.chain(simple).collect();
    assert_eq!(done, all, "every kind that there is was done at least once");
    assert!(refused > 100, "only {refused} commands were refused");
}

/// Which kind of command it is and, of an edit, which field it is about.
fn kind(command: &Command) -> String {
    let written = serde_json::to_value(command).expect("a command can be written");
    let first = |value: &Value| value.as_object().and_then(|fields| fields.keys().next().cloned());
    let name = first(&written).expect("a command has a name");
    match first(&written[&name]["edit"]).or_else(|| written[&name]["edit"].as_str().map(str::to_owned)) {
        Some(field) => format!("{name}.{field}"),
        None => name,
    }
}
