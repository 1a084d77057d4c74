//! What changes the odds of a step, and what does not.

use std::sync::Arc;

use atoll_core::gallery::EXAMPLES;
use atoll_core::model::{
    Aggregate, Classification, ContextId, Contract, ContractVersion, End, Evolution, Integration, Landscape, Lifecycle,
    Message, RelationshipId, RelationshipKind, Strength, Volatility,
};
use atoll_core::simulation::ripple::likelihood::with_odds;
use atoll_core::simulation::ripple::{ChangeKind, Likelihoods, volatility};
use atoll_core::sketch::Sketch;
use proptest::prelude::*;

use super::over;

const PLAIN: RelationshipKind = RelationshipKind::UpstreamDownstream;

/// Two contexts and a plain relationship between them.
fn pair() -> (Sketch, [ContextId; 2], RelationshipId) {
    let mut sketch = Sketch::new();
    let ends = ["Up", "Down"].map(|name| sketch.context(name));
    let flow = sketch.flow(ends[0], ends[1]);
    (sketch, ends, flow)
}

fn down(landscape: &Landscape, id: RelationshipId, kind: ChangeKind) -> f64 {
    over(landscape, id, kind)[0]
}

#[test]
fn where_nothing_is_said_the_pattern_alone_counts() {
    let (sketch, _, flow) = pair();
    assert_eq!(over(&sketch.landscape, flow, ChangeKind::Usual), [0.4, 0.0]);
    let step = Likelihoods::of(&sketch.landscape).steps(&sketch.landscape.relationships[&flow])[0];
    assert_eq!((step.factors, step.words()), ([1.0; 6], "40 % by the pattern".to_owned()));
}

#[test]
fn the_kinds_are_in_order_over_every_relationship() {
    for landscape in EXAMPLES.map(|example| example.landscape()) {
        for id in landscape.relationships.keys() {
            let of = [ChangeKind::Internal, ChangeKind::Compatible, ChangeKind::Breaking]
                .map(|kind| over(&landscape, *id, kind));
            for way in [0, 1] {
                assert!(of[0][way] <= of[1][way] && of[1][way] <= of[2][way], "{id}: {of:?}");
            }
        }
    }
}

#[test]
fn an_internal_change_hardly_leaves() {
    let (sketch, _, flow) = pair();
    // Odds of 0.4 are 2/3; a twentieth of them is 1/30, which is 1/31.
    assert!((down(&sketch.landscape, flow, ChangeKind::Internal) - 1.0 / 31.0).abs() < 1e-12);
    assert!((down(&sketch.landscape, flow, ChangeKind::Breaking) - 2.0 / 3.0).abs() < 1e-12);
}

#[test]
fn what_joins_more_tightly_lets_more_through() {
    let (mut sketch, [up, to], _) = pair();
    let mut likelihood = |integration: Integration, strength: Strength| {
        let id = sketch.relate(up, to, PLAIN, |it| (it.integration, it.strength) = (integration, strength));
        down(&sketch.landscape, id, ChangeKind::Usual)
    };
    let plain = Strength::Undefined;
    let joined =
        [Integration::SharedDatabase, Integration::InProcessCall, Integration::RemoteCall, Integration::BrokerMessage];
    let joined = joined.map(|it| likelihood(it, plain));
    assert!(joined.is_sorted_by(|a, b| a > b), "{joined:?}");
    let tied = [Strength::Strong, Strength::EntityReads, Strength::Undefined, Strength::Weak];
    let tied = tied.map(|it| likelihood(Integration::Undefined, it));
    assert!(tied.is_sorted_by(|a, b| a > b), "{tied:?}");
}

/// The pair with a contract of the upstream in versions that stand like this; the first is used.
fn with_versions(standing: &[Lifecycle]) -> (Landscape, RelationshipId) {
    let (mut sketch, [up, to], _) = pair();
    let contract = sketch.add(Contract { context: up, name: "API".to_owned(), ..Contract::default() });
    let version =
        |lifecycle: &Lifecycle| ContractVersion { contract, lifecycle: *lifecycle, ..ContractVersion::default() };
    let versions: Vec<_> = standing.iter().map(|lifecycle| sketch.add(version(lifecycle))).collect();
    let id = sketch.relate(up, to, PLAIN, |it| it.versions = versions.into_iter().take(1).collect());
    (sketch.landscape, id)
}

#[test]
fn a_version_that_stays_absorbs_what_breaks() {
    let breaking = |standing: &[Lifecycle]| {
        let (landscape, id) = with_versions(standing);
        down(&landscape, id, ChangeKind::Breaking)
    };
    let single = breaking(&[Lifecycle::Active]);
    assert!((single - 2.0 / 3.0).abs() < 1e-12, "one version alone promises nothing");
    for old in [Lifecycle::Active, Lifecycle::Deprecated] {
        let kept = breaking(&[old, Lifecycle::Active]);
        assert!((kept - with_odds(single, 0.2)).abs() < 1e-12, "{old:?}: {kept}");
    }
    // A version that is gone keeps nobody safe, and is no version that stays beside another.
    assert_eq!(breaking(&[Lifecycle::Active, Lifecycle::Retired]), single);
    assert!(breaking(&[Lifecycle::Draft]) > single);
    assert!(breaking(&[Lifecycle::Retired, Lifecycle::Active]) > breaking(&[Lifecycle::Draft]));
    let (landscape, id) = with_versions(&[Lifecycle::Active, Lifecycle::Active]);
    let without = Likelihoods::of_kind(&landscape, ChangeKind::Breaking);
    let mut past = landscape.relationships[&id].as_ref().clone();
    past.versions.clear();
    assert!(without.over(&past)[0] > single, "who goes past the contract has none of its promises");
    let internal = down(&landscape, id, ChangeKind::Internal);
    assert!((internal - 1.0 / 31.0).abs() < 1e-12, "a contract does not matter for what is inside");
}

#[test]
fn a_message_of_the_downstream_lets_a_change_go_upstream() {
    let (mut sketch, [_, to], flow) = pair();
    let contract = sketch.add(Contract { context: to, name: "Orders in".to_owned(), ..Contract::default() });
    let version = sketch.add(ContractVersion { contract, lifecycle: Lifecycle::Active, ..ContractVersion::default() });
    assert_eq!(over(&sketch.landscape, flow, ChangeKind::Breaking)[1], 0.0);
    let message = Message { relationship: flow, sender: End::Upstream, version: Some(version), ..Message::default() };
    sketch.add(message);
    assert!(over(&sketch.landscape, flow, ChangeKind::Breaking)[1] > 0.3);
    assert_eq!(over(&sketch.landscape, flow, ChangeKind::Internal)[1], 0.0);
}

/// Five contexts that change as often as said, each but the first downstream of the first.
fn star(changes: [u32; 5]) -> (Landscape, Vec<RelationshipId>) {
    let mut sketch = Sketch::new();
    let contexts = ["Hub", "A", "B", "C", "D"].map(|name| sketch.context(name));
    for (context, changes) in contexts.into_iter().zip(changes) {
        sketch.edit_context(context, |it| it.changes_a_month = changes);
    }
    let flows = contexts[1..].iter().map(|to| sketch.flow(contexts[0], *to)).collect();
    (sketch.landscape, flows)
}

#[test]
fn volatility_counts_strongly_at_both_ends() {
    let likelihood = |hub: u32, receiver: u32| {
        let (landscape, flows) = star([hub, receiver, 4, 4, 4]);
        down(&landscape, flows[0], ChangeKind::Usual)
    };
    assert_eq!(likelihood(4, 4), 0.4, "as often as most");
    let receivers = [1, 2, 4, 8, 16, 32].map(|changes| likelihood(4, changes));
    let sources = [1, 2, 4, 8, 16, 32].map(|changes| likelihood(changes, 4));
    for rising in [receivers, sources] {
        assert!(rising.is_sorted_by(|a, b| a < b), "{rising:?}");
    }
    assert!(receivers[0] < 0.15 && receivers[5] > 0.84, "more than any pattern: {receivers:?}");
    assert_eq!(likelihood(4, 32), likelihood(4, 3_200), "there is a most that it counts");
}

#[test]
fn what_is_not_said_is_taken_from_aggregates_then_from_strategy() {
    let (mut sketch, [_, to], flow) = pair();
    let likelihood = |sketch: &Sketch| down(&sketch.landscape, flow, ChangeKind::Usual);
    sketch.edit_context(to, |it| it.evolution = Evolution::Genesis);
    assert!((likelihood(&sketch) - with_odds(0.4, 2.0)).abs() < 1e-12);
    sketch.edit_context(to, |it| it.classification = Classification::Core);
    assert!((likelihood(&sketch) - with_odds(0.4, 3.0)).abs() < 1e-12);
    let volatility = Volatility::Rarely;
    sketch.add(Aggregate { context: to, name: "Rule".to_owned(), volatility, ..Aggregate::default() });
    assert!((likelihood(&sketch) - with_odds(0.4, 0.25)).abs() < 1e-12, "aggregates know better than strategy");
    sketch.edit_context(to, |it| it.changes_a_month = 16);
    // One context says 16 and the usual one has 4: the middle of the two is 8.
    assert!((likelihood(&sketch) - with_odds(0.4, 2.0)).abs() < 1e-12, "what is counted knows best");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn odds_stay_in_bounds_and_rise_with_the_factor(p in 0.0..=1.0_f64, f in 0.0..50.0_f64, more in 0.0..50.0_f64) {
        let (one, other) = (with_odds(p, f), with_odds(p, f + more));
        prop_assert!((0.0..=1.0).contains(&one) && one <= other + 1e-15);
        prop_assert_eq!(with_odds(p, 1.0), p);
        prop_assert_eq!(with_odds(0.0, f), 0.0);
        prop_assert!(f == 0.0 || with_odds(1.0, f) == 1.0);
    }

    #[test]
    fn the_factor_never_falls_with_either_ratio(a in 0.1..8.0_f64, b in 0.1..8.0_f64, more in 0.0..4.0_f64) {
        let weights = [0.5, 1.0];
        let now = volatility::odds([a, b], weights);
        prop_assert!(volatility::odds([a + more, b], weights) >= now);
        prop_assert!(volatility::odds([a, b + more], weights) >= now);
    }

    #[test]
    fn the_unit_of_changes_does_not_matter(changes in prop::array::uniform5(1..60_u32), times in 2..9_u32) {
        let (landscape, flows) = star(changes);
        let (mut scaled, _) = star(changes.map(|it| it * times));
        // The usual context is counted in the same unit.
        let header = Arc::make_mut(&mut scaled.header);
        header.assumptions.insert("ripple.volatility.usual_changes".to_owned(), 4.0 * f64::from(times));
        for flow in flows {
            let [one, other] = [&landscape, &scaled].map(|it| down(it, flow, ChangeKind::Usual));
            prop_assert!((one - other).abs() < 1e-12, "{one} {other}");
        }
    }
}
