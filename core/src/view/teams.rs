//! Teams in the shapes of Team Topologies: streams as lanes from left to right, platforms below all that they carry,
//! enabling teams and complicated subsystems beside those whom they help; what each owns, how much that is to keep in
//! mind, and how they work together.

mod interactions;
mod load;
mod shapes;
#[cfg(test)]
mod tests;

use self::load::{light, owned};
use self::shapes::{Shape, Shapes};
use super::context_map::{context_node, counted};
use super::narrowing::narrowed;
use super::{Knob, View, told};
use crate::geometry::{Point, Rect};
use crate::model::{Complexity, ContextId, ElementId, Landscape, Perspective, Team, TeamId, TeamKind, ViewKind};
use crate::scene::Scene;
use crate::scene::figure::{Figure, Look, Outline, Tone};
use crate::sorted_map::SortedMap;
use crate::text::{fitted, wrapped};

/// The registry's entry.
pub const VIEW: View = View {
    kind: ViewKind::Teams,
    code: "teams",
    name: "Teams",
    question: "Which teams own what, how much is that to keep in mind, and how do they work together?",
    knobs: &[Knob::Focus, Knob::Hidden, Knob::Places],
    marks: &[
        (Look::Collaboration, "Collaboration: the two find something out together"),
        (Look::Service, "X-as-a-Service: the triangle points to who uses it"),
        (Look::Facilitation, "Facilitating: one helps the other to learn"),
        (Look::InteractionUnnamed, "They work together in a way that nobody named"),
        (Look::LightGood, "Load: there is room for more"),
        (Look::LightFair, "Load: full"),
        (Look::LightBad, "Load: too much for one team"),
        (Look::LightOff, "Load: not known"),
        (Look::Group, "Contexts that no team owns"),
    ],
    build,
};

/// The size of a context inside of a team.
const BOX: (f64, f64) = (148.0, 48.0);
const NAME: f64 = 14.0;
const NOTE: f64 = 11.0;

/// Builds the scene.
pub fn build(landscape: &Landscape, perspective: &Perspective) -> Scene {
    let narrowed = narrowed(landscape, perspective);
    let shown = &narrowed.landscape;
    let mut shapes = Shapes::of(shown);
    let is_moved = shapes.put(perspective);
    let mut scene = Scene::default();
    if shapes.has_streams() && !is_moved {
        scene.figures.push(flow(&shapes));
    }
    let all = owned(landscape);
    let seen = if perspective.focus.is_empty() && perspective.hidden.is_empty() { all.clone() } else { owned(shown) };
    for shape in &shapes.all {
        scene.figures.extend(match shape.team.and_then(|id| shown.teams.get(&id)) {
            Some(team) => {
                let of = |owned: &SortedMap<TeamId, Vec<Complexity>>| owned.get(&team.id).cloned().unwrap_or_default();
                team_figures(team, shape, &of(&all), of(&seen).len())
            }
            None => vec![group(shape)],
        });
        let node = |(id, rect): &(ContextId, Rect)| shown.contexts.get(id).map(|it| context_node(landscape, it, *rect));
        scene.nodes.extend(shape.boxes.iter().filter_map(node));
    }
    scene.figures.extend(interactions::figures(shown, &shapes, is_moved));
    let is_empty = shapes.all.is_empty();
    let nothing = "Nothing to show yet: add teams, and say what they own.".to_owned();
    if let Some(words) = narrowed.told.clone().or(is_empty.then_some(nothing)) {
        let sentence = told(&words, scene.bounds());
        scene.figures.push(sentence);
    }
    scene
}

/// Which way changes flow through the lanes.
fn flow(shapes: &Shapes) -> Figure {
    let y = shapes.top() - 18.0;
    let start = Point::new(0.0, y);
    let line = vec![Point::new(118.0, y - 4.0), Point::new(shapes.width.max(220.0), y - 4.0)];
    Figure::scenery(Outline::Arrow(line), Look::Axis).saying(Tone::Note, "Flow of change", start, NOTE)
}

/// What no team owns.
fn group(shape: &Shape) -> Figure {
    let at = Point::new(shape.rect.x + 20.0, shape.rect.y + 26.0);
    Figure::scenery(Outline::Box(shape.rect, 16.0), Look::Group)
        .saying(Tone::Heading, &shape.name, at, NAME)
        .described(format!("{}: {}", shape.name, counted(shape.boxes.len(), "context")))
}

/// The shape of a team with its name, its people and its light. Of all that it owns, so many are seen.
fn team_figures(team: &Team, shape: &Shape, owned: &[Complexity], seen: usize) -> Vec<Figure> {
    let name = if team.name.trim().is_empty() { "Unnamed team" } else { &team.name };
    let (look_of_light, words) = light(owned);
    let mut notes = vec![team.kind.word().to_owned()];
    notes.extend((team.people > 0).then(|| people(team.people)));
    let elsewhere = seen.saturating_sub(shape.boxes.len());
    if elsewhere > 0 {
        notes.push(format!("{} drawn with another owner", counted(elsewhere, "context")));
    }
    if owned.len() > seen {
        notes.push(format!("{} not shown", counted(owned.len() - seen, "context")));
    }
    let look = if team.kind == TeamKind::Undefined { Look::CardDashed } else { Look::Card };
    let id = ElementId::from(team.id);
    let outline = Outline::Team(team.kind, shape.rect);
    let described = format!("{name}, {}, owns {}. {words}", notes.join(", "), counted(owned.len(), "context"));
    let figure = Figure::of(id, outline, look).described(described);
    let rect = shape.rect;
    let lamp = |x: f64, y: f64| Outline::Oval(Rect::around(Point::new(x, y), 13.0, 13.0));
    if shape.is_narrow {
        let middle = rect.center().x;
        let mut y = rect.y + 36.0;
        let mut figure = figure;
        for line in wrapped(name, NAME * 1.06, rect.width - 44.0, 2) {
            figure = figure.saying(Tone::Title, line, Point::new(middle, y), NAME);
            y += 17.0;
        }
        for note in notes.iter().flat_map(|note| wrapped(note, NOTE, rect.width - 36.0, 2)) {
            figure = figure.saying(Tone::Middle, note, Point::new(middle, y), NOTE);
            y += 14.0;
        }
        let half = crate::text::width(&words, NOTE) / 2.0;
        let light = Figure::of(id, lamp(middle - half - 2.0, y + 2.0), look_of_light);
        let light = light.saying(Tone::Note, &words, Point::new(middle - half + 9.0, y + 6.0), NOTE);
        return vec![figure, light];
    }
    let (left, y) = (rect.x + 28.0, rect.y + 28.0);
    let room = rect.width - 250.0;
    let name = fitted(name, NAME * 1.1, room * 0.55);
    let after = left + crate::text::width(&name, NAME * 1.1) + 14.0;
    let words_at = rect.right() - 28.0 - crate::text::width(&words, NOTE);
    let notes = fitted(&notes.join(" · "), NOTE, words_at - 24.0 - after);
    let figure = figure.saying(Tone::Heading, name, Point::new(left, y), NAME).saying(
        Tone::Note,
        notes,
        Point::new(after, y),
        NOTE,
    );
    let light = Figure::of(id, lamp(words_at - 12.0, y - 4.0), look_of_light);
    vec![figure, light.saying(Tone::Note, &words, Point::new(words_at, y), NOTE)]
}

fn people(count: u32) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}
