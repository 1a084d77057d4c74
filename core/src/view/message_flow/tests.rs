//! What the view promises.

use super::*;
use crate::gallery::EXAMPLES;
use crate::model::{ContextId, End, Message, MessageKind, Story};
use crate::random::Random;
use crate::scene::figure::Outline;
use crate::sketch::Sketch;

/// A story of so many messages among so many contexts.
fn drawn(seed: u64, contexts: usize, messages: usize) -> Sketch {
    let mut random = Random::keyed(&[seed, 17]);
    let mut sketch = Sketch::new();
    let contexts: Vec<ContextId> = (0..contexts).map(|number| sketch.context(&format!("C{number}"))).collect();
    let mut told = Vec::new();
    for number in 0..messages {
        let (a, b) = (random.below(contexts.len()), random.below(contexts.len() - 1));
        let relationship = sketch.flow(contexts[a], contexts[if b >= a { b + 1 } else { b }]);
        let sender = if random.unit() < 0.5 { End::Upstream } else { End::Downstream };
        let kind = MessageKind::ALL[random.below(MessageKind::ALL.len())];
        let name = format!("Message number {number}");
        told.push(sketch.add(Message { relationship, name, sender, kind, ..Message::default() }));
    }
    sketch.add(Story { name: "It happens".to_owned(), messages: told, ..Story::default() });
    sketch
}

fn arrows(scene: &Scene) -> Vec<(&Figure, &Vec<Point>)> {
    let arrows = scene.figures.iter().filter_map(|figure| match &figure.outline {
        Outline::Arrow(line) => Some((figure, line)),
        _ => None,
    });
    arrows.collect()
}

fn assert_readable(scene: &Scene, what: &str) {
    for (i, one) in scene.nodes.iter().enumerate() {
        assert!(scene.nodes[..i].iter().all(|other| !one.rect.overlaps(&other.rect)), "{what}: {}", one.id);
    }
    for (figure, line) in arrows(scene) {
        for pair in line.windows(2) {
            let met = scene.nodes.iter().find(|node| node.rect.is_crossed(pair[0], pair[1]));
            assert_eq!(met.map(|node| node.id), None, "{what}: {}", figure.description);
        }
    }
    let words: Vec<Rect> = scene.figures.iter().flat_map(|it| &it.words).map(|words| words.rect()).collect();
    for (i, one) in words.iter().enumerate() {
        let over = words[..i].iter().find(|other| one.overlaps(other));
        assert_eq!(over, None, "{what}: {one:?}");
        let on = scene.nodes.iter().find(|node| node.rect.overlaps(one));
        assert_eq!(on.map(|node| node.id), None, "{what}: {one:?}");
    }
}

#[test]
fn short_and_long_stories_can_be_read_and_every_message_is_told_once() {
    for (contexts, messages) in [(3, 5), (5, 9), (8, 30)] {
        for seed in 0..15 {
            let sketch = drawn(seed, contexts, messages);
            let scene = build(&sketch.landscape, &Perspective::default());
            assert_readable(&scene, &format!("seed {seed}, {messages} messages"));
            let story = sketch.landscape.stories.values().next().expect("a story");
            let told: Vec<ElementId> = arrows(&scene).iter().map(|(figure, _)| figure.ids[0]).collect();
            assert_eq!(told, story.messages.iter().map(|id| ElementId::from(*id)).collect::<Vec<_>>());
        }
    }
}

#[test]
fn messages_travel_from_their_sender_to_their_receiver() {
    for seed in 0..20 {
        let sketch = drawn(seed, 5, 9);
        let scene = build(&sketch.landscape, &Perspective::default());
        for (figure, line) in arrows(&scene) {
            let ElementId::Message(id) = figure.ids[0] else { panic!("a message") };
            let message = &sketch.landscape.messages[&id];
            let over = &sketch.landscape.relationships[&message.relationship];
            let ends = [message.sender, message.sender.other()].map(|end| ElementId::from(over.party(end)));
            for (id, point) in ends.iter().zip([line.first(), line.last()]) {
                let node = scene.nodes.iter().find(|node| node.id == *id).expect("a box");
                let point = point.copied().expect("a point");
                assert!(node.rect.inflate(SHALLOWS + 0.5).contains(point), "seed {seed}: {}", figure.description);
            }
        }
    }
}

#[test]
fn what_is_not_there_is_told() {
    let scene = build(&Landscape::default(), &Perspective::default());
    assert!(scene.figures[0].description.starts_with("No story yet"), "{scene:?}");
    let mut sketch = drawn(1, 3, 4);
    let first = *sketch.landscape.relationships.keys().next().expect("a relationship");
    sketch.landscape.relationships.remove(&first);
    let scene = build(&sketch.landscape, &Perspective::default());
    assert_eq!(arrows(&scene).len(), 3);
    assert!(scene.figures.iter().any(|figure| figure.description.starts_with("1 message is not drawn")));
}

#[test]
fn the_stories_of_the_examples_can_be_read() {
    for example in EXAMPLES {
        let landscape = example.landscape();
        assert!(landscape.stories.len() >= 2, "{}", example.code);
        for id in landscape.stories.keys() {
            let scene = build(&landscape, &Perspective { story: Some(*id), ..Perspective::default() });
            assert!((5..=9).contains(&arrows(&scene).len()), "{} {id}: {}", example.code, arrows(&scene).len());
            assert_readable(&scene, example.code);
        }
    }
}
