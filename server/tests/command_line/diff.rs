//! `atoll diff`, and `docs/guide/scenarios.md`: what stands between its marks is what the program prints.
//!
//! With `ATOLL_WRITE_DOCS=1` in the environment the test writes the file instead of comparing it.

use atoll_core::command::{Add, Command, Set, apply, rename};
use atoll_core::format::native;
use atoll_core::model::{
    ContextId, DomainId, Landscape, RelationshipId, RelationshipKind, Scenario, ScenarioId, SubdomainId, TeamId,
};
use atoll_core::scenario::add_step;
use serde_json::Value;

use crate::program::{Place, insurer};

const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/guide/scenarios.md");

/// The day on which everything here is checked.
const TODAY: &str = "2026-06-15";

fn owned_by(team: &str) -> Command {
    let billing: ContextId = "c9".parse().unwrap();
    Set::new(billing, "owners", &vec![team.parse::<TeamId>().unwrap()]).into()
}

/// A scenario of these steps.
fn plan(landscape: &mut Landscape, number: u64, name: &str, steps: Vec<(&str, Command)>) {
    let id = ScenarioId::new(number);
    let scenario = Scenario { id, name: name.to_owned(), ..Scenario::default() };
    apply(landscape, &Add::new(scenario).into()).unwrap();
    for (label, command) in steps {
        let step = add_step(landscape, id, label, &command).unwrap();
        apply(landscape, &step).unwrap();
    }
}

/// The insurer with two scenarios.
fn planned() -> Landscape {
    let mut landscape = insurer();
    let money: SubdomainId = "sm".parse().unwrap();
    let insurance: DomainId = "d1".parse().unwrap();
    let kernel: RelationshipId = "r18".parse().unwrap();
    let steps = vec![
        ("Give billing to the policy crew", owned_by("t1l")),
        ("Count money as insurance", Set::new(money, "domain", &insurance).into()),
        ("End the shared kernel", Set::new(kernel, "kind", &RelationshipKind::UpstreamDownstream).into()),
    ];
    plan(&mut landscape, 0x9001, "Clear borders", steps);
    plan(&mut landscape, 0x9002, "Platform first", vec![("Give billing to the platform", owned_by("t1p"))]);
    landscape
}

fn place() -> Place {
    let place = Place::new();
    place.write("before.atoll.json", native::write(&insurer()));
    place.write("harbour.atoll.json", native::write(&planned()));
    let mut moved = planned();
    apply(&mut moved, &owned_by("t1p")).unwrap();
    place.write("moved.atoll.json", native::write(&moved));
    let mut renamed = insurer();
    apply(&mut renamed, &rename("c9".parse().unwrap(), "Money".to_owned())).unwrap();
    place.write("renamed.atoll.json", native::write(&renamed));
    let mut after = insurer();
    apply(&mut after, &owned_by("t1l")).unwrap();
    place.write("after.atoll.json", native::write(&after));
    place
}

#[test]
fn two_files_are_compared_and_what_is_asked_for_makes_the_exit_code() {
    let place = place();
    let ended = place.call(&["diff", "before.atoll.json", "after.atoll.json", "--today", TODAY]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    for line in [
        "before.atoll.json → after.atoll.json",
        "  ~ changed Billing and collections",
        "      Owning team: nothing → Policy crew",
    ] {
        assert!(ended.out.lines().any(|it| it == line), "{line}: {}", ended.out);
    }
    assert!(ended.out.contains("  * gone warning context-without-owner:"), "{}", ended.out);
    for (fail_on, code) in [("difference", 1), ("new-findings", 0), ("conflicts", 0)] {
        let ended = place.call(&["diff", "before.atoll.json", "renamed.atoll.json", "--fail-on", fail_on]);
        assert_eq!(ended.code, code, "{fail_on}");
    }
    let back = place.call(&["diff", "after.atoll.json", "before.atoll.json", "--fail-on", "new-findings"]);
    assert_eq!(back.code, 1);
    let same = place.call(&["diff", "after.atoll.json", "after.atoll.json", "--fail-on", "difference"]);
    assert_eq!((same.code, same.out.ends_with("\nNothing differs.\n")), (0, true), "{}", same.out);
}

#[test]
fn programs_get_one_object_of_documented_shape() {
    let place = place();
    let ended = place.call(&["diff", "before.atoll.json", "after.atoll.json", "--format", "json", "--today", TODAY]);
    let object: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(ended.out.lines().count(), 1);
    assert_eq!(object["matched"], "identifiers");
    let element = &object["difference"]["elements"][0];
    assert_eq!((element["kind"].as_str(), element["id"].as_str()), (Some("context"), Some("c9")));
    assert_eq!(element["status"], "changed");
    let field = &element["fields"][0];
    assert_eq!(
        (&field["name"], &field["before"], &field["after"]),
        (&"owners".into(), &"".into(), &"Policy crew".into())
    );
    assert_eq!(field["to"], serde_json::json!(["t1l"]));
    assert_eq!(object["difference"]["findings"]["gone"][0]["code"], "context-without-owner");
    assert_eq!(object["difference"]["counts"]["changed"], 1);

    let arguments = ["diff", "moved.atoll.json", "--scenario", "Clear borders", "--roadmap", "--format", "json"];
    let ended = place.call(&[&arguments[..], &["--fail-on", "conflicts"]].concat());
    let object: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(ended.code, 1);
    assert_eq!(object["conflicts"][0]["choices"], serde_json::json!(["Keep the base's", "Keep the scenario's"]));
    assert_eq!(object["steps"].as_array().unwrap().len(), 3);
    let roadmap = object["roadmap"].as_array().unwrap();
    assert_eq!((roadmap.len(), &roadmap[0]["label"]), (4, &Value::from("As it is")));
    assert!(roadmap[3]["measures"]["propagation-cost"].is_number());

    let ended = place.call(&["diff", "harbour.atoll.json", "--format", "json"]);
    let object: Value = serde_json::from_str(&ended.out).unwrap();
    let names: Vec<&Value> = object["scenarios"].as_array().unwrap().iter().map(|it| &it["name"]).collect();
    assert_eq!(names, ["As it is", "Clear borders", "Platform first"]);
}

#[test]
fn a_scenario_that_is_not_there_is_told_with_those_that_are() {
    let place = place();
    for (arguments, told) in [
        (&["diff", "harbour.atoll.json", "--scenario", "Clear"][..], "It has “Clear borders”, “Platform first”."),
        (&["diff", "before.atoll.json", "--scenario", "Clear"], "It holds none."),
        (&["diff", "before.atoll.json"], "There is no scenario in this file."),
        (&["diff", "before.atoll.json", "missing.atoll.json"], "There is no such file."),
        (&["diff", "before.atoll.json", "after.atoll.json", "--scenario", "Clear"], "--help"),
        (&["diff", "harbour.atoll.json", "--roadmap"], "--help"),
    ] {
        let ended = place.call(arguments);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ended.err.contains(told), "{arguments:?}: {}", ended.err);
    }
}

#[test]
fn maps_of_what_is_and_is_to_be_are_matched_by_name() {
    let place = Place::new();
    let map = |state: &str, first: &str| {
        format!(
            "ContextMap M {{ state = {state}\n contains {first} A, B\n A [U]->[D] B\n}}\nBoundedContext {}\nBoundedContext A\nBoundedContext B\n",
            first.trim_end_matches(',')
        )
    };
    place.write("as-is.cml", map("AS_IS", "C,"));
    place.write("to-be.cml", map("TO_BE", "New,").replace("A [U]->[D] B", "A [U,OHS]->[D] B"));
    let ended = place.call(&["diff", "as-is.cml", "to-be.cml"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    for line in
        ["  - removed C", "  + added New", "  ~ changed A → B", "      Upstream roles: nothing → open host service"]
    {
        assert!(ended.out.lines().any(|it| it == line), "{line}: {}", ended.out);
    }
    place.write("broken.cml", "BoundedContext A\nBoundedContext {{{{\n");
    let ended = place.call(&["diff", "as-is.cml", "broken.cml"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("broken.cml:2") && ended.out.contains("removed B"), "{ended:?}");
}

#[test]
fn the_guide_shows_what_the_program_prints() {
    let place = place();
    let said = |arguments: &[&str]| {
        let ended = place.call(&[&["diff"], arguments, &["--today", TODAY]].concat());
        assert_eq!(ended.err, "");
        ended.out
    };
    let scenario = ["--scenario", "Clear borders"];
    let told = said(&[&["harbour.atoll.json"], &scenario[..]].concat());
    let roadmap = said(&[&["harbour.atoll.json"], &scenario[..], &["--roadmap"]].concat());
    let roadmap = &roadmap[roadmap.find("Roadmap\n").unwrap()..];
    let moved = said(&[&["moved.atoll.json"], &scenario[..]].concat());
    let conflict: String = moved.lines().take(2).map(|line| format!("{line}\n")).collect();
    let markdown = said(&["before.atoll.json", "after.atoll.json", "--format", "markdown"]);

    let written = std::fs::read_to_string(GUIDE).unwrap();
    let mut expected = written.clone();
    for (name, block) in [
        ("scenario", indented(&told)),
        ("roadmap", indented(roadmap)),
        ("conflict", indented(&conflict)),
        ("side by side", indented(&said(&["harbour.atoll.json"]))),
        ("files", indented(&said(&["before.atoll.json", "after.atoll.json"]))),
        ("markdown", indented(&markdown)),
    ] {
        expected = replaced(&expected, name, &block);
    }
    if std::env::var_os("ATOLL_WRITE_DOCS").is_some() {
        std::fs::write(GUIDE, &expected).unwrap();
        return;
    }
    let differs = written.lines().zip(expected.lines()).find(|(written, expected)| written != expected);
    assert!(
        written == expected,
        "docs/guide/scenarios.md is out of date: run this test once with ATOLL_WRITE_DOCS=1. First difference: {differs:?}"
    );
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}

/// The text with what stands between the marks of a block replaced.
fn replaced(text: &str, name: &str, block: &str) -> String {
    let mark = format!("<!-- generated: {name} -->\n");
    let (before, rest) = text.split_once(&mark).unwrap_or_else(|| panic!("there is no block {name}"));
    let (_, after) = rest.split_once("<!-- end -->").expect("the block ends");
    format!("{before}{mark}\n{block}\n<!-- end -->{after}")
}
