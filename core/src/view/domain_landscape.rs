//! The domain landscape: business verticals side by side over the foundations that they stand on, contexts in layers,
//! and every dependency among what is shown, from what depends to what it depends on.

mod cells;
mod channels;
mod groups;
mod links;
mod rows;
mod wires;

use self::cells::{Cells, Item};
use self::channels::Channels;
use self::groups::{Group, groups};
use self::links::{Link, links};
use super::context_map::{actor_node, context_node, counted, region};
use super::narrowing::{Narrowed, narrowed};
use super::{Knob, View, told};
use crate::geometry::grid::Grid;
use crate::geometry::route::route;
use crate::geometry::{Point, Rect, bounds};
use crate::model::{ElementId, Landscape, Perspective, ViewKind};
use crate::scene::Scene;
use crate::scene::figure::{Figure, Look, Outline, Tone};
use crate::sorted_map::SortedMap;
use crate::text::{fitted, wrapped};

/// The registry's entry.
pub const VIEW: View = View {
    kind: ViewKind::DomainLandscape,
    code: "domain-landscape",
    name: "Domain landscape",
    question: "Which lines of business stand on which foundations, and does anything depend upwards?",
    knobs: &[Knob::Focus, Knob::Hidden, Knob::Grouping, Knob::Places],
    marks: &[
        (Look::Dependency, "Points from what depends to what it depends on: against the influence on the map"),
        (Look::DependencyMany, "So many dependencies as the number on it says"),
        (Look::DependencyMutual, "Without a head: the two depend on each other"),
        (Look::DependencyWrong, "A dependency that a rule forbids: upwards, or from a foundation to a vertical"),
        (Look::DependencyImplied, "A dependency through what is not shown"),
        (Look::Card, "A group drawn as one box, with how many contexts are in it"),
    ],
    build,
};

/// With more lines than this around boxes that people put elsewhere, lines are straight.
const ROUTED_MAX: usize = 400;

/// Builds the scene.
pub fn build(landscape: &Landscape, perspective: &Perspective) -> Scene {
    let narrowed = narrowed(landscape, perspective);
    let groups = groups(&narrowed.landscape, perspective);
    let mut cells = Cells::of(&narrowed.landscape, &groups);
    let links = links(landscape, &narrowed, &cells);
    cells.arrange(&narrowed.landscape, &groups, &links);
    let channels = Channels::of(&cells, &links);
    let mut rects: Vec<Rect> = (0..cells.items.len()).map(|item| channels.rect(&cells, item)).collect();
    let is_moved = moved(&cells, &mut rects, perspective);
    let lines: Vec<Vec<Point>> = if is_moved { around_boxes(&rects, &links) } else { channels.lines(&links, &rects) };
    let mut scene = Scene::default();
    let headings = waters(&mut scene, &narrowed.landscape, &groups, &cells, &channels, &rects);
    scene.figures.extend(groups.iter().enumerate().filter_map(|(number, group)| {
        let item = cells.items.iter().position(|item| *item == Item::Group(number))?;
        Some(group_box(group, rects[item]))
    }));
    arrows(&mut scene, landscape, &cells, &links, lines);
    scene.figures.extend(headings);
    for (item, rect) in cells.items.iter().zip(&rects) {
        let node = match item {
            Item::Context(id) => narrowed.landscape.contexts.get(id).map(|it| context_node(landscape, it, *rect)),
            Item::Actor(id) => narrowed.landscape.actors.get(id).map(|it| actor_node(it, *rect)),
            Item::Group(_) => None,
        };
        scene.nodes.extend(node);
    }
    finish(&mut scene, &narrowed);
    scene
}

/// Tells what has to be told: that there is nothing, or no way.
fn finish(scene: &mut Scene, narrowed: &Narrowed<'_>) {
    let nothing = "Nothing to show yet: draw contexts, or show more of what is there.".to_owned();
    let is_empty = scene.nodes.is_empty() && scene.figures.is_empty();
    if let Some(words) = narrowed.told.clone().or(is_empty.then_some(nothing)) {
        let sentence = told(&words, scene.bounds());
        scene.figures.push(sentence);
    }
}

/// Puts things where people want them; whether anything moved by that.
fn moved(cells: &Cells, rects: &mut [Rect], perspective: &Perspective) -> bool {
    let places: SortedMap<ElementId, Point> =
        perspective.places.iter().map(|spot| (spot.id, Point::new(f64::from(spot.x), f64::from(spot.y)))).collect();
    let mut is_moved = false;
    for (number, rect) in rects.iter_mut().enumerate() {
        if let Some(middle) = cells.id(number).and_then(|id| places.get(&id)) {
            *rect = Rect::around(*middle, rect.width, rect.height);
            is_moved = true;
        }
    }
    is_moved
}

/// Lines round the boxes, wherever these are.
fn around_boxes(rects: &[Rect], links: &[Link]) -> Vec<Vec<Point>> {
    let grid = Grid::new(rects.to_vec());
    let line = |link: &Link| {
        let [from, to] = link.ends;
        let mut line = match links.len() <= ROUTED_MAX {
            true => route(&grid, from, to).points,
            false => vec![rects[from].center(), rects[to].center()],
        };
        if let [first, second, ..] = line.as_mut_slice() {
            *first = rects[from].exit_toward(*second);
        }
        if let [.., before, last] = line.as_mut_slice() {
            *last = rects[to].exit_toward(*before);
        }
        line
    };
    links.iter().map(line).collect()
}

/// The water of each group, domains as on the map; and the names, which are written over the lines.
fn waters(
    scene: &mut Scene,
    landscape: &Landscape,
    groups: &[Group],
    cells: &Cells,
    channels: &Channels,
    rects: &[Rect],
) -> Vec<Figure> {
    const SIZE: f64 = 13.0;
    let mut headings: Vec<Figure> = Vec::new();
    for (number, group) in groups.iter().enumerate().filter(|(_, group)| group.has_water()) {
        let members = (0..cells.items.len()).filter(|item| cells.group_of[*item] == number);
        let around = bounds(members.map(|item| rects[item])).map(channels::padded);
        let Some(rect) = bounds(around.into_iter().chain(channels.area(cells, number))) else { continue };
        let at = Point::new(rect.x + 16.0, rect.y + 24.0);
        let domain = match group.id {
            Some(ElementId::Domain(id)) => landscape.domains.get(&id),
            _ => None,
        };
        let mut heading = Figure::scenery(Outline::None, Look::Heading);
        heading.ids.extend(group.id);
        let words = if let Some(domain) = domain {
            let mut water = region(domain, rect);
            let words = std::mem::take(&mut water.title.text);
            scene.regions.push(water);
            words
        } else {
            let mut figure = Figure::scenery(Outline::Box(rect, 20.0), group.look());
            figure.ids.extend(group.id);
            scene.figures.push(figure);
            fitted(&group.name, SIZE * 1.1, rect.width - 32.0)
        };
        heading.description = format!("{}, {}", group.name, counted(group.members.len(), "context"));
        headings.push(heading.saying(Tone::Heading, words, at, SIZE));
    }
    for (name, y) in channels.layers(cells) {
        let at = Point::new(channels::LEFT - 4.0, y);
        headings.push(Figure::default().saying(Tone::Turned, name, at, 11.0));
    }
    headings
}

/// A group as one box.
fn group_box(group: &Group, rect: Rect) -> Figure {
    const SIZE: f64 = 14.0;
    let mut figure = Figure::scenery(Outline::Box(rect, 8.0), Look::Card);
    figure.ids.extend(group.id);
    let lines = wrapped(&group.name, SIZE * 1.06, rect.width - 20.0, 2);
    let first = rect.center().y - 8.0 * lines.len() as f64 + 4.0;
    let count = counted(group.members.len(), "context");
    for (at, line) in lines.iter().enumerate() {
        let at = Point::new(rect.center().x, first + 17.0 * at as f64);
        figure = figure.saying(Tone::Title, line, at, SIZE);
    }
    let below = Point::new(rect.center().x, first + 17.0 * lines.len() as f64);
    figure.saying(Tone::Middle, &count, below, 11.0).described(format!("{}, {count}, drawn as one box", group.name))
}

/// The lines, the wrong ones in front, and then the numbers on them.
fn arrows(scene: &mut Scene, landscape: &Landscape, cells: &Cells, links: &[Link], lines: Vec<Vec<Point>>) {
    let mut plates: Vec<Figure> = Vec::new();
    let mut drawn: Vec<(bool, Figure)> = Vec::with_capacity(links.len());
    for (link, line) in links.iter().zip(lines).filter(|(_, line)| line.len() > 1) {
        let count = link.relationships.len();
        if count > 1 {
            plates.push(plate(&line, link, count));
        }
        let description = link.description(landscape, cells);
        let outline = if link.look == Look::DependencyMutual { Outline::Line(line) } else { Outline::Arrow(line) };
        let figure = Figure { ids: link.ids(), ..Figure::scenery(outline, link.look) };
        drawn.push((link.look == Look::DependencyWrong, figure.described(description)));
    }
    crate::order::sort_by_key(&mut drawn, |(is_wrong, _)| *is_wrong);
    scene.figures.extend(drawn.into_iter().map(|(_, figure)| figure));
    scene.figures.extend(plates);
}

/// How many a line stands for, in the middle of its longest piece.
fn plate(line: &[Point], link: &Link, count: usize) -> Figure {
    const SIZE: f64 = 11.0;
    let longest = line.windows(2).max_by(|one, other| one[0].distance(one[1]).total_cmp(&other[0].distance(other[1])));
    let middle = longest.map_or(Point::default(), |pair| pair[0].toward(pair[1], 0.5));
    let words = count.to_string();
    let rect = Rect::around(middle, crate::text::width(&words, SIZE) + 8.0, 16.0);
    let at = Point::new(middle.x, middle.y + SIZE * 0.36);
    let figure = Figure { ids: link.ids(), ..Figure::scenery(Outline::Box(rect, 4.0), Look::Plate) };
    figure.saying(Tone::Title, words, at, SIZE)
}

#[cfg(test)]
mod tests;
