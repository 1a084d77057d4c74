//! `atoll check` of what is known and accepted, the score, and the trend over states.

use atoll_core::command::{Add, apply};
use atoll_core::format::native;
use atoll_core::model::{Acceptance, AcceptanceId, Landscape, date};
use atoll_core::rule;
use atoll_core::sketch::Sketch;
use serde_json::Value;

use crate::program::Place;

/// Two contexts that are each related to themselves: two errors.
fn loops() -> Landscape {
    let mut sketch = Sketch::new();
    for name in ["Cart", "Stock"] {
        let context = sketch.context(name);
        sketch.flow(context, context);
    }
    sketch.landscape
}

/// The same with everything accepted until a day.
fn accepted(until: &str) -> Landscape {
    let mut landscape = loops();
    for (number, finding) in (1..).zip(rule::check(&landscape, None)) {
        let (id, rule, targets) = (AcceptanceId::new(number), finding.code.to_owned(), finding.targets);
        let reason = "It goes with the next release.".to_owned();
        let acceptance = Acceptance { id, rule, targets, reason, expires: date(until) };
        apply(&mut landscape, &Add::new(acceptance).into()).unwrap();
    }
    landscape
}

fn object(out: &str) -> Value {
    serde_json::from_str(out).unwrap_or_else(|error| panic!("{error}: {out}"))
}

fn standings(object: &Value) -> Vec<&str> {
    object["findings"].as_array().unwrap().iter().map(|finding| finding["standing"].as_str().unwrap()).collect()
}

#[test]
fn what_is_accepted_is_shown_and_not_denied_until_its_day_is_over() {
    let place = Place::new();
    place.write("shop.atoll.json", native::write(&accepted("2026-06-30")));
    let on = |today| place.call(&["check", "--format", "json", "--today", today, "shop.atoll.json"]);
    let before = on("2026-06-30");
    let found = object(&before.out);
    assert_eq!((before.code, standings(&found)), (0, vec!["accepted"; 2]));
    assert_eq!(found["findings"][0]["reason"], "It goes with the next release.");
    assert_eq!(found["findings"][0]["until"], "2026-06-30");
    assert_eq!(found["score"], serde_json::json!({ "points": 0, "by_rule": {} }));
    let after = on("2026-07-01");
    let found = object(&after.out);
    // Beside each stands that its acceptance is over.
    assert_eq!((after.code, standings(&found)), (1, vec!["open"; 4]));
    let by_rule = serde_json::json!({ "relationship-with-itself": 20, "acceptance-expired": 2 });
    assert_eq!(found["score"], serde_json::json!({ "points": 22, "by_rule": by_rule }));
    assert!(found["findings"][0].get("reason").is_none(), "{found}");

    let text = place.call(&["check", "--today", "2026-06-30", "shop.atoll.json"]).out;
    assert!(text.contains("(accepted until 2026-06-30: It goes with the next release.)"), "{text}");
    assert!(text.ends_with(": 2 accepted\n"), "{text}");
    let text = place.call(&["check", "--today", "2026-07-01", "shop.atoll.json"]).out;
    let summary = ": 2 errors, 2 infos; score 22 (relationship-with-itself 20, acceptance-expired 2)\n";
    assert!(text.ends_with(summary), "{text}");
    assert_eq!(place.call(&["check", "--today", "tomorrow", "shop.atoll.json"]).code, 2);
}

#[test]
fn what_a_baseline_knows_is_not_denied_and_what_is_new_is() {
    let place = Place::new();
    let mut sketch = Sketch::new();
    let cart = sketch.context("Cart");
    sketch.flow(cart, cart);
    place.write("before.atoll.json", native::write(&sketch.landscape));
    let ended = place.call(&["check", "before.atoll.json", "--write-baseline", "known.txt"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert_eq!(place.read("known.txt").lines().filter(|line| !line.starts_with('#')).count(), 1);
    let check = |file, baseline| place.call(&["check", file, "--format", "json", "--baseline", baseline]);
    assert_eq!(check("before.atoll.json", "known.txt").code, 0);
    let stock = sketch.context("Stock");
    sketch.flow(stock, stock);
    place.write("after.atoll.json", native::write(&sketch.landscape));
    let ended = check("after.atoll.json", "known.txt");
    assert_eq!((ended.code, standings(&object(&ended.out))), (1, vec!["known", "open"]));
    // What is known counts all the same: it is debt.
    assert_eq!(object(&ended.out)["score"]["points"], 20);

    let known: Vec<String> = place.read("known.txt").lines().skip(1).map(str::to_owned).collect();
    place.write("known.json", serde_json::to_string(&known).unwrap());
    assert_eq!(check("before.atoll.json", "known.json").code, 0);
    place.write("broken.json", "[1]");
    for (baseline, word) in [("nowhere.txt", "no such file"), ("broken.json", "JSON array of texts")] {
        let ended = check("before.atoll.json", baseline);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""));
        assert!(ended.err.starts_with(baseline) && ended.err.contains(word), "{}", ended.err);
    }
}

#[test]
fn a_context_mapper_file_is_known_by_names() {
    let place = Place::new();
    let shop = "ContextMap Shop {\n type = ORGANIZATIONAL\n contains Cart\n}\nBoundedContext Cart\n";
    place.write("before.cml", shop);
    assert_eq!(place.call(&["check", "before.cml", "--deny", "info", "--write-baseline", "known.txt"]).code, 0);
    place.write("after.cml", format!("Domain Sales\n{shop}BoundedContext Stock\n"));
    let ended = place.call(&["check", "after.cml", "--deny", "warning", "--baseline", "known.txt"]);
    assert_eq!(ended.code, 0, "{}", ended.out);
}

#[test]
fn a_trend_says_what_was_decided_and_not_only_how_many() {
    let place = Place::new();
    place.write("january.atoll.json", native::write(&loops()));
    place.write("february.atoll.json", native::write(&accepted("2026-02-28")));
    let files = ["january.atoll.json", "february.atoll.json"];
    let text = place.call(&[&["check", "--trend", "--today", "2026-02-01"], &files[..]].concat());
    assert!(text.out.contains("  january.atoll.json   score 20: 2 open, 0 known, 0 accepted\n"), "{}", text.out);
    let line = "  february.atoll.json  score 0 (-20; 0 new, 0 gone): 0 open, 0 known, 2 accepted\n";
    assert!(text.out.contains(line), "{}", text.out);
    let line =
        "    now accepted relationship-with-itself: “Cart” is related to itself. (It goes with the next release.)\n";
    assert!(text.out.contains(line), "{}", text.out);
    let json = place.call(&[&["check", "--trend", "--format", "json", "--today", "2026-02-01"], &files[..]].concat());
    let objects: Vec<Value> = json.out.lines().map(object).collect();
    assert!(objects[0].get("trend").is_none());
    assert_eq!(
        (&objects[1]["trend"]["score"], &objects[1]["trend"]["new"]),
        (&Value::from(-20), &Value::from(vec![""; 0]))
    );
    assert_eq!(objects[1]["trend"]["accepted"].as_array().map(Vec::len), Some(2));
}
