//! Landscapes: what is drawn counts as it should, and nothing that can be drawn makes an answer fail.

use atoll_core::gallery::{EXAMPLES, spoken, synthetic};
use atoll_core::model::{
    ContextId, ContextKind, Coupling, DataStore, Deployable, DeployableKind, Integration, Landscape, RelationshipKind,
    Timing,
};
use atoll_core::random::Random;
use atoll_core::simulation::comparison::compare;
use atoll_core::simulation::outage::SIMULATION;
use atoll_core::simulation::sensitivity::sensitivity;
use atoll_core::simulation::{Estimate, Request};

use super::drawn::grown;
use super::{assert_close, assume, availability, plain, report, value, waits};

#[test]
fn what_several_need_is_counted_once() {
    let mut sketch = plain();
    let [shop, orders, prices, ledger] = ["Shop", "Orders", "Prices", "Ledger"].map(|name| sketch.context(name));
    for (consumer, supplier) in [(shop, orders), (shop, prices), (orders, ledger), (prices, ledger)] {
        waits(&mut sketch, consumer, supplier, |it| it.coupling = Coupling::Hard);
    }
    let report = report(&sketch.landscape);
    assert_close(availability(&report, shop), libm::pow(0.999, 4.0));
    assert_close(value(&report, "minutes_down"), (1.0 - libm::pow(0.999, 4.0)) * 525_600.0);
    assert_eq!(value(&report, "over_budget"), 1.0);
}

#[test]
fn a_relationship_lets_through_what_it_says() {
    let with = |edit: fn(&mut atoll_core::model::Relationship)| {
        let mut sketch = plain();
        let [shop, mail] = ["Shop", "Mail"].map(|name| sketch.context(name));
        waits(&mut sketch, shop, mail, edit);
        availability(&report(&sketch.landscape), shop)
    };
    assert_close(with(|it| it.coupling = Coupling::Soft), 0.999);
    assert_close(with(|it| it.integration = Integration::RemoteCall), 0.999 * 0.999);
    // A buffer of half an hour against outages of one hour: e^(−1/2) of the time down comes later.
    let later = |minutes: f64| 0.999 * (1.0 - 0.001 * libm::exp(-minutes / 60.0));
    assert_close(with(|it| it.buffer_minutes = 30), later(30.0));
    assert_close(with(|it| it.timing = Timing::Asynchronous), later(60.0));
}

#[test]
fn buffers_of_one_supplier_run_dry_one_after_the_other() {
    let mut sketch = plain();
    let [front, one, other, mail] = ["Front", "One", "Other", "Mail"].map(|name| sketch.context(name));
    waits(&mut sketch, one, mail, |it| it.buffer_minutes = 30);
    waits(&mut sketch, other, mail, |it| it.buffer_minutes = 60);
    waits(&mut sketch, front, one, |it| it.coupling = Coupling::Hard);
    waits(&mut sketch, front, other, |it| it.coupling = Coupling::Hard);
    // Whoever waits for both is down as soon as the shorter one is used up: once, and not twice.
    let expected = libm::pow(0.999, 3.0) * (1.0 - 0.001 * libm::exp(-0.5));
    assert_close(availability(&report(&sketch.landscape), front), expected);
}

#[test]
fn alternatives_stand_in_for_each_other() {
    let mut sketch = plain();
    let shop = sketch.context("Shop");
    let providers: Vec<ContextId> = ["A", "B", "C"].into_iter().map(|name| sketch.context(name)).collect();
    for provider in &providers {
        waits(&mut sketch, shop, *provider, |it| it.one_of = "payment".to_owned());
    }
    assert_close(availability(&report(&sketch.landscape), shop), 0.999 * (1.0 - libm::pow(0.001, 3.0)));
    let ids: Vec<_> = sketch.landscape.relationships.keys().copied().collect();
    for id in ids {
        let mut relationship = (*sketch.landscape.relationships[&id]).clone();
        relationship.needed = 2;
        sketch.put(relationship);
    }
    let two_of_three = 3.0 * 0.999 * 0.999 * 0.001 + 0.999 * 0.999 * 0.999;
    assert_close(availability(&report(&sketch.landscape), shop), 0.999 * two_of_three);
}

#[test]
fn a_shared_process_and_a_shared_store_take_down_all_that_is_in_them() {
    let mut sketch = plain();
    let [one, other, third] = ["One", "Other", "Third"].map(|name| sketch.context(name));
    assume(&mut sketch.landscape, "outage.process.availability", 0.99);
    assume(&mut sketch.landscape, "outage.store.availability", 0.998);
    assume(&mut sketch.landscape, "outage.crash.modular", 0.25);
    let deployable = Deployable {
        kind: DeployableKind::ModularMonolith,
        contexts: vec![one, other],
        instances: 2,
        ..Deployable::default()
    };
    let deployable = sketch.add(deployable);
    let store = sketch.add(DataStore { writers: vec![one], readers: vec![third], ..DataStore::default() });
    let found = report(&sketch.landscape);
    // Its own faults, a quarter of those of its neighbour, one of two instances, the store.
    let expected = 0.999 * libm::pow(0.999, 0.25) * (1.0 - 0.01 * 0.01) * 0.998;
    assert!((availability(&found, one) - expected).abs() < 1e-12);
    // A process of its own, of which nothing is said: two instances as well.
    assert_close(availability(&found, third), 0.999 * 0.9999 * 0.998);
    let down = |subject| {
        let report = (SIMULATION.estimate)(&sketch.landscape, &subject).expect("an answer");
        report.heat.iter().filter(|heat| heat.share > 1.0 - 1e-9).map(|heat| heat.element).collect::<Vec<_>>()
    };
    assert_eq!(down(Request::about(deployable)), [one.into(), other.into()]);
    assert_eq!(down(Request::about(store)), [one.into(), third.into()]);
    let of_one = (SIMULATION.estimate)(&sketch.landscape, &Request::about(one)).expect("an answer");
    let neighbour = of_one.heat.iter().find(|heat| heat.element == other.into()).expect("a neighbour");
    // A quarter of the faults comes through the wall; the rest is what is down anyway.
    assert!((0.25..0.26).contains(&neighbour.share), "{neighbour:?}");
}

#[test]
fn circles_end() {
    let mut sketch = plain();
    let [one, other, third] = ["One", "Other", "Third"].map(|name| sketch.context(name));
    for (consumer, supplier) in [(one, other), (other, third), (third, one)] {
        waits(&mut sketch, consumer, supplier, |it| it.coupling = Coupling::Hard);
    }
    let found = report(&sketch.landscape);
    assert!([one, other, third].iter().all(|id| (availability(&found, *id) - libm::pow(0.999, 3.0)).abs() < 1e-12));
    // Around a circle that a buffer cuts there is an end as well.
    waits(&mut sketch, one, third, |it| it.buffer_minutes = 5);
    waits(&mut sketch, third, one, |it| it.buffer_minutes = 5);
    assert!(availability(&report(&sketch.landscape), one) > 0.99);
}

#[test]
fn a_monolith_fails_as_one_and_services_fail_alone() {
    let mut sketch = plain();
    let contexts: Vec<ContextId> = (0..6).map(|number| sketch.context(&format!("Context {number}"))).collect();
    assume(&mut sketch.landscape, "outage.network.availability", 0.9999);
    let apart = report(&sketch.landscape);
    assert_close(value(&apart, "minutes_monolith"), (1.0 - libm::pow(0.999, 6.0)) * 525_600.0);
    assert_close(value(&apart, "minutes_services"), 0.001 * 525_600.0);
    assert!(value(&apart, "minutes_modular") > value(&apart, "minutes_services"));
    // A chain of calls is down with every link of it, and the network comes on top: services gain nothing.
    for pair in contexts.windows(2) {
        waits(&mut sketch, pair[1], pair[0], |it| it.integration = Integration::InProcessCall);
    }
    let chained = report(&sketch.landscape);
    assert!(value(&chained, "minutes_services") > value(&chained, "minutes_monolith"), "{chained:?}");
}

#[test]
fn an_external_system_can_make_a_promise_impossible() {
    let mut sketch = plain();
    let [shop, bank] = ["Shop", "Bank"].map(|name| sketch.context(name));
    sketch
        .edit_context(bank, |it| (it.kind, it.outages_a_year, it.minutes_to_restore) = (ContextKind::External, 20, 60));
    waits(&mut sketch, shop, bank, |it| it.coupling = Coupling::Hard);
    let found = report(&sketch.landscape);
    let rows = &found.table("extra_nine").expect("a table").rows;
    assert_eq!(rows.iter().map(|row| row.element).collect::<Vec<_>>(), [Some(bank.into())]);
    assert_close(availability(&found, bank), 1.0 - 1_200.0 / 525_600.0);
    assert!(found.summary.contains("Bank"), "{}", found.summary);
}

/// Section 8, 3: less to wait for never lowers, and one more thing to wait for never raises.
#[test]
fn a_softer_relationship_never_lowers_and_another_need_never_raises() {
    let mut changed = 0;
    for seed in 0..40 {
        let mut random = Random::keyed(&[seed, 0x50f7]);
        let mut sketch = plain();
        let contexts: Vec<ContextId> = (0..8).map(|number| sketch.context(&format!("Context {number}"))).collect();
        for _ in 0..12 {
            let [consumer, supplier] = [0, 1].map(|_| contexts[random.below(8)]);
            waits(&mut sketch, consumer, supplier, |it| {
                it.coupling = [Coupling::Hard, Coupling::Undefined][random.below(2)];
                it.buffer_minutes = [0, 0, 30, 90][random.below(4)];
                it.one_of = ["", "", "a"][random.below(3)].to_owned();
            });
        }
        let before = report(&sketch.landscape);
        let ids: Vec<_> = sketch.landscape.relationships.keys().copied().collect();
        let mut softened = sketch.landscape.clone();
        let mut relationship = (*softened.relationships[&ids[random.below(ids.len())]]).clone();
        // In a group of alternatives a relationship is what helps, and not what hurts.
        if !relationship.one_of.is_empty() {
            continue;
        }
        (relationship.coupling, relationship.timing) = (Coupling::Undefined, Timing::Asynchronous);
        softened.relationships.insert(relationship.id, relationship.into());
        let after = report(&softened);
        for id in &contexts {
            assert!(availability(&after, *id) >= availability(&before, *id) - 1e-12, "seed {seed}");
            changed += usize::from(availability(&after, *id) > availability(&before, *id) + 1e-9);
        }
        waits(&mut sketch, contexts[0], contexts[5], |it| it.coupling = Coupling::Hard);
        let more = report(&sketch.landscape);
        assert!(
            contexts.iter().all(|id| availability(&more, *id) <= availability(&before, *id) + 1e-12),
            "seed {seed}"
        );
    }
    assert!(changed > 10, "only {changed} were felt");
}

#[test]
fn whatever_is_drawn_has_an_answer_or_a_sentence_that_says_why_not() {
    let mut answered = 0;
    for seed in 0..60 {
        let mut random = Random::keyed(&[seed, 0x0dd]);
        let landscape = grown(Landscape::default(), &mut random, 150);
        let subjects =
            landscape.contexts.keys().map(|id| (*id).into()).chain(landscape.deployables.keys().map(|id| (*id).into()));
        let requests = std::iter::once(Request::default())
            .chain(subjects.take(3).map(|subject| Request { subject: Some(subject), ..Request::default() }));
        for request in requests {
            match (SIMULATION.estimate)(&landscape, &request) {
                Ok(report) => {
                    answered += 1;
                    let minutes = report.quantity("minutes_down").expect("a headline").value;
                    assert!((0.0..=525_600.0).contains(&minutes.value), "seed {seed}: {minutes:?}");
                    assert!(minutes.low <= minutes.value && minutes.value <= minutes.high, "seed {seed}: {minutes:?}");
                    assert!(report.heat.iter().all(|heat| (0.0..=1.0).contains(&heat.share)), "seed {seed}");
                    assert_eq!(Ok(&report), (SIMULATION.estimate)(&landscape, &request).as_ref(), "seed {seed}");
                }
                Err(refusal) => assert!(refusal.0.ends_with('.'), "{refusal}"),
            }
        }
    }
    assert!(answered > 60, "only {answered} were answered");
    assert!((SIMULATION.estimate)(&Landscape::default(), &Request::default()).is_err());
}

#[test]
fn an_unchanged_design_differs_by_nothing() {
    let landscapes = EXAMPLES.iter().map(|example| example.landscape()).chain([spoken::landscape(60)]);
    for landscape in landscapes {
        let reports = [(); 2].map(|()| report(&landscape));
        let differences = compare(&reports[0], &reports[1]);
        assert!(differences.len() > 5 && differences.iter().all(|it| it.difference == Estimate::exact(0.0)));
    }
}

#[test]
fn a_large_landscape_is_answered_with_intervals() {
    for landscape in [synthetic::landscape(300), spoken::landscape(300)] {
        let found = report(&landscape);
        let minutes = found.quantity("minutes_down").expect("a headline").value;
        assert!(minutes.value > 0.0 && minutes.low <= minutes.value && minutes.value <= minutes.high, "{minutes:?}");
        assert!(found.tables.iter().all(|table| table.rows.iter().all(|row| row.cells.len() == table.columns.len())));
    }
}

#[test]
fn the_assumptions_that_count_are_shown() {
    let mut sketch = plain();
    let [shop, orders] = ["Shop", "Orders"].map(|name| sketch.context(name));
    sketch.relate(orders, shop, RelationshipKind::CustomerSupplier, |_| ());
    let plot = sensitivity(&SIMULATION, &sketch.landscape, &Request::default()).expect("a picture");
    let labels: Vec<&str> = plot.series[0].points.iter().map(|point| point.label.as_str()).collect();
    assert!(labels.iter().any(|label| label.contains("nothing is said")), "{labels:?}");
    assert!(labels.iter().any(|label| label.contains("own code")), "{labels:?}");
}
