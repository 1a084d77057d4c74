//! `atoll measure`

use atoll_core::gallery::EXAMPLES;
use atoll_core::graph::Graph;
use atoll_core::measure::{self, Reading};
use serde_json::Value;

use crate::program::{Place, insurer};

fn is_same(object: &Value, readings: &[Reading]) {
    assert_eq!(object.as_object().unwrap().len(), readings.len());
    for reading in readings {
        assert_eq!(object[reading.key]["value"], Value::from(reading.value), "{}", reading.key);
        assert_eq!(object[reading.key]["text"], Value::from(reading.text.as_str()));
    }
}

#[test]
fn every_example_is_measured_in_json() {
    let place = Place::new();
    for example in EXAMPLES {
        let (landscape, name) = (example.landscape(), format!("{}.atoll.json", example.code));
        place.write(&name, atoll_core::format::native::write(&landscape));
        let ended = place.call(&["measure", "--format", "json", &name]);
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{name}");
        let object: Value = serde_json::from_str(&ended.out).unwrap();
        let keys: Vec<&String> = object.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["contexts", "file", "landscape", "teams"]);
        assert_eq!(object["file"], Value::from(name));
        let measures = measure::compute(&landscape, &Graph::of(&landscape));
        is_same(&object["landscape"], &measures.overall);
        assert_eq!(object["contexts"].as_array().unwrap().len(), measures.contexts.len());
        for (object, (id, readings)) in object["contexts"].as_array().unwrap().iter().zip(&measures.contexts) {
            assert_eq!(object["id"], Value::from(id.to_string()));
            is_same(&object["measures"], readings);
        }
        assert_eq!(object["teams"].as_array().unwrap().len(), measures.teams.len());
        for (object, (_, readings)) in object["teams"].as_array().unwrap().iter().zip(&measures.teams) {
            is_same(&object["measures"], readings);
        }
    }
}

#[test]
fn people_get_a_line_for_each_measure_and_a_row_for_each_context_and_team() {
    let place = Place::with_insurer();
    let ended = place.call(&["measure", "insurer.atoll.json"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    let (landscape, lines) = (insurer(), ended.out.lines().count());
    let overall = measure::compute(&landscape, &Graph::of(&landscape)).overall.len();
    // A heading, and before each table an empty line and its head.
    assert_eq!(lines, 1 + overall + 2 + landscape.contexts.len() + 2 + landscape.teams.len(), "{}", ended.out);
    assert!(!ended.out.contains('\u{1b}'), "{}", ended.out);
}

#[test]
fn a_context_mapper_file_is_measured_and_what_cannot_be_read_makes_the_exit_code() {
    let place = Place::new();
    let map = "ContextMap M {\n contains A, B\n A [U]->[D] B\n B [U]->[D] A\n}\nBoundedContext A\nBoundedContext B\n";
    place.write("map.cml", map);
    place.write("broken.cml", format!("{map}\nBoundedContext {{{{\n"));
    let ended = place.call(&["measure", "map.cml"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{}", ended.out);
    let tangle = ended.out.lines().find(|line| line.starts_with("  Tangle index")).unwrap();
    assert!(tangle.ends_with("100.0 %"), "{tangle}");
    let ended = place.call(&["measure", "map.cml", "missing.cml", "broken.cml"]);
    assert_eq!(ended.code, 2);
    assert!(
        ended.err.contains("missing.cml: There is no such file") && ended.err.contains("broken.cml:9"),
        "{ended:?}"
    );
    assert!(ended.out.starts_with("map.cml\n"), "{}", ended.out);
}
