//! What follows changes one by one shows what would be built from scratch, and says all that looks different.

use atoll_core::sorted_map::SortedMap;
use atoll_core::sorted_set::SortedSet;

use atoll_core::change::Changes;
use atoll_core::command::apply;
use atoll_core::model::{ElementId, Landscape};
use atoll_core::rule::{self, Inspection};
use atoll_core::scene::Scene;
use atoll_core::view::context_map::{self, ContextMap};

use super::{drawn, start};

/// Follows the changes and checks the map against one from scratch, and what is said to look different.
fn follow(map: &mut ContextMap, landscape: &Landscape, changes: &Changes, before: &Scene, told: &str) -> Scene {
    let touched: Vec<ElementId> = changes.touched().collect();
    let redrawn = map.update(landscape, &touched, &SortedMap::new());
    let after = map.scene();
    assert_eq!(after, context_map::build(landscape), "{told}");
    let nodes = |scene: &Scene| scene.nodes.iter().map(|node| (node.id, node.clone())).collect::<SortedMap<_, _>>();
    let (old, new) = (nodes(before), nodes(&after));
    let differ: SortedSet<ElementId> =
        old.keys().chain(new.keys()).copied().filter(|id| old.get(id) != new.get(id)).collect();
    assert_eq!(redrawn.nodes, differ, "{told}: exactly the boxes that look different are named");
    assert!(redrawn.regions || before.regions == after.regions, "{told}: regions look different");
    assert!(redrawn.edges || before.edges == after.edges, "{told}: edges look different");
    after
}

#[test]
fn the_context_map_follows_every_change_and_every_undo() {
    for seed in 0..40 {
        let (mut landscape, mut random) = start(seed);
        let mut map = ContextMap::new(&landscape);
        let mut shown = map.scene();
        for step in 0..60 {
            let command = drawn::command(&mut random, &landscape);
            let Ok(changes) = apply(&mut landscape, &command) else { continue };
            let told = format!("seed {seed}, step {step}: {command:?}");
            shown = follow(&mut map, &landscape, &changes, &shown, &told);
            if random.below(3) == 0 {
                let back = changes.invert();
                landscape.apply(&back);
                shown = follow(&mut map, &landscape, &back, &shown, &format!("{told}, undone"));
            }
        }
    }
}

#[test]
fn the_findings_follow_every_change_and_every_undo() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 6, 15);
    for seed in 0..60 {
        let (mut landscape, mut random) = start(seed);
        let mut inspection = Inspection::of(&landscape, today);
        for step in 0..60 {
            let command = drawn::command(&mut random, &landscape);
            let Ok(changes) = apply(&mut landscape, &command) else { continue };
            inspection.follow(&landscape, &changes);
            assert_findings(&inspection, &landscape, today, &format!("seed {seed}, step {step}: {command:?}"));
            if random.below(3) == 0 {
                let back = changes.invert();
                landscape.apply(&back);
                inspection.follow(&landscape, &back);
                assert_findings(
                    &inspection,
                    &landscape,
                    today,
                    &format!("seed {seed}, step {step}, undone: {command:?}"),
                );
            }
        }
    }
}

fn assert_findings(inspection: &Inspection, landscape: &Landscape, today: Option<chrono::NaiveDate>, told: &str) {
    let (followed, full) = (inspection.findings(landscape), rule::check(landscape, today));
    let differ = followed.iter().zip(&full).find(|(a, b)| a != b);
    assert!(followed == full, "{told}: {} instead of {}, first {differ:?}", followed.len(), full.len());
}
