//! What the views without routes show of any landscape: everything once, in its place, and nothing on top of anything.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "support/drawn.rs"]
mod drawn;
#[path = "charts/matrix.rs"]
mod matrix;
#[path = "charts/onion.rs"]
mod onion;
#[path = "charts/placed.rs"]
mod placed;

use atoll_core::gallery::{EXAMPLES, spoken, synthetic};
use atoll_core::geometry::Rect;
use atoll_core::model::{Aspect, ElementId, Grouping, Landscape, Perspective, ViewKind};
use atoll_core::random::Random;
use atoll_core::scene::figure::{Figure, Look, Outline};
use atoll_core::scene::{Scene, svg};
use atoll_core::sketch::Sketch;
use atoll_core::theme::Theme;
use atoll_core::view::{VIEWS, view};

/// The examples, generated landscapes, and what random commands make of all of them.
fn landscapes() -> Vec<Landscape> {
    let plain = EXAMPLES.map(|example| example.landscape()).into_iter();
    let plain: Vec<Landscape> = plain.chain([synthetic::landscape(40), spoken::landscape(40)]).collect();
    let grown = (0..60).map(|seed| {
        let mut random = Random::keyed(&[seed, 17]);
        let start = plain.get(seed as usize % (plain.len() + 1)).cloned().unwrap_or_default();
        drawn::grown(start, &mut random, 120)
    });
    grown.chain(plain.clone()).collect()
}

fn scene(landscape: &Landscape, kind: ViewKind, perspective: &Perspective) -> Scene {
    (view(kind).build)(landscape, perspective)
}

/// The box of a figure.
fn area(figure: &Figure) -> Option<Rect> {
    match figure.outline {
        Outline::Box(rect, _) | Outline::Oval(rect) => Some(rect),
        _ => None,
    }
}

fn of_look(scene: &Scene, look: Look) -> impl Iterator<Item = &Figure> {
    scene.figures.iter().filter(move |figure| figure.look == look)
}

#[test]
fn every_view_of_any_landscape_is_drawn_in_finite_numbers() {
    for landscape in landscapes().iter().chain([&Landscape::default()]) {
        for view in VIEWS {
            let last = landscape.contexts.keys().next_back().copied();
            for (context, grouping, hidden) in [
                (None, Grouping::Domain, vec![]),
                (last, Grouping::Team, vec![Aspect::ExternalSystems, Aspect::GenericContexts]),
                (None, Grouping::Deployable, Aspect::ALL.to_vec()),
            ] {
                let focus = context.map(ElementId::from).into_iter().collect();
                let perspective = Perspective {
                    view: view.kind,
                    context,
                    grouping,
                    hidden,
                    focus,
                    hops: 1,
                    ..Perspective::default()
                };
                let scene = (view.build)(landscape, &perspective);
                let picture = svg::document(&scene, view.name, Theme::Light);
                assert!(!picture.contains("NaN") && !picture.contains("inf\""), "{}", view.code);
                assert_eq!(scene, (view.build)(landscape, &perspective), "{}: twice the same", view.code);
            }
        }
    }
}

#[test]
fn a_focus_leaves_only_what_is_near_it() {
    let mut sketch = Sketch::new();
    let [a, b, c, d] = ["A", "B", "C", "D"].map(|name| sketch.context(name));
    for (upstream, downstream) in [(a, b), (b, c), (c, d)] {
        sketch.flow(upstream, downstream);
    }
    for (kind, look) in [(ViewKind::Matrix, Look::Cell), (ViewKind::EvolutionChart, Look::Dependency)] {
        let count = |perspective: &Perspective| of_look(&scene(&sketch.landscape, kind, perspective), look).count();
        assert_eq!(count(&Perspective::default()), 3, "{kind:?}");
        assert_eq!(count(&Perspective { focus: vec![a.into()], hops: 1, ..Perspective::default() }), 1, "{kind:?}");
    }
    let near = Perspective { focus: vec![d.into()], hops: 2, ..Perspective::default() };
    assert_eq!(scene(&sketch.landscape, ViewKind::CoreDomainChart, &near).nodes.len(), 3);
}

#[test]
fn an_empty_landscape_is_told_how_to_begin() {
    for kind in [ViewKind::Matrix, ViewKind::Onion, ViewKind::CoreDomainChart, ViewKind::EvolutionChart] {
        let scene = scene(&Landscape::default(), kind, &Perspective::default());
        let words = scene.figures.iter().flat_map(|figure| &figure.words);
        assert!(words.map(|words| words.text.text.len()).sum::<usize>() > 40, "{kind:?}");
    }
}
