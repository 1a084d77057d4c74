//! Differences of landscapes that chance drew: there and back is the same the other way round.

use std::collections::BTreeSet;

use atoll_core::change::Changes;
use atoll_core::command::{Add, apply};
use atoll_core::difference::{Difference, Judged, Matching, Status, json, markdown, statuses, text};
use atoll_core::gallery::example;
use atoll_core::model::{Acceptance, AcceptanceId, ElementId, Landscape, date};
use atoll_core::rule;

use super::{drawn, start};

fn between(before: &Landscape, after: &Landscape) -> Difference {
    Difference::between(before, after, &Changes::between(before, after), None)
}

fn of(difference: &Difference, status: Status) -> BTreeSet<ElementId> {
    difference.elements.iter().filter(|it| it.status == status).map(|it| it.id).collect()
}

#[test]
fn a_landscape_does_not_differ_from_itself() {
    for seed in 0..20 {
        let (landscape, _) = start(seed, 60);
        for difference in [
            between(&landscape, &landscape),
            Difference::of(&landscape, &landscape, &Matching::of(&landscape, &landscape), date("2026-06-15")),
        ] {
            assert!(difference.is_empty() && difference.elements.is_empty(), "seed {seed}");
            assert_eq!(text(&difference), "Nothing differs.\n");
        }
    }
}

#[test]
fn there_and_back_is_the_same_the_other_way_round() {
    let mut seen = BTreeSet::new();
    for seed in 0..60 {
        let (before, mut random) = start(seed, 20);
        let after = drawn::grown(before.clone(), &mut random, 25);
        let (there, back) = (between(&before, &after), between(&after, &before));
        assert_eq!(of(&there, Status::Added), of(&back, Status::Removed), "seed {seed}");
        assert_eq!(of(&there, Status::Removed), of(&back, Status::Added), "seed {seed}");
        for status in [Status::Changed, Status::Moved] {
            assert_eq!(of(&there, status), of(&back, status), "seed {seed}");
        }
        for (there, back) in there.elements.iter().filter_map(|it| {
            let back = back.elements.iter().find(|other| other.id == it.id);
            (it.status == Status::Changed).then_some(it).zip(back)
        }) {
            let fields = there.fields.iter().zip(&back.fields).filter(|(field, _)| field.name != "frame");
            for (there, back) in fields.filter(|(field, _)| field.name != "places") {
                assert_eq!((&there.before, &there.after), (&back.after, &back.before), "seed {seed}");
                let [from, to] = &there.values;
                assert_eq!([to, from], back.values.each_ref(), "seed {seed}");
            }
        }
        assert_eq!(there.findings.new.len(), back.findings.gone.len(), "seed {seed}");
        assert_eq!(there.findings.judged.len(), back.findings.judged.len(), "seed {seed}");
        assert_eq!(there.measures.len(), back.measures.len(), "seed {seed}");
        let changes = Changes::between(&before, &after);
        assert_eq!(statuses(&changes).len(), there.elements.len(), "seed {seed}");
        seen.extend(there.elements.iter().map(|it| it.status));
        written(&there);
    }
    assert_eq!(seen.len(), 4, "{seen:?}");
}

/// Whatever stands in a name, a line stays a line and JSON stays JSON.
fn written(difference: &Difference) {
    let text = text(difference);
    let signs = |line: &str| ["  + ", "  - ", "  ~ ", "  > "].iter().any(|sign| line.starts_with(sign));
    assert_eq!(text.split('\n').filter(|line| signs(line)).count(), difference.elements.len(), "{text}");
    let markdown = markdown(difference);
    let items = markdown.split('\n').filter(|line| line.starts_with("- **")).count();
    let findings = &difference.findings;
    let found = findings.new.len() + findings.gone.len() + findings.judged.len();
    assert_eq!(items, difference.elements.len() + found, "{markdown}");
    assert!(!markdown.contains("<script>"), "{markdown}");
    let value = serde_json::to_value(json(difference)).expect("JSON");
    assert_eq!(value["elements"].as_array().map(Vec::len), Some(difference.elements.len()));
    let kinds: Vec<_> = difference.elements.iter().map(|it| it.id.kind()).collect();
    assert!(kinds.is_sorted(), "in the order of kinds");
}

#[test]
fn what_came_to_be_accepted_is_told_with_its_reason() {
    let before = example("insurer").expect("an example").landscape();
    let mut after = before.clone();
    let finding = rule::check(&before, None).remove(0);
    let acceptance = Acceptance {
        id: AcceptanceId::new(9_000),
        rule: finding.code.to_owned(),
        targets: finding.targets,
        reason: "Billing moves next year.".to_owned(),
        expires: date("2027-03-31"),
    };
    apply(&mut after, &Add::new(acceptance).into()).expect("it applies");
    let there = between(&before, &after);
    let [(was, is)] = there.findings.judged.as_slice() else { panic!("{:?}", there.findings) };
    assert_eq!((&was.judged, is.judged.word()), (&Judged::Open, "accepted"));
    assert_eq!(is.judged.told(), "accepted until 2027-03-31: Billing moves next year.");
    assert!(text(&there).contains("(was open; is accepted until 2027-03-31: Billing moves next year.)"));
    let [was, is] = there.findings.tallies;
    assert_eq!((was.errors, is.errors, is.accepted), (2, 1, 1));
    assert!(there.findings.new.is_empty() && there.findings.gone.is_empty());
}
