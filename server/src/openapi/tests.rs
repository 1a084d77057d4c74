//! The document is whole, is what is written down, and its page says all of it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;

/// Where the document is written down.
const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference/openapi.json");

#[test]
fn what_is_written_down_is_what_the_server_says() {
    let expected = json(None);
    if std::env::var_os("ATOLL_WRITE_DOCS").is_some() {
        std::fs::write(REFERENCE, expected).unwrap();
        return;
    }
    let written = std::fs::read_to_string(REFERENCE).unwrap_or_default();
    let differs = written.lines().zip(expected.lines()).find(|(written, expected)| written != expected);
    assert!(
        written == expected,
        "docs/reference/openapi.json is out of date. ATOLL_WRITE_DOCS=1 cargo test -p atoll-server --lib openapi writes \
         it. First difference: {differs:?}"
    );
}

/// Every `$ref` in a value.
fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_schema_is_spoken_of() {
    let document = serde_json::to_value(document(None)).unwrap();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in &found {
        let place = reference.trim_start_matches('#');
        assert!(document.pointer(place).is_some(), "{reference} leads nowhere");
    }
    let schemas = document["components"]["schemas"].as_object().unwrap();
    // What is said over a WebSocket is described in words there.
    let said = ["Request", "Said"];
    for name in schemas.keys().filter(|name| !said.contains(&name.as_str())) {
        assert!(found.contains(format!("#/components/schemas/{name}").as_str()), "nothing speaks of {name}");
    }
    assert!(said.iter().all(|name| schemas.contains_key(*name)));
    assert!(schemas.values().all(|schema| schema["description"].as_str().is_some_and(|text| text.ends_with('.'))));
}

#[test]
fn every_operation_has_a_name_of_its_own_and_says_who_may() {
    let document = serde_json::to_value(document(Some("https://atoll.example.org"))).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], "https://atoll.example.org");
    let operations =
        document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values());
    let operations: Vec<&Value> = operations.collect();
    let names: BTreeSet<&str> = operations.iter().map(|operation| operation["operationId"].as_str().unwrap()).collect();
    assert_eq!(names.len(), operations.len());
    assert_eq!(operations.len(), operations::OPERATIONS.len());
    let secured = operations.iter().filter(|operation| operation["security"][0]["link"].is_array()).count();
    assert_eq!(secured, operations::OPERATIONS.iter().filter(|operation| operation.needs.is_some()).count());
}

#[test]
fn the_page_says_all_of_it_without_a_script() {
    let page = page(None);
    for operation in operations::OPERATIONS {
        assert!(page.contains(&format!("</b> {}</code>", operation.path)), "{}", operation.path);
    }
    let document = serde_json::to_value(document(None)).unwrap();
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("<article id=\"{name}\">")), "{name}");
    }
    assert!(!page.contains("<script") && !page.contains("style=") && !page.contains("http://"), "{page}");
    assert!(!page.contains("anything</td><td></td>"), "{page}");
    assert!(PAGE_STYLE.contains("light-dark("));
}
