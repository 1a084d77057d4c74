//! `atoll check`

use std::process::Stdio;

use atoll_core::format::native;
use atoll_core::gallery::EXAMPLES;
use atoll_core::model::{ContextId, Landscape};
use atoll_core::rule::{self, Severity};
use atoll_core::sketch::Sketch;
use serde_json::Value;

use crate::program::{Place, insurer};

fn objects(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// A context that is related to itself: an error.
fn contradictory() -> Landscape {
    let mut sketch = Sketch::new();
    let cart = sketch.context("Cart");
    sketch.flow(cart, cart);
    sketch.landscape
}

/// Nothing to find.
fn calm() -> Landscape {
    pair("Stock")
}

/// A context without a name: a warning and nothing worse.
fn untidy() -> Landscape {
    pair("")
}

fn pair(name: &str) -> Landscape {
    let mut sketch = Sketch::new();
    let [cart, other]: [ContextId; 2] = ["Cart", name].map(|name| sketch.context(name));
    sketch.flow(cart, other);
    sketch.landscape
}

#[test]
fn every_example_is_reported_in_json() {
    let place = Place::new();
    for example in EXAMPLES {
        let (landscape, name) = (example.landscape(), format!("{}.atoll.json", example.code));
        place.write(&name, native::write(&landscape));
        let ended = place.call(&["check", &name, "--format", "json", "--today", "2026-06-15"]);
        let findings = rule::check(&landscape, atoll_core::model::date("2026-06-15"));
        let worst = findings.iter().map(|finding| finding.severity).max();
        assert_eq!((ended.code, ended.err.as_str()), (i32::from(worst == Some(Severity::Error)), ""), "{name}");
        let [object] = &objects(&ended.out)[..] else { panic!("{}", ended.out) };
        let keys: Vec<&String> = object.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["file", "findings", "score", "summary", "unsupported"]);
        assert_eq!(object["file"], Value::from(name));
        let boxes = landscape.contexts.len() + landscape.teams.len();
        assert_eq!(object["summary"]["contexts"], Value::from(boxes));
        assert_eq!(object["summary"]["relationships"], Value::from(landscape.relationships.len()));
        assert_eq!(object["unsupported"], Value::Array(Vec::new()));
        let found = object["findings"].as_array().unwrap();
        assert_eq!(found.len(), findings.len());
        for (object, finding) in found.iter().zip(&findings) {
            assert_eq!(object["code"], finding.code);
            assert_eq!(object["severity"], Value::from(finding.severity.to_string()));
            assert_eq!(object["message"], Value::from(finding.message.as_str()));
            assert_eq!(object["targets"].as_array().unwrap().len(), finding.targets.len());
            assert!(object["targets"].as_array().unwrap().iter().all(Value::is_string));
        }
    }
}

#[test]
fn denied_severities_make_the_exit_code() {
    let place = Place::new();
    place.write("calm.atoll.json", native::write(&calm()));
    place.write("untidy.atoll.json", native::write(&untidy()));
    place.write("contradictory.atoll.json", native::write(&contradictory()));
    for (file, deny, code) in [
        ("calm.atoll.json", "info", 0),
        ("untidy.atoll.json", "error", 0),
        ("untidy.atoll.json", "warning", 1),
        ("untidy.atoll.json", "info", 1),
        ("contradictory.atoll.json", "error", 1),
    ] {
        for format in ["text", "json"] {
            let ended = place.call(&["check", "--deny", deny, "--format", format, file]);
            assert_eq!((ended.code, ended.err.as_str()), (code, ""), "{file} {deny} {}", ended.out);
        }
    }
    assert_eq!(place.call(&["check", "contradictory.atoll.json"]).code, 1);
}

#[test]
fn several_files_have_one_object_each_and_the_worst_end() {
    let place = Place::with_insurer();
    place.write("calm.atoll.json", native::write(&calm()));
    place.write("contradictory.atoll.json", native::write(&contradictory()));
    place.write(
        "latin.atoll.json",
        b"{\"format\": \"atoll\", \"version\": 1, \"landscape\": {\"name\": \"Z\xfcrich\"}}",
    );
    place.write("cut.atoll.json", "{\"format\": \"atoll\",\n \"version\": 1, \"teams\": [");
    place.write("notes.txt", "Just some text.");
    place.write("newer.atoll.json", "{\"format\": \"atoll\", \"version\": 99}");
    std::fs::create_dir(place.folder.path().join("maps")).unwrap();
    let files = [
        "calm.atoll.json",
        "missing.atoll.json",
        "contradictory.atoll.json",
        "latin.atoll.json",
        "cut.atoll.json",
        "maps",
        "notes.txt",
        "newer.atoll.json",
        "insurer.atoll.json",
    ];
    let mut arguments = vec!["check", "--format", "json"];
    arguments.extend(files);
    let ended = place.call(&arguments);
    assert_eq!(ended.code, 2);
    let read: Vec<String> = objects(&ended.out).iter().map(|o| o["file"].as_str().unwrap().to_owned()).collect();
    assert_eq!(read, ["calm.atoll.json", "contradictory.atoll.json", "insurer.atoll.json"]);
    for (file, word) in [
        ("missing.atoll.json", "no such file"),
        ("latin.atoll.json", "not UTF-8 text from byte 58 on"),
        ("cut.atoll.json", "Line 2"),
        ("maps", "This is a folder"),
        ("notes.txt", "no file that Atoll can read"),
        ("newer.atoll.json", "newer Atoll"),
    ] {
        let lines: Vec<&str> = ended.err.lines().filter(|line| line.starts_with(&format!("{file}: "))).collect();
        assert!(lines.len() == 1 && lines[0].contains(word) && lines[0].ends_with('.'), "{file}: {}", ended.err);
    }
    assert_eq!(ended.err.lines().count(), 6, "{}", ended.err);
    assert_eq!(place.call(&["check", "missing.atoll.json"]).out, "");
    assert_eq!(place.call(&["check", "--deny", "info", "insurer.atoll.json", "missing.atoll.json"]).code, 2);
}

#[test]
fn what_was_understood_of_a_broken_file_is_still_reported() {
    let place = Place::new();
    let twice = r#"{"format": "atoll", "version": 1, "teams": [{"id": "t1", "name": "A"}, {"id": "t1", "name": "B"}]}"#;
    place.write("twice.atoll.json", twice);
    let ended = place.call(&["check", "--format", "json", "twice.atoll.json"]);
    assert_eq!(ended.code, 2);
    let object = &objects(&ended.out)[0];
    assert_eq!(object["summary"]["teams"], 1);
    let message = "The identifier t1 is used twice; only the first record is kept.";
    assert_eq!(object["unsupported"], serde_json::json!([{ "line": 1, "column": 1, "message": message }]));
    assert_eq!(ended.err, format!("twice.atoll.json:1:1: not understood: {message}\n"));

    let ended = place.call(&["check", "twice.atoll.json"]);
    assert_eq!((ended.code, ended.err.as_str()), (2, ""));
    assert!(ended.out.contains(&format!("  twice.atoll.json:1:1  not understood  {message}\n")), "{}", ended.out);
}

#[test]
fn people_get_lines_without_colours_unless_on_a_terminal() {
    let place = Place::with_insurer();
    place.write("calm.atoll.json", format!("\u{feff}{}", native::write(&calm())));
    let ended = place.call(&["check", "calm.atoll.json", "insurer.atoll.json"]);
    assert!(!ended.out.contains('\u{1b}'), "{}", ended.out);
    let calm = "calm.atoll.json\n  2 contexts, 0 teams, 1 relationship, 0 subdomains, 0 aggregates: nothing found\n";
    assert!(ended.out.starts_with(calm), "{}", ended.out);
    let findings = rule::check(&insurer(), None);
    for finding in &findings {
        let line = ended.out.lines().find(|line| line.ends_with(&finding.message));
        assert!(line.is_some_and(|line| line.contains(finding.code)), "{finding:?}");
    }
    assert_eq!(ended.out.lines().count(), 2 + 2 + findings.len());
}

#[test]
fn nobody_has_to_read_to_the_end() {
    let place = Place::with_insurer();
    let mut child = place.command(&["check", "insurer.atoll.json"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let code = place.call(&["check", "insurer.atoll.json"]).code;
    assert_eq!(child.wait().unwrap().code(), Some(code));
}
