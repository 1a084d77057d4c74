//! Every building block of the context that is shown is in the onion once, in its ring.

use std::collections::BTreeMap;

use atoll_core::geometry::{Point, Rect};
use atoll_core::model::{ContextId, ElementId, Landscape, Perspective, Ring, ViewKind};
use atoll_core::scene::Scene;
use atoll_core::scene::figure::Look;

use super::{area, landscapes, of_look, scene};

/// The rings from the inside.
fn rings(scene: &Scene) -> [Rect; 3] {
    [Look::RingInner, Look::RingMiddle, Look::RingOuter]
        .map(|look| of_look(scene, look).next().and_then(area).expect("three rings"))
}

/// Whether a point lies in the ellipse of a box.
fn is_within(oval: &Rect, point: Point) -> bool {
    let way = point.minus(oval.center());
    Point::new(way.x / oval.width, way.y / oval.height).length() <= 0.5
}

fn check(landscape: &Landscape, context: ContextId) {
    let scene = scene(landscape, ViewKind::Onion, &Perspective { context: Some(context), ..Perspective::default() });
    let rings = rings(&scene);
    let cards = [Look::Card, Look::CardStrong].into_iter().flat_map(|look| of_look(&scene, look));
    let mut placed: BTreeMap<ElementId, Rect> = BTreeMap::new();
    for card in cards {
        if let (Some(id @ ElementId::BuildingBlock(_)), Some(rect)) = (card.ids.first(), area(card)) {
            assert!(placed.insert(*id, rect).is_none(), "{id} is there twice");
        }
    }
    let blocks: Vec<_> = landscape.building_blocks.values().filter(|block| block.context == context).collect();
    assert_eq!(placed.len(), blocks.len());
    for block in &blocks {
        let rect = placed[&block.id.into()];
        let within = |ring: usize| rect.corners().iter().filter(|corner| is_within(&rings[ring], **corner)).count();
        let counts = [within(0), within(1), within(2)];
        let expected = match block.ring {
            Ring::Domain => [4, 4, 4],
            Ring::Application => [0, 4, 4],
            Ring::Infrastructure => [0, 0, 4],
            Ring::Undefined => [0, 0, 0],
        };
        assert_eq!(counts, expected, "{} in the {} ring", block.name, block.ring.word());
    }
    let rects: Vec<&Rect> = placed.values().collect();
    for (index, rect) in rects.iter().enumerate() {
        assert!(!rects[..index].iter().any(|other| other.overlaps(rect)), "two cards lie on each other");
    }
    uses(landscape, context, &scene);
}

/// Every use within the context is an arrow; those that point outwards look wrong.
fn uses(landscape: &Landscape, context: ContextId, scene: &Scene) {
    let mut expected: BTreeMap<(ElementId, ElementId), bool> = BTreeMap::new();
    for user in landscape.building_blocks.values().filter(|block| block.context == context) {
        for used in user.uses.iter().filter_map(|id| landscape.building_blocks.get(id)) {
            if used.context == context && used.id != user.id {
                let is_wrong = user.ring != Ring::Undefined && user.ring < used.ring;
                expected.insert((user.id.into(), used.id.into()), is_wrong);
            }
        }
    }
    let mut found = BTreeMap::new();
    for (look, is_wrong) in [(Look::Dependency, false), (Look::DependencyWrong, true)] {
        for arrow in of_look(scene, look) {
            assert!(found.insert((arrow.ids[0], arrow.ids[1]), is_wrong).is_none());
        }
    }
    assert_eq!(found, expected);
}

#[test]
fn every_building_block_is_once_in_its_ring() {
    let mut blocks = 0;
    for landscape in landscapes() {
        blocks += landscape.building_blocks.len();
        let contexts: Vec<ContextId> = landscape.contexts.keys().copied().collect();
        contexts.into_iter().for_each(|context| check(&landscape, context));
    }
    assert!(blocks > 100, "only {blocks} were drawn");
}

#[test]
fn a_change_passes_every_tier_and_stops_in_the_outermost_ring() {
    let landscape = atoll_core::gallery::example("retailer").expect("an example").landscape();
    let till = landscape.contexts.values().find(|context| context.name == "Point of sale").expect("a context");
    let scene = scene(&landscape, ViewKind::Onion, &Perspective { context: Some(till.id), ..Perspective::default() });
    let [_, middle, outer] = rings(&scene);
    let ends: Vec<Point> = of_look(&scene, Look::Travel)
        .filter_map(|arrow| match &arrow.outline {
            atoll_core::scene::figure::Outline::Arrow(points) => points.last().copied(),
            _ => None,
        })
        .collect();
    let (in_onion, in_cake): (Vec<Point>, Vec<Point>) = ends.into_iter().partition(|end| end.x < outer.right());
    assert_eq!(in_onion.len(), 1);
    assert!(is_within(&outer, in_onion[0]) && !is_within(&middle, in_onion[0]));
    // Three tiers, each of which is reached.
    let tiers = ["Till screens", "Store services", "Store database"].map(|tier| {
        let figure = scene.figures.iter().find(|it| it.words.iter().any(|words| words.text.text == tier));
        figure.and_then(area).expect("a tier")
    });
    assert!(tiers.iter().all(|tier| in_cake.iter().filter(|end| tier.contains(**end)).count() == 1), "{in_cake:?}");
}
