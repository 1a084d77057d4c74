//! What the view promises.

use super::*;
use crate::gallery::{EXAMPLES, synthetic};
use crate::model::{Interaction, InteractionMode};
use crate::sketch::Sketch;

/// A team of each type, what they own, and every mode.
fn drawn() -> Sketch {
    let mut sketch = Sketch::new();
    let contexts: Vec<ContextId> = (0..9).map(|number| sketch.context(&format!("C{number}"))).collect();
    let kinds = [
        TeamKind::StreamAligned,
        TeamKind::StreamAligned,
        TeamKind::Platform,
        TeamKind::Enabling,
        TeamKind::ComplicatedSubsystem,
        TeamKind::Undefined,
    ];
    let mut teams = Vec::new();
    for (number, kind) in kinds.into_iter().enumerate() {
        let id = sketch.team(&format!("Team {number}"), &contexts[number..=number]);
        let mut team = (*sketch.landscape.teams[&id]).clone();
        team.kind = kind;
        sketch.put(team);
        teams.push(id);
    }
    for (provider, consumer, mode) in [
        (2, 0, InteractionMode::XAsAService),
        (2, 1, InteractionMode::XAsAService),
        (0, 1, InteractionMode::Collaboration),
        (3, 1, InteractionMode::Facilitating),
        (4, 0, InteractionMode::XAsAService),
        (5, 0, InteractionMode::Undefined),
        (2, 4, InteractionMode::XAsAService),
    ] {
        let (provider, consumer) = (teams[provider], teams[consumer]);
        sketch.add(Interaction { provider, consumer, mode, ..Interaction::default() });
    }
    sketch
}

fn shapes_of(scene: &Scene) -> Vec<(&Figure, Rect)> {
    let shapes = scene.figures.iter().filter_map(|figure| match &figure.outline {
        Outline::Team(_, rect) => Some((figure, *rect)),
        Outline::Box(rect, _) if figure.look == Look::Group => Some((figure, *rect)),
        _ => None,
    });
    shapes.collect()
}

#[test]
fn every_context_is_shown_once_inside_of_its_owner_and_shapes_lie_apart() {
    let drawn = [drawn().landscape, synthetic::landscape(100)];
    for landscape in EXAMPLES.iter().map(|example| example.landscape()).chain(drawn) {
        let scene = build(&landscape, &Perspective::default());
        let shapes = shapes_of(&scene);
        for (i, (_, one)) in shapes.iter().enumerate() {
            assert!(shapes[..i].iter().all(|(_, other)| !one.overlaps(other)), "{one:?}");
        }
        for context in landscape.contexts.values() {
            let boxes: Vec<Rect> =
                scene.nodes.iter().filter(|node| node.id == context.id.into()).map(|node| node.rect).collect();
            assert_eq!(boxes.len(), 1, "{}", context.name);
            let around: Vec<_> = shapes.iter().filter(|(_, shape)| shape.holds(&boxes[0])).collect();
            let owner = landscape.owners_of(context).first().map(|id| ElementId::from(*id));
            assert_eq!(around.len(), 1, "{}", context.name);
            assert_eq!(around[0].0.ids.first().copied(), owner, "{}", context.name);
        }
        for (i, one) in scene.nodes.iter().enumerate() {
            assert!(scene.nodes[..i].iter().all(|other| !one.rect.overlaps(&other.rect)), "{}", one.id);
        }
    }
}

#[test]
fn every_interaction_is_drawn_and_runs_through_no_team() {
    let sketch = drawn();
    let scene = build(&sketch.landscape, &Perspective::default());
    let shapes = shapes_of(&scene);
    for interaction in sketch.landscape.interactions.values() {
        let figures: Vec<&Figure> =
            scene.figures.iter().filter(|figure| figure.ids.contains(&interaction.id.into())).collect();
        assert!(figures.iter().any(|figure| !figure.description.is_empty()), "{interaction:?}");
        for figure in figures {
            let (Outline::Line(line) | Outline::Area(line)) = &figure.outline else { continue };
            for pair in line.windows(2) {
                let met = shapes.iter().find(|(_, rect)| rect.inflate(-1.0).is_crossed(pair[0], pair[1]));
                assert!(met.is_none(), "{}: {:?}", figure.description, met.map(|it| &it.0.description));
            }
        }
    }
}

#[test]
fn a_triangle_points_to_who_uses_a_service() {
    let sketch = drawn();
    let scene = build(&sketch.landscape, &Perspective::default());
    let services = sketch.landscape.interactions.values().filter(|it| it.mode == InteractionMode::XAsAService);
    for interaction in services {
        let consumer = shapes_of(&scene).into_iter().find(|(it, _)| it.ids.contains(&interaction.consumer.into()));
        let rect = consumer.expect("a shape").1;
        let tip = scene.figures.iter().find_map(|figure| match &figure.outline {
            Outline::Area(points) if figure.ids.contains(&interaction.id.into()) => points.first().copied(),
            _ => None,
        });
        assert!(rect.inflate(1.0).contains(tip.expect("a triangle")), "{interaction:?}");
    }
}

#[test]
fn a_light_says_in_words_what_it_shows() {
    let mut sketch = Sketch::new();
    let contexts: Vec<ContextId> = (0..4).map(|number| sketch.context(&number.to_string())).collect();
    for id in &contexts {
        sketch.edit_context(*id, |context| context.classification = crate::model::Classification::Generic);
    }
    let of = |owns: &[ContextId], sketch: &Sketch| {
        let mut sketch = Sketch::on(sketch.landscape.clone());
        let team = sketch.team("T", owns);
        light(owned(&sketch.landscape).get(&team).map_or(&[], Vec::as_slice))
    };
    assert_eq!(of(&contexts[..2], &sketch), (Look::LightGood, "Load 2 of 3: fine".to_owned()));
    assert_eq!(of(&contexts[..3], &sketch), (Look::LightFair, "Load 3 of 3: full".to_owned()));
    assert_eq!(of(&contexts, &sketch), (Look::LightBad, "Load 4 of 3: too much".to_owned()));
    assert_eq!(of(&[], &sketch), (Look::LightOff, "Load not known".to_owned()));
}
