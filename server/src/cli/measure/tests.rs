//! What measures look like for people and for programs.

use atoll_core::sketch::Sketch;

use super::*;

fn report() -> Report {
    let mut sketch = Sketch::new();
    let [cart, nameless] = ["Cart\u{1b}[2J", ""].map(|name| sketch.context(name));
    sketch.flow(cart, nameless);
    sketch.team("Shop", &[cart]);
    let records = sketch.landscape.records().collect();
    Report::on("maps/shop.cml".to_owned(), &Import { records, notes: Vec::new(), on_map: None })
}

#[test]
fn people_get_columns_that_are_aligned_and_harmless() {
    let text = text::spell(&report(), Colours(false));
    assert!(text.starts_with("maps/shop.cml\n"), "{text}");
    let lines: Vec<&str> = text.lines().collect();
    let cost = lines.iter().find(|line| line.starts_with("  Propagation cost  ")).expect("a line");
    assert!(cost.ends_with("75.0 %"), "{cost}");
    let head = lines.iter().position(|line| line.starts_with("  context")).expect("a table of contexts");
    assert!(lines[head + 1].starts_with("  Cart\u{fffd}[2J  2 (100.0 %)"), "{text}");
    let column = lines[head].find("VFO").expect("a column");
    assert_eq!(&lines[head + 2][column..=column], "2");
    assert!(!text.contains('\u{1b}') && lines.iter().all(|line| !line.ends_with(' ')));
    assert_eq!(lines.last().copied(), Some("  Shop  1 of 3 (1 not known)  0"));
}

#[test]
fn programs_get_one_object() {
    let line = json::spell(&report());
    assert!(line.ends_with('\n') && line.matches('\n').count() == 1, "{line}");
    let object: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(object["landscape"]["propagation-cost"], serde_json::json!({ "value": 0.75, "text": "75.0 %" }));
    assert_eq!(object["landscape"]["congruence"], serde_json::json!({ "value": null, "text": "–" }));
    assert_eq!(object["contexts"][1]["name"], object["contexts"][1]["id"]);
    assert_eq!(object["contexts"][0]["measures"]["instability"]["value"], 0.0);
    assert_eq!(object["teams"][0]["name"], "Shop");
}
