//! What the view promises.

use super::*;
use crate::gallery::{EXAMPLES, synthetic};
use crate::model::{DomainKind, ElementId, Grouping, ProblemSpace, RelationshipKind};
use crate::sketch::Sketch;

fn arrows_of(scene: &Scene) -> Vec<&Figure> {
    let is_arrow = |figure: &&Figure| matches!(figure.outline, Outline::Arrow(_) | Outline::Line(_));
    scene.figures.iter().filter(is_arrow).collect()
}

fn perspectives() -> Vec<Perspective> {
    [Grouping::Domain, Grouping::Team, Grouping::Deployable]
        .map(|grouping| Perspective { grouping, ..Perspective::default() })
        .to_vec()
}

#[test]
fn every_context_is_shown_once_and_boxes_lie_apart() {
    let landscapes = EXAMPLES.iter().map(|example| example.landscape()).chain([synthetic::landscape(120)]);
    for landscape in landscapes {
        for perspective in perspectives() {
            let scene = build(&landscape, &perspective);
            for id in landscape.contexts.keys() {
                assert_eq!(scene.nodes.iter().filter(|node| node.id == (*id).into()).count(), 1, "{id}");
            }
            for (i, one) in scene.nodes.iter().enumerate() {
                assert!(scene.nodes[..i].iter().all(|other| !one.rect.overlaps(&other.rect)), "{}", one.id);
            }
        }
    }
}

#[test]
fn lines_add_up_to_the_relationships_and_run_through_no_box() {
    let landscapes = EXAMPLES.iter().map(|example| example.landscape()).chain([synthetic::landscape(120)]);
    for landscape in landscapes {
        for perspective in perspectives() {
            let scene = build(&landscape, &perspective);
            let mut drawn: Vec<ElementId> =
                arrows_of(&scene).iter().flat_map(|figure| figure.ids.iter().copied()).collect();
            drawn.sort();
            let ways = |it: &&std::sync::Arc<crate::model::Relationship>| it.kind != RelationshipKind::SeparateWays;
            let all: Vec<ElementId> = landscape.relationships.values().filter(ways).map(|it| it.id.into()).collect();
            assert_eq!(drawn, all);
            for figure in arrows_of(&scene) {
                let (Outline::Arrow(line) | Outline::Line(line)) = &figure.outline else { continue };
                for pair in line.windows(2) {
                    let met = scene.nodes.iter().find(|node| node.rect.inflate(-1.0).is_crossed(pair[0], pair[1]));
                    assert_eq!(met.map(|node| node.id), None, "{}", figure.description);
                }
            }
        }
    }
}

#[test]
fn a_collapsed_group_is_one_box_and_its_lines_carry_their_number() {
    let landscape = EXAMPLES[1].landscape();
    let stores = ElementId::Domain(crate::model::DomainId::new(2));
    let perspective = Perspective { collapsed: vec![stores], ..Perspective::default() };
    let scene = build(&landscape, &perspective);
    let is_box = |figure: &&Figure| figure.look == Look::Card && figure.outline != Outline::None;
    let boxes: Vec<&Figure> = scene.figures.iter().filter(is_box).collect();
    assert_eq!(boxes.len(), 1);
    assert_eq!(
        (boxes[0].ids.as_slice(), boxes[0].description.as_str()),
        ([stores].as_slice(), "Stores, 3 contexts, drawn as one box")
    );
    let many: Vec<usize> = arrows_of(&scene)
        .iter()
        .filter(|figure| figure.look == Look::DependencyMany)
        .map(|figure| figure.ids.len())
        .collect();
    assert!(!many.is_empty() && many.iter().all(|count| *count > 1), "{many:?}");
    let plates = scene.figures.iter().filter(|figure| figure.look == Look::Plate).count();
    assert_eq!(plates, many.len());
}

#[test]
fn arrows_point_at_what_is_depended_on_and_upward_ones_are_wrong() {
    let mut sketch = Sketch::new();
    let [shop, mail] = ["Shop", "Mail"].map(|name| sketch.context(name));
    for (context, kind) in [(shop, DomainKind::Vertical), (mail, DomainKind::Foundation)] {
        let domain = sketch.domain("D", kind);
        sketch.edit_context(context, |context| context.implements.push(ProblemSpace::Domain(domain)));
    }
    sketch.flow(mail, shop);
    let look = |sketch: &Sketch| {
        let scene = build(&sketch.landscape, &Perspective::default());
        let rect = |id: crate::model::ContextId| {
            scene.nodes.iter().find(|node| node.id == id.into()).map(|node| node.rect).expect("a box")
        };
        let rects = [rect(shop), rect(mail)];
        assert!(rects[0].bottom() < rects[1].y, "a foundation lies below");
        let arrows = arrows_of(&scene).iter().map(|it| (it.look, it.outline.clone())).collect::<Vec<_>>();
        (rects, arrows)
    };
    let ([_, mail_box], arrows) = look(&sketch);
    let Outline::Arrow(line) = &arrows[0].1 else { panic!("an arrow") };
    assert_eq!(arrows[0].0, Look::Dependency);
    assert!(mail_box.inflate(crate::scene::SHALLOWS + 0.5).contains(line[line.len() - 1]));
    sketch.flow(shop, mail);
    let (_, arrows) = look(&sketch);
    assert_eq!(arrows.iter().map(|arrow| arrow.0).collect::<Vec<_>>(), [Look::Dependency, Look::DependencyWrong]);
}

#[test]
fn what_is_put_somewhere_stands_there() {
    let landscape = EXAMPLES[0].landscape();
    let id: ElementId = (*landscape.contexts.keys().next().expect("a context")).into();
    let spot = crate::model::Spot { id, x: 1_500, y: -300 };
    let scene = build(&landscape, &Perspective { places: vec![spot], ..Perspective::default() });
    assert_eq!(scene.places_of(id).first().map(Rect::center), Some(Point::new(1_500.0, -300.0)));
}
