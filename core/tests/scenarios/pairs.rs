//! Two landscapes as one with a scenario.

use std::collections::BTreeMap;

use atoll_core::change::Changes;
use atoll_core::command::apply;
use atoll_core::difference::{By, Matching};
use atoll_core::format::{self, Source};
use atoll_core::model::{ElementId, ElementKind, IdSource, Landscape, MapState};
use atoll_core::scenario::{from_landscapes, is_pair, merge, outlook, pair};

use super::corpus::corpus;
use super::{drawn, start, without_scenarios};

/// The landscape with everything under another identifier.
fn renumbered(landscape: &Landscape, random: &mut atoll_core::random::Random) -> Landscape {
    let mut ids: Vec<ElementId> = landscape.ids().collect();
    let shift = 1 + random.below(5) as u64;
    ids.reverse();
    let mut numbers = IdSource::new(0);
    let pairs = ids.into_iter().map(|id| (id, id.kind().id(numbers.number() * shift))).collect();
    Matching { by: By::Names, pairs }.translate(&Landscape::default(), landscape, &mut IdSource::new(5))
}

fn counts(landscape: &Landscape) -> BTreeMap<&'static str, usize> {
    ElementKind::ALL.iter().map(|kind| (kind.key(), landscape.ids_of(*kind).len())).collect()
}

/// How often these rules find something, which does not depend on the order of identifiers.
fn found(landscape: &Landscape) -> BTreeMap<&'static str, usize> {
    let mut found = BTreeMap::new();
    let rules = ["missing-reference", "isolated-context", "context-without-owner", "relationship-with-itself"];
    for finding in atoll_core::rule::check(landscape, None).iter().filter(|it| rules.contains(&it.code)) {
        *found.entry(finding.code).or_default() += 1;
    }
    found
}

#[test]
fn the_scenario_of_two_landscapes_leads_from_the_one_to_the_other() {
    let mut by = [0, 0];
    for seed in 0..120 {
        let (before, mut random) = start(seed, 15);
        let mut after = without_scenarios(&drawn::grown(before.clone(), &mut random, 30));
        if seed % 2 == 0 {
            after = renumbered(&after, &mut random);
        }
        let (scenario, matching) = from_landscapes(&before, &after, "To be", &mut IdSource::new(3));
        by[usize::from(matching.by == By::Names)] += 1;
        let goal = matching.translate(&before, &after, &mut IdSource::new(3));
        assert_eq!(counts(&goal), counts(&after), "seed {seed}: nothing became one");
        let outlook = outlook(&before, &scenario);
        assert_eq!(outlook.conflicts, [], "seed {seed}");
        assert_eq!(Changes::between(&outlook.landscape, &goal), Changes::default(), "seed {seed}");
        assert_eq!(found(&outlook.landscape), found(&after), "seed {seed}");
    }
    assert!(by[0] > 30 && by[1] > 30, "{by:?}");
}

#[test]
fn a_scenario_of_nothing_has_no_steps() {
    for seed in 0..12 {
        let (landscape, _) = start(seed, 40);
        let (scenario, matching) = from_landscapes(&landscape, &landscape, "To be", &mut IdSource::new(3));
        assert_eq!(scenario.steps, [], "seed {seed}");
        assert_eq!(matching.pairs.len(), landscape.ids().count());
    }
}

const AS_IS: &str = "
ContextMap Now { state = AS_IS
    contains Sales, Billing
    Sales [U]->[D] Billing
}
BoundedContext Sales { Aggregate Orders }
BoundedContext Billing
";

const TO_BE: &str = "
ContextMap Later { state = TO_BE
    contains Orders, Sales, Billing
    Sales [U,OHS]->[D] Billing
    Orders [U]->[D] Sales
}
BoundedContext Orders { domainVisionStatement = \"Orders alone\" Aggregate Basket }
BoundedContext Sales { Aggregate Orders }
BoundedContext Billing { implementationTechnology = \"Rust\" }
";

fn read(path: &str, text: &str) -> Landscape {
    format::import(&Source::alone(path, text), &mut IdSource::new(0)).expect("it can be read").landscape()
}

#[test]
fn two_maps_of_what_is_and_is_to_be_are_one_landscape_with_a_scenario() {
    let [as_is, to_be] = [AS_IS, TO_BE].map(|text| read("map.cml", text));
    assert!(is_pair(&as_is, &to_be) && !is_pair(&to_be, &as_is) && !is_pair(&as_is, &as_is));
    let mut ids = IdSource::after(&as_is, 0);
    let (command, id) = pair(&as_is, &to_be, &mut ids);
    let mut base = as_is.clone();
    apply(&mut base, &command).expect("a pair can be taken up");
    let scenario = &base.scenarios[&id];
    let labels: Vec<&str> = scenario.steps.iter().map(|step| step.label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "Add the context Orders",
            "Add the relationship Orders → Sales",
            "Change the context Billing: technology",
            "Change the relationship Sales → Billing: upstream roles",
        ]
    );
    assert_eq!(scenario.name, "Later");
    let merged = merge(&base, id).expect("nothing contradicts it");
    apply(&mut base, &merged).expect("it applies");
    assert_eq!((base.header.name.as_str(), base.header.state), ("Now", MapState::AsIs));
    assert_eq!(counts(&base), counts(&to_be));
}

/// The pairs of files that show an architectural refactoring before and after.
#[test]
fn real_pairs_of_files_lead_from_the_one_to_the_other() {
    let Some(folder) = corpus() else { return };
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("a folder")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".cml"))
        .collect();
    names.sort();
    let (mut led, mut steps) = (0, 0);
    for input in names.iter().filter(|name| name.contains("-input")) {
        let stem = input.split("-input").next().unwrap_or_default();
        for output in names.iter().filter(|name| name.starts_with(stem) && name.contains("-output")) {
            let [before, after] = [input, output].map(|name| {
                let text = std::fs::read_to_string(format!("{folder}/{name}")).expect("a file");
                read(name, &text)
            });
            let (scenario, matching) = from_landscapes(&before, &after, "To be", &mut IdSource::new(3));
            let goal = matching.translate(&before, &after, &mut IdSource::new(3));
            let outlook = outlook(&before, &scenario);
            assert_eq!(Changes::between(&outlook.landscape, &goal), Changes::default(), "{input} → {output}");
            assert!(outlook.steps.iter().all(|step| step.result.is_ok()), "{input} → {output}");
            // What moves is less than what there is: files that were numbered anew are recognised.
            let moved = outlook.changes.added.len() + outlook.changes.removed.len();
            assert!(moved < before.ids().count() + after.ids().count(), "{input} → {output}");
            println!("{input} → {output}: {:?}", scenario.steps.iter().map(|step| &step.label).collect::<Vec<_>>());
            led += 1;
            steps += scenario.steps.len();
        }
    }
    println!("{led} pairs, {steps} steps");
    assert!(led >= 8, "only {led} pairs");
}
