//! A message as an arrow with its number, its name above the line and its sort below.

use super::Step;
use crate::geometry::{Point, Rect};
use crate::model::{ElementId, Landscape, MessageKind, Party};
use crate::scene::figure::{Figure, Look, Outline, Tone};
use crate::text::{fitted, width};

/// The size of a name on a line, and of what is said below it.
const NAME: f64 = 12.5;
const SORT: f64 = 10.5;
/// A longer name is cut; the whole of it is said with the line.
const NAME_MAX: f64 = 230.0;
/// Half of the circle that a number stands in.
const RADIUS: f64 = 10.0;
/// Room for a head before the number, and between number and name.
const HEAD: f64 = 20.0;
const GAP: f64 = 7.0;

fn name(landscape: &Landscape, step: &Step) -> String {
    let name = landscape.name(step.message.into());
    if name.trim().is_empty() { "Unnamed".to_owned() } else { name }
}

fn look(kind: MessageKind) -> Look {
    match kind {
        MessageKind::Command => Look::MessageCommand,
        MessageKind::Event => Look::MessageEvent,
        MessageKind::Query => Look::MessageQuery,
        MessageKind::Undefined => Look::MessageUnnamed,
    }
}

fn word(kind: MessageKind) -> &'static str {
    if kind == MessageKind::Undefined { "message" } else { kind.word() }
}

/// The room that number and name take on the line.
pub(super) fn label_room(landscape: &Landscape, step: &Step) -> f64 {
    let name = fitted(&name(landscape, step), NAME, NAME_MAX);
    HEAD + 2.0 * RADIUS + GAP + width(&name, NAME) + GAP
}

/// The figures of a message along a line from who comes in earlier to who comes in later; `is_forth` says that the
/// earlier one sends it.
pub(super) fn arrow(landscape: &Landscape, step: &Step, mut line: Vec<Point>, is_forth: bool) -> Vec<Figure> {
    let Some(message) = landscape.messages.get(&step.message) else { return Vec::new() };
    let id = ElementId::from(step.message);
    let look = look(message.kind);
    let start = line.first().copied().unwrap_or_default();
    let next = line.get(1).copied().unwrap_or_default();
    // Words stand where the line is level, at the side of who comes in earlier.
    let is_level = (next.y - start.y).abs() < 0.5 && next.x - start.x > HEAD + 2.0 * RADIUS;
    let middle = if is_level { Point::new(start.x + HEAD + RADIUS, start.y) } else { start.toward(next, 0.3) };
    let name = name(landscape, step);
    let description = format!("{}. {name}, {}{}", step.number, word(message.kind), ends(landscape, step));
    if !is_forth {
        line.reverse();
    }
    let number = step.number.to_string();
    let circle = Outline::Oval(Rect::around(middle, 2.0 * RADIUS, 2.0 * RADIUS));
    let at = Point::new(middle.x, middle.y + 3.8);
    let text = middle.x + RADIUS + GAP;
    let badge =
        Figure::of(id, circle, look).saying(Tone::Title, number, at, if step.number < 100 { 11.0 } else { 9.0 });
    let words = Figure::of(id, Outline::None, look)
        .saying(Tone::Name, fitted(&name, NAME, NAME_MAX), Point::new(text, middle.y - 6.0), NAME)
        .saying(Tone::Note, word(message.kind), Point::new(text, middle.y + 14.0), SORT);
    vec![Figure::of(id, Outline::Arrow(line), look).described(description), badge, words]
}

/// Who sends it to whom, in words.
fn ends(landscape: &Landscape, step: &Step) -> String {
    let Some(message) = landscape.messages.get(&step.message) else { return String::new() };
    let Some(over) = landscape.relationships.get(&message.relationship) else { return String::new() };
    let quoted = |party: Party| landscape.quoted(party.into());
    let [from, to] = [message.sender, message.sender.other()].map(|end| quoted(over.party(end)));
    format!(", from {from} to {to}")
}
