//! What is counted is what is said, under names that Prometheus' customs ask for.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// Everything that can be counted, once.
fn count_everything() {
    begin();
    request("GET", "/healthz", 200, Duration::from_millis(3));
    let under_way = request_under_way();
    accepted(3);
    refused(2);
    repeated(1);
    later(4);
    batch(7);
    appended(Duration::from_micros(300));
    snapshot(Duration::from_millis(40));
    snapshot_failed();
    let rooms = [room(), room()];
    let member = member();
    joined(Join::New);
    joined(Join::Resumed);
    joined(Join::Full);
    farewell(Reason::TooSlow);
    presence(10);
    sent(20);
    database_error("busy");
    denied("not_allowed");
    limited("commands");
    drop((under_way, member));
    let [one, other] = rooms;
    drop(one);
    // The other room stays open until the text is written.
    std::mem::forget(other);
}

/// Types and values, as Prometheus would read them. Anything that is not its text format fails.
fn parse(text: &str) -> (BTreeMap<String, String>, BTreeMap<String, f64>) {
    let (mut types, mut values) = (BTreeMap::new(), BTreeMap::new());
    for line in text.lines().filter(|line| !line.is_empty()) {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap();
            assert_eq!(types.insert(name.to_owned(), kind.to_owned()), None, "{line}");
        } else if !line.starts_with("# HELP ") {
            let (series, value) = line.rsplit_once(' ').unwrap();
            assert_eq!(values.insert(series.to_owned(), value.parse().unwrap()), None, "{line}");
        }
    }
    (types, values)
}

#[test]
fn everything_that_is_counted_is_told_with_its_type_and_nothing_else() {
    let (recorder, metrics) = Metrics::build().unwrap();
    ::metrics::with_local_recorder(&recorder, count_everything);
    let text = metrics.render();
    let (types, values) = parse(&text);
    let expected: BTreeMap<String, String> = FAMILIES
        .iter()
        .chain(PROCESS.into_iter().filter(|_| cfg!(target_os = "linux")))
        .map(|family| (family.name.to_owned(), family.kind.code().to_owned()))
        .collect();
    assert_eq!(types, expected);
    for family in FAMILIES {
        assert!(text.contains(&format!("# HELP {} {}\n", family.name, family.help)), "{}", family.name);
    }
    for (series, value) in [
        ("atoll_commands_total{outcome=\"accepted\"}", 3.0),
        ("atoll_commands_total{outcome=\"refused\"}", 2.0),
        ("atoll_rooms", 1.0),
        ("atoll_rooms_opened_total", 2.0),
        ("atoll_members", 0.0),
        ("atoll_http_requests_under_way", 0.0),
        ("atoll_http_requests_total{method=\"GET\",path=\"/healthz\",status=\"200\"}", 1.0),
        ("atoll_batch_commands_bucket{le=\"5\"}", 0.0),
        ("atoll_batch_commands_bucket{le=\"10\"}", 1.0),
        ("atoll_append_duration_seconds_bucket{le=\"0.0005\"}", 1.0),
        ("atoll_farewells_total{reason=\"too_slow\"}", 1.0),
        ("atoll_database_errors_total{kind=\"full\"}", 0.0),
    ] {
        assert_eq!(values.get(series), Some(&value), "{series} in\n{text}");
    }
}

#[test]
fn labels_are_those_that_are_documented() {
    let (recorder, metrics) = Metrics::build().unwrap();
    ::metrics::with_local_recorder(&recorder, count_everything);
    let (_, values) = parse(&metrics.render());
    for family in FAMILIES {
        let of = values.keys().filter_map(|series| series.strip_prefix(family.name));
        let of = of.filter(|rest| ["", "{", "_bucket", "_sum", "_count"].iter().any(|begin| begins(rest, begin)));
        for rest in of {
            let labels = rest.split_once('{').map_or("", |(_, labels)| labels);
            let names = labels.split(',').filter_map(|label| Some(label.split_once('=')?.0));
            let names: BTreeSet<&str> = names.filter(|name| *name != "le").collect();
            assert_eq!(names, family.labels.iter().copied().collect(), "{}{rest}", family.name);
        }
    }
}

/// Whether this is the rest of a series' name after that of its family.
fn begins(rest: &str, begin: &str) -> bool {
    if begin.is_empty() { rest.is_empty() } else { rest.starts_with(begin) }
}

#[test]
fn names_keep_to_the_customs() {
    let is_part = |letter: char| letter.is_ascii_lowercase() || letter == '_';
    for family in FAMILIES.iter().chain(PROCESS) {
        assert!(family.name.chars().all(is_part), "{}", family.name);
        assert_eq!(family.name.ends_with("_total"), family.kind == Kind::Counter, "{}", family.name);
        assert_eq!(!family.buckets.is_empty(), family.kind == Kind::Histogram, "{}", family.name);
        assert!(family.buckets.is_sorted() && family.help.ends_with('.'), "{}", family.name);
    }
}

/// Where the families are written down.
const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference/metrics.md");

#[test]
fn the_reference_names_every_family() {
    let mut expected = String::from(
        "# Metrics\n\nWhat `atoll serve` counts, as [the guide](../guide/server.md) says how to see it. Written from the \
         code.\n\n| name | type | labels | what |\n| --- | --- | --- | --- |\n",
    );
    for Family { name, kind, labels, help, .. } in FAMILIES.iter().chain(PROCESS) {
        let labels: Vec<String> = labels.iter().map(|label| format!("`{label}`")).collect();
        expected.push_str(&format!("| `{name}` | {} | {} | {help} |\n", kind.code(), labels.join(", ")));
    }
    if std::env::var_os("ATOLL_WRITE_DOCS").is_some() {
        std::fs::write(REFERENCE, expected).unwrap();
        return;
    }
    let written = std::fs::read_to_string(REFERENCE).unwrap_or_default();
    assert!(
        written == expected,
        "docs/reference/metrics.md is out of date. ATOLL_WRITE_DOCS=1 cargo test -p atoll-server --lib metrics writes it."
    );
}
