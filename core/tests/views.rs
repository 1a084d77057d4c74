//! Every view of whatever can be drawn: it is there, its places are numbers, it is the same twice, and a new name moves
//! nothing else.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "support/drawn.rs"]
mod drawn;

use atoll_core::command::{ContextEdit, EditContext, apply};
use atoll_core::gallery::EXAMPLES;
use atoll_core::geometry::{Point, Rect};
use atoll_core::model::{Aspect, ElementId, Grouping, Landscape, Perspective, Reach, Spot, ViewKind};
use atoll_core::random::Random;
use atoll_core::scene::Scene;
use atoll_core::scene::figure::Outline;
use atoll_core::scene::svg;
use atoll_core::theme::Theme;
use atoll_core::view::VIEWS;

/// What one could ask of any view.
fn perspective(random: &mut Random, landscape: &Landscape) -> Perspective {
    let ids: Vec<ElementId> = landscape.ids().collect();
    let some = |random: &mut Random, most: usize| -> Vec<ElementId> {
        let count = if ids.is_empty() { 0 } else { random.below(most + 1) };
        (0..count).map(|_| ids[random.below(ids.len())]).collect()
    };
    let focus = if random.unit() < 0.5 { Vec::new() } else { some(random, 3) };
    let collapsed = some(random, 6);
    let spots = if random.unit() < 0.7 { Vec::new() } else { some(random, 4) };
    let spot = |id| Spot { id, x: random.below(900) as i32, y: -(random.below(400) as i32) };
    let places = spots.into_iter().map(spot).collect();
    Perspective {
        context: landscape.contexts.keys().next().copied(),
        story: landscape.stories.keys().last().copied().filter(|_| random.unit() < 0.5),
        focus,
        hops: random.below(4) as u32,
        direction: [Reach::Both, Reach::Upstream, Reach::Downstream][random.below(3)],
        grouping: [Grouping::Domain, Grouping::Team, Grouping::Deployable][random.below(3)],
        collapsed,
        hidden: Aspect::ALL.iter().copied().filter(|_| random.unit() < 0.15).collect(),
        places,
        ..Perspective::default()
    }
}

fn assert_finite(scene: &Scene, what: &str) {
    let is_fine = |rect: &Rect| [rect.x, rect.y, rect.width, rect.height].iter().all(|number| number.is_finite());
    let are_fine = |points: &[Point]| points.iter().all(|point| point.x.is_finite() && point.y.is_finite());
    for figure in &scene.figures {
        let outline = match &figure.outline {
            Outline::None => true,
            Outline::Box(rect, _) | Outline::Oval(rect) | Outline::Team(_, rect) => is_fine(rect),
            Outline::Area(points) | Outline::Line(points) | Outline::Arrow(points) => are_fine(points),
        };
        assert!(outline && figure.words.iter().all(|words| are_fine(&[words.text.at])), "{what}: {figure:?}");
    }
    assert!(scene.nodes.iter().all(|node| is_fine(&node.rect)), "{what}");
    assert!(scene.regions.iter().all(|region| is_fine(&region.rect)), "{what}");
    assert!(scene.edges.iter().all(|edge| are_fine(&edge.line)), "{what}");
}

#[test]
fn whatever_is_drawn_is_shown() {
    for seed in 0..90 {
        let mut random = Random::keyed(&[seed, 23]);
        let start = if seed % 3 == 0 { Landscape::default() } else { EXAMPLES[seed as usize % 3].landscape() };
        let landscape = drawn::grown(start, &mut random, 60);
        for view in VIEWS {
            let perspective = perspective(&mut random, &landscape);
            let what = format!("seed {seed}, {}", view.code);
            let scene = (view.build)(&landscape, &perspective);
            assert_finite(&scene, &what);
            assert_eq!(scene, (view.build)(&landscape, &perspective), "{what}");
            assert!(svg::document(&scene, "", Theme::Light).ends_with("</svg>\n"), "{what}");
        }
    }
}

#[test]
fn a_new_name_moves_nothing_else() {
    for example in EXAMPLES {
        let landscape = example.landscape();
        let id = *landscape.contexts.keys().nth(3).expect("a context");
        let mut renamed = landscape.clone();
        let edit = ContextEdit::Name("Zebra crossings".to_owned());
        apply(&mut renamed, &EditContext { id, edit }.into()).expect("it is there");
        for view in VIEWS.iter().filter(|view| view.kind != ViewKind::Matrix) {
            let places = |landscape: &Landscape| {
                let scene = (view.build)(landscape, &Perspective::default());
                scene.nodes.iter().map(|node| (node.id, node.rect)).collect::<Vec<_>>()
            };
            assert_eq!(places(&landscape), places(&renamed), "{}, {}", example.code, view.code);
        }
    }
}
