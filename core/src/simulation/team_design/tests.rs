//! Team design on sketches whose figures are worked out by hand, and on any landscape.

use std::sync::Arc;

use super::*;
use crate::gallery::{EXAMPLES, spoken, synthetic};
use crate::model::{RelationshipKind, TeamForm};
use crate::sketch::Sketch;

/// One team of four that owns one context, with everything that can go wrong switched off; 80 % busy.
fn one_team() -> Sketch {
    let mut sketch = Sketch::new();
    let context = sketch.context("Orders");
    let team = sketch.team("All", &[context]);
    let mut record = (*sketch.landscape.teams[&team]).clone();
    (record.people, record.capacity) = (4, 20);
    sketch.put(record);
    sketch.edit_context(context, |context| context.changes_a_month = 0);
    let off = ["rework", "loss", "hand_off_days", "hand_off_effort", "penalty"];
    set(&mut sketch, off.map(|key| (key, 0.0)).as_slice());
    set(&mut sketch, &[("busy", 0.8), ("days", 4.0), ("disciplines", 4.0)]);
    sketch
}

fn set(sketch: &mut Sketch, values: &[(&str, f64)]) {
    let header = Arc::make_mut(&mut sketch.landscape.header);
    header.assumptions.extend(values.iter().map(|(key, value)| (format!("teams.{key}"), *value)));
}

fn figure(report: &Report, key: &str) -> f64 {
    report.quantity(key).unwrap_or_else(|| panic!("no {key}")).value.value
}

#[test]
fn hand_offs_alone_are_no_free_win() {
    // The figures of dev-handoff-silos-vs-crossfunctional, through what the page asks.
    let report = estimate(&one_team().landscape, &Request::default()).expect("an answer");
    let expected = [("lead_functional", 20.0), ("lead_private", 20.0), ("lead_pooled", 6.982_162_358_937_02)];
    for (key, days) in expected {
        assert!((figure(&report, key) - days).abs() < 1e-9, "{key}: {}", figure(&report, key));
        assert!(report.quantity(key).is_some_and(|quantity| quantity.value.is_exact()), "{key}");
    }
    assert!((figure(&report, "gain") - 13.017_837_641_062_98).abs() < 1e-9);
    let waterfall = report.plot("gain").expect("a waterfall");
    let bars: Vec<f64> = waterfall.series[0].points.iter().map(|point| point.y).collect();
    // All of the gain is pooling: there is nothing else to gain.
    assert!(
        (bars[1] + 13.017_837_641_062_98).abs() < 1e-9 && bars[2..7].iter().all(|bar| bar.abs() < 1e-9),
        "{bars:?}"
    );
}

#[test]
fn the_causes_add_up_to_the_gain_everywhere() {
    for example in EXAMPLES {
        let report = estimate(&example.landscape(), &Request::default()).expect("an answer");
        let bars: Vec<f64> =
            report.plot("gain").expect("a plot").series[0].points.iter().map(|point| point.y).collect();
        let sum: f64 = bars[..7].iter().sum();
        assert!((sum - bars[7]).abs() < 1e-6 * bars[7].abs().max(1.0), "{}: {bars:?}", example.code);
        assert!(bars[2] <= 1e-9 && bars[3] <= 1e-9 && bars[4] <= 1e-9, "a gain costs: {bars:?}");
        assert!(bars[5] >= -1e-9 && bars[6] >= -1e-9, "a cost gains: {bars:?}");
    }
}

#[test]
fn functional_teams_are_stages_that_every_change_passes() {
    let mut sketch = Sketch::new();
    let [a, b] = ["A", "B"].map(|name| sketch.context(name));
    let team = sketch.team("Makers", &[a, b]);
    let testers = sketch.team("Testers", &[]);
    let mut record = (*sketch.landscape.teams[&testers]).clone();
    (record.form, record.discipline) = (TeamForm::Functional, "testing".to_owned());
    sketch.put(record);
    let on = Situation::of(&sketch.landscape, &Request::default(), true).expect("people and work");
    assert_eq!(on.doers, [vec![(1, 0.5), (0, 0.5)], vec![(1, 0.5), (0, 0.5)]]);
    assert_eq!((on.crews[0].team, on.teams()), (team, 2));
    let report = estimate(&sketch.landscape, &Request::default()).expect("an answer");
    assert_eq!(figure(&report, "crossing"), 1.0);
    // One hand-off, of which a tenth comes back: v2 = 1 ÷ 0.9, v1 = 1 + 0.1 · v2, less one.
    assert!((figure(&report, "hand_offs") - (1.0 / 0.9 + 1.0 + 0.1 / 0.9 - 1.0)).abs() < 1e-9);
}

#[test]
fn a_gap_lengthens_hand_offs_until_they_talk() {
    use crate::model::{Interaction, InteractionId, InteractionMode};
    let mut sketch = Sketch::new();
    let [a, b, c] = ["A", "B", "C"].map(|name| sketch.context(name));
    let teams = [("One", a), ("Two", b), ("Three", c)].map(|(name, context)| sketch.team(name, &[context]));
    sketch.relate(a, b, RelationshipKind::SharedKernel, |_| ());
    sketch.relate(b, c, RelationshipKind::Partnership, |_| ());
    let interact = |id: u64, [provider, consumer]: [crate::model::TeamId; 2]| Interaction {
        id: InteractionId::new(id),
        provider,
        consumer,
        mode: InteractionMode::Collaboration,
        ..Interaction::default()
    };
    sketch.put(interact(901, [teams[0], teams[1]]));
    let with_gap = estimate(&sketch.landscape, &Request::default()).expect("an answer");
    assert_eq!(figure(&with_gap, "congruence"), 0.5);
    assert!(figure(&with_gap, "gap_changes") > 0.0);
    let rows = &with_gap.table("conway").expect("a table").rows;
    assert_eq!((rows.len(), rows[0].cells[5].spell(Unit::Word).as_str()), (2, "a gap"));
    sketch.put(interact(902, [teams[1], teams[2]]));
    let without = estimate(&sketch.landscape, &Request::default()).expect("an answer");
    assert_eq!((figure(&without, "congruence"), figure(&without, "gap_changes")), (1.0, 0.0));
    assert!(figure(&without, "lead_drawn") < figure(&with_gap, "lead_drawn"));
}

#[test]
fn what_cannot_be_answered_is_refused_and_the_same_is_the_same() {
    assert!(estimate(&Landscape::default(), &Request::default()).is_err());
    assert!(estimate(&synthetic::landscape(2_001), &Request::default()).is_err());
    let landscape = spoken::landscape(60);
    let [one, two] = [0, 1].map(|_| estimate(&landscape, &Request::default()).expect("an answer"));
    assert_eq!(one, two);
    let other = estimate(&landscape, &Request { seed: 5, ..Request::default() }).expect("an answer");
    let [a, b] = [&one, &other].map(|report| report.quantity("lead_drawn").expect("a figure").value);
    assert!(a != b && a.low <= b.high && b.low <= a.high, "{a:?} {b:?}");
}
