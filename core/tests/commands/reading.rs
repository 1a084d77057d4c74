//! Whatever commands yield can be looked at: rules, graph, views, pictures, layout, ripples and copies never panic.

use atoll_core::sorted_set::SortedSet;

use atoll_core::command::{Place, Restore, apply};
use atoll_core::geometry::Point;
use atoll_core::graph::Graph;
use atoll_core::model::{ElementId, IdSource, Landscape, Perspective};
use atoll_core::random::Random;
use atoll_core::scene::svg;
use atoll_core::simulation::ripple::RippleModel;
use atoll_core::theme::Theme;
use atoll_core::view::VIEWS;
use atoll_core::{fragment, layout, rule};

use super::references::dangling;
use super::{drawn, start};

fn some(seed: u64) -> (Landscape, Random) {
    let (landscape, mut random) = start(seed);
    let steps = 20 + random.below(60);
    (drawn::grown(landscape, &mut random, steps), random)
}

#[test]
fn every_way_out_that_a_rule_offers_can_be_taken() {
    let mut taken = 0;
    for seed in 0..100 {
        let (landscape, _) = some(seed);
        for finding in rule::check(&landscape, None) {
            assert!(finding.rule().is_some() && !finding.targets.is_empty() && !finding.message.is_empty());
            assert!(finding.targets.iter().all(|id| landscape.contains(*id)), "seed {seed}: {finding:?}");
            for fix in &finding.fixes {
                let changes = fix.command.changes(&landscape);
                assert!(changes.is_ok_and(|changes| !changes.is_empty()), "seed {seed}, {}: {fix:?}", finding.code);
                taken += 1;
            }
        }
    }
    assert!(taken > 1_000, "only {taken} ways out were offered");
}

#[test]
fn every_view_of_it_is_drawn() {
    for seed in 0..60 {
        let (landscape, _) = some(seed);
        for view in VIEWS {
            let scene = (view.build)(&landscape, &Perspective::default());
            let points = scene.edges.iter().flat_map(|edge| &edge.line);
            assert!(points.into_iter().all(|point| point.x.is_finite() && point.y.is_finite()), "seed {seed}");
            let picture = svg::document(&scene, &landscape.header.name, Theme::Dark);
            let parsed = roxmltree::Document::parse(&picture).map(|document| document.descendants().count());
            assert!(parsed.is_ok_and(|count| count > scene.nodes.len()), "seed {seed}: {}", view.code);
        }
    }
}

#[test]
fn it_is_laid_out_and_what_has_no_place_finds_one() {
    for seed in 0..16 {
        let (landscape, _) = some(seed);
        let on_map =
            landscape.contexts_on_map().count() + landscape.teams_on_map().count() + landscape.actors_on_map().count();
        let frames = layout::arrange(&landscape, 1.5);
        let placed = frames.keys().filter(|id| !matches!(id, ElementId::Domain(_))).count();
        assert_eq!(placed, on_map, "seed {seed}");
        let mut arranged = landscape.clone();
        apply(&mut arranged, &Place { frames }.into()).expect("only what is there is placed");

        let mut completed = landscape.clone();
        let frames = layout::missing(&landscape, 1.5);
        apply(&mut completed, &Place { frames }.into()).expect("only what is there is placed");
        let is_placed = completed.contexts_on_map().all(|it| it.frame.is_some())
            && completed.teams_on_map().all(|it| it.frame.is_some());
        assert!(is_placed, "seed {seed}");
    }
}

#[test]
fn a_change_ripples_through_it_with_probabilities() {
    for seed in 0..60 {
        let (landscape, _) = some(seed);
        let graph = Graph::of(&landscape);
        assert_eq!(graph.contexts.len(), landscape.contexts.len());
        let model = RippleModel::of(&landscape);
        for source in landscape.contexts.keys().take(3) {
            let ripple = model.run(*source).expect("the source is there");
            for (id, reach) in &ripple.reach {
                let in_order =
                    0.0 <= reach.low && reach.low <= reach.value && reach.value <= reach.high && reach.high <= 1.0;
                assert!(in_order, "seed {seed}, {id} from {source}: {reach:?}");
            }
            assert_eq!(ripple.reach[source].value, 1.0);
        }
    }
}

#[test]
fn a_copy_of_any_part_names_only_what_is_there() {
    for seed in 0..100 {
        let (mut landscape, mut random) = some(seed);
        let ids: SortedSet<ElementId> = landscape.ids().filter(|_| random.below(3) == 0).collect();
        let part = fragment::extract(&landscape, &ids);
        let before = landscape.clone();
        let records =
            fragment::renumber(&part, &landscape, &mut IdSource::after(&landscape, 7), Point::new(24.0, 24.0));
        assert_eq!(records.len(), part.ids().count(), "seed {seed}");
        apply(&mut landscape, &Restore::put(records).into()).expect("a copy can be put anywhere");
        assert_eq!(
            landscape.ids().count(),
            before.ids().count() + part.ids().count(),
            "seed {seed}: nothing is replaced"
        );
        let [vital_before, _] = dangling(&before);
        let copied = dangling(&landscape)[0].difference(&vital_before).count();
        let broken_in_part = vital_before.iter().filter(|(holder, _)| part.contains(*holder)).count();
        assert!(copied <= broken_in_part, "seed {seed}: a copy breaks nothing that was whole");
    }
}
