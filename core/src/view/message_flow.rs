//! The message flow of a story: contexts and actors from left to right as they come in, and the messages among them,
//! numbered, with their sort by line and word (domain message flow modelling, ddd-crew).

mod drawing;
mod telling;
#[cfg(test)]
mod tests;

use self::drawing::{arrow, label_room};
use self::telling::{Step, Telling};
use super::context_map::{actor_node, context_node, team_node};
use super::{Knob, View, told};
use crate::geometry::{Point, Rect};
use crate::layout::layered::{Arc, Flow, Plan, layered};
use crate::model::{ElementId, Landscape, Party, Perspective, ViewKind};
use crate::scene::figure::{Figure, Look, Tone};
use crate::scene::{Node, SHALLOWS, Scene};

/// The registry's entry.
pub const VIEW: View = View {
    kind: ViewKind::MessageFlow,
    code: "message-flow",
    name: "Message flow",
    question: "What happens, message by message, when somebody does something?",
    knobs: &[Knob::Story, Knob::Places],
    marks: &[
        (Look::MessageCommand, "Command: asks for something to be done"),
        (Look::MessageEvent, "Event: says that something happened"),
        (Look::MessageQuery, "Query: asks for something to be told"),
        (Look::MessageUnnamed, "A message of no named sort"),
    ],
    build,
};

/// From one message to the next at the side of a box: room for its name above the line and its sort below.
const SLOT: f64 = 44.0;
/// The size of a box with few messages.
const BOX: (f64, f64) = (176.0, 88.0);

/// Builds the scene.
pub fn build(landscape: &Landscape, perspective: &Perspective) -> Scene {
    let mut scene = Scene::default();
    let chosen = perspective.story.and_then(|id| landscape.stories.get(&id));
    let Some(story) = chosen.or_else(|| landscape.stories.values().next()) else {
        let words = "No story yet: add one, and name its messages in their order.";
        scene.figures.push(told(words, None));
        return scene;
    };
    let telling = Telling::of(landscape, story);
    let rects = draw(&mut scene, landscape, perspective, &telling);
    for (party, rect) in telling.parties.iter().zip(rects) {
        scene.nodes.extend(node(landscape, *party, rect));
    }
    heading(&mut scene, story.id.into(), &story.name, &telling);
    scene
}

/// Adds the messages, and answers with the boxes of those who send and receive them.
fn draw(scene: &mut Scene, landscape: &Landscape, perspective: &Perspective, telling: &Telling) -> Vec<Rect> {
    let arcs: Vec<Arc> = telling.steps.iter().map(|step| arc(landscape, step)).collect();
    let count = |party: usize, is_right: bool| {
        let at = |arc: &&Arc| arc.from != arc.to && (if is_right { arc.from } else { arc.to }) == party;
        arcs.iter().filter(at).count()
    };
    let height = |party: usize| BOX.1.max(SLOT * count(party, false).max(count(party, true)) as f64 + 8.0);
    let sizes: Vec<(f64, f64)> = (0..telling.parties.len()).map(|party| (BOX.0, height(party))).collect();
    let plan = Plan { sizes: &sizes, arcs: &arcs, flow: Flow::Right, beside: 40.0, between: 96.0, apart: SLOT };
    let laid = layered(&plan);
    let mut rects = laid.rects;
    let mut is_moved = vec![false; rects.len()];
    for spot in &perspective.places {
        let is_meant = |party: &Party| ElementId::from(*party) == spot.id;
        if let Some(at) = telling.parties.iter().position(is_meant) {
            let middle = Point::new(f64::from(spot.x), f64::from(spot.y));
            rects[at] = Rect::around(middle, rects[at].width, rects[at].height);
            is_moved[at] = true;
        }
    }
    for (number, (step, mut line)) in telling.steps.iter().zip(laid.lines).enumerate() {
        let arc = &arcs[number];
        if is_moved[arc.from] || is_moved[arc.to] {
            line = direct(&rects, &arcs, number);
        }
        if line.len() < 2 {
            continue;
        }
        if let Some(first) = line.first_mut() {
            first.x += SHALLOWS;
        }
        if let Some(last) = line.last_mut() {
            last.x -= SHALLOWS;
        }
        scene.figures.extend(arrow(landscape, step, line, arc.from == step.from));
    }
    rects
}

/// The way of a message in the layout: from who comes in earlier to who comes in later, whoever sends it.
fn arc(landscape: &Landscape, step: &Step) -> Arc {
    let (from, to) = (step.from.min(step.to), step.from.max(step.to));
    Arc { from, to, lead: label_room(landscape, step) }
}

/// A straight line between boxes that people put elsewhere, beside the others between the same two.
fn direct(rects: &[Rect], arcs: &[Arc], number: usize) -> Vec<Point> {
    let arc = &arcs[number];
    if arc.from == arc.to {
        return Vec::new();
    }
    let same: Vec<usize> =
        (0..arcs.len()).filter(|other| (arcs[*other].from, arcs[*other].to) == (arc.from, arc.to)).collect();
    let place = same.iter().position(|other| *other == number).unwrap_or(0) as f64;
    let beside = SLOT * (place - (same.len() - 1) as f64 / 2.0);
    let [a, b] = [arc.from, arc.to].map(|end| rects[end]);
    let way = b.center().minus(a.center()).unit();
    let shift = Point::new(-way.y, way.x).times(beside);
    let (a, b) = (a.moved(shift), b.moved(shift));
    vec![a.exit_toward(b.center()), b.exit_toward(a.center())]
}

fn node(landscape: &Landscape, party: Party, rect: Rect) -> Option<Node> {
    match party {
        Party::Context(id) => landscape.contexts.get(&id).map(|it| context_node(landscape, it, rect)),
        Party::Team(id) => landscape.teams.get(&id).map(|it| team_node(landscape, it, rect)),
        Party::Actor(id) => landscape.actors.get(&id).map(|it| actor_node(it, rect)),
    }
}

/// The name of the story above everything, and below it what could not be drawn.
fn heading(scene: &mut Scene, id: ElementId, name: &str, telling: &Telling) {
    let name = if name.trim().is_empty() { "Unnamed story" } else { name };
    let shown = scene.bounds().unwrap_or_default();
    let rows = telling.notes.len() as f64;
    let at = |row: f64| Point::new(shown.x, shown.y - 24.0 - 18.0 * (rows - row));
    let title = Figure { ids: vec![id], ..Figure::default() };
    let title = title.saying(Tone::Heading, name, at(0.0), 18.0).described(format!("Story: {name}"));
    scene.figures.push(title);
    for (row, note) in telling.notes.iter().enumerate() {
        scene.figures.push(Figure::default().saying(Tone::Note, note, at(row as f64 + 1.0), 12.0).described(note));
    }
}
