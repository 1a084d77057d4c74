//! What is arranged lies apart, stays with its domain and comes out the same every time.

use super::*;
use crate::command::{Place, apply};
use crate::gallery::{EXAMPLES, synthetic};
use crate::model::BoundedContext;
use crate::sketch::Sketch;
use crate::view::context_map;

/// The landscape without any place on it.
fn unplaced(landscape: &Landscape) -> Landscape {
    let mut without = landscape.clone();
    for context in without.contexts.values_mut() {
        std::sync::Arc::make_mut(context).frame = None;
    }
    without
}

fn placed(mut landscape: Landscape, aspect: f64) -> Landscape {
    let frames = arrange(&landscape, aspect);
    apply(&mut landscape, &Place { frames }.into()).expect("everything is there");
    landscape
}

/// Boxes lie apart, and no context lies in the water of a domain that it does not implement.
fn check(landscape: &Landscape) {
    let scene = context_map::build(landscape);
    for (index, node) in scene.nodes.iter().enumerate() {
        for other in &scene.nodes[..index] {
            assert!(
                !node.rect.inflate(16.0).overlaps(&other.rect),
                "{} lies on {}",
                node.description,
                other.description
            );
        }
        let ElementId::Context(id) = node.id else { continue };
        let homes = landscape.domains_of(&landscape.contexts[&id]);
        for region in scene.regions.iter().filter(|region| region.rect.overlaps(&node.rect)) {
            assert!(
                homes.iter().any(|home| ElementId::from(*home) == region.id),
                "{} is in strange water",
                node.description
            );
        }
    }
}

#[test]
fn the_examples_are_arranged_for_wide_and_for_narrow_windows() {
    for example in EXAMPLES {
        let landscape = unplaced(&example.landscape());
        for aspect in [1.5, 0.46, f64::NAN] {
            let arranged = placed(landscape.clone(), aspect);
            check(&arranged);
            assert_eq!(arranged, placed(landscape.clone(), aspect), "twice the same");
        }
        let ratio = |aspect: f64| {
            let room = context_map::build(&placed(landscape.clone(), aspect)).bounds().expect("something is there");
            room.width / room.height
        };
        assert!(ratio(0.46) < ratio(2.0), "{}: a narrow window gets a narrower map", example.code);
    }
}

#[test]
fn verticals_stand_on_their_foundation() {
    let landscape = placed(unplaced(&EXAMPLES[1].landscape()), 1.5);
    let scene = context_map::build(&landscape);
    let foundation = scene.regions.iter().find(|region| region.kind == DomainKind::Foundation).expect("one");
    for vertical in scene.regions.iter().filter(|region| region.kind == DomainKind::Vertical) {
        assert!(vertical.rect.bottom() < foundation.rect.y);
    }
}

#[test]
fn a_hundred_contexts_with_and_without_domains_lie_apart() {
    let landscape = unplaced(&synthetic::landscape(100));
    check(&placed(landscape.clone(), 1.5));
    let mut loose = landscape;
    for context in loose.contexts.values_mut() {
        std::sync::Arc::make_mut(context).implements.clear();
    }
    check(&placed(loose, 1.5));
}

#[test]
fn related_contexts_lie_closer_than_by_chance() {
    let landscape = synthetic::landscape(100);
    let length = |landscape: &Landscape| {
        let mut map = context_map::ContextMap::new(landscape);
        let ids: Vec<_> = map.relationships().collect();
        let ends = ids.iter().filter_map(|id| map.ends(*id));
        let total: f64 = ends.map(|[a, b]| a.center().distance(b.center())).sum();
        map.edges(&[]);
        total
    };
    let mut loose = unplaced(&landscape);
    for context in loose.contexts.values_mut() {
        std::sync::Arc::make_mut(context).implements.clear();
    }
    let arranged = placed(loose.clone(), 1.5);
    // By chance: the same places, dealt out in the order of names.
    let mut dealt = arranged.clone();
    let frames: Vec<_> = arranged.contexts.values().map(|context| context.frame).collect();
    for (context, frame) in dealt.contexts.values_mut().zip(frames.iter().rev()) {
        std::sync::Arc::make_mut(context).frame = *frame;
    }
    assert!(length(&arranged) < 0.85 * length(&dealt), "{} against {}", length(&arranged), length(&dealt));
}

#[test]
fn what_is_added_without_a_place_lies_beside_the_rest() {
    let mut landscape = EXAMPLES[0].landscape();
    let before = landscape.clone();
    let mut ids = crate::model::IdSource::after(&landscape, 0);
    for number in 0..5 {
        let record = BoundedContext { id: ids.fresh(), name: format!("New {number}"), ..BoundedContext::default() };
        apply(&mut landscape, &crate::command::Add::new(record).into()).expect("new");
    }
    let frames = missing(&landscape, 1.5);
    assert_eq!(frames.len(), 5);
    apply(&mut landscape, &Place { frames }.into()).expect("there");
    for (id, context) in &before.contexts {
        assert_eq!(landscape.contexts[id].frame, context.frame, "what had a place keeps it");
    }
    let rects: Vec<Rect> = landscape.contexts.values().filter_map(|context| context.frame).map(Rect::from).collect();
    for (index, rect) in rects.iter().enumerate() {
        assert!(!rects[..index].iter().any(|other| other.overlaps(rect)));
    }
    assert!(missing(&landscape, 1.5).is_empty());
}

#[test]
fn a_team_that_comes_onto_the_map_lies_on_no_island_and_in_no_water() {
    for example in EXAMPLES {
        let mut landscape = example.landscape();
        let teams: Vec<_> = landscape.teams.keys().copied().collect();
        for id in teams {
            let edit = crate::command::TeamEdit::OffMap(false);
            apply(&mut landscape, &crate::command::EditTeam { id, edit }.into()).expect("there");
            let frames = missing(&landscape, 1.5);
            apply(&mut landscape, &Place { frames }.into()).expect("there");
        }
        let scene = context_map::build(&landscape);
        assert!(
            !landscape.teams.is_empty()
                && scene.nodes.len() == landscape.contexts.len() + landscape.teams.len() + landscape.actors.len()
        );
        check(&landscape);
        for team in scene.nodes.iter().filter(|node| matches!(node.id, ElementId::Team(_))) {
            let water = scene.regions.iter().find(|region| region.rect.overlaps(&team.rect));
            assert!(water.is_none(), "{}: {} is in {:?}", example.code, team.description, water);
        }
    }
}

#[test]
fn one_context_and_none_at_all() {
    assert!(arrange(&Landscape::default(), 1.5).is_empty());
    let mut sketch = Sketch::new();
    sketch.context("Alone");
    assert_eq!(arrange(&sketch.landscape, 1.5).len(), 1);
}
