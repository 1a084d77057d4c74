//! How teams work together, in the streets beside the lanes: a hatched bracket around two that collaborate, a line with
//! a triangle towards who uses a service, a dotted line from who helps.

use super::shapes::{STREET, Shape, Shapes};
use crate::geometry::{Point, Rect};
use crate::model::{Interaction, InteractionMode, Landscape, TeamKind};
use crate::order;
use crate::scene::figure::{Figure, Look, Outline, Tone};
use crate::sorted_map::SortedMap;
use crate::text::width;

/// From one line to the next in a street.
const TRACK: f64 = 30.0;
/// Half of how thick a bracket is.
const THICK: f64 = 7.0;
const WORDS: f64 = 10.5;

/// An interaction on its way to a place.
struct Draft<'a> {
    interaction: &'a Interaction,
    /// The shapes of provider and consumer, by their numbers.
    ends: [usize; 2],
    /// Runs in the street right of the lanes.
    is_right: bool,
    /// Where it leaves each shape, downwards.
    ys: [f64; 2],
    /// Where it runs up and down.
    x: f64,
}

/// The figures of all interactions between two shapes.
pub(super) fn figures(landscape: &Landscape, shapes: &Shapes, is_moved: bool) -> Vec<Figure> {
    let place = |team| shapes.all.iter().position(|shape| shape.team == Some(team));
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for interaction in landscape.interactions.values() {
        let [Some(provider), Some(consumer)] = interaction.teams().map(place) else { continue };
        if provider == consumer {
            continue;
        }
        let is_right = [provider, consumer].iter().any(|end| shapes.all[*end].is_narrow);
        drafts.push(Draft { interaction, ends: [provider, consumer], is_right, ys: [0.0; 2], x: 0.0 });
    }
    ports(shapes, &mut drafts);
    tracks(shapes, &mut drafts);
    let drawn = drafts.iter().flat_map(|draft| {
        let [provider, consumer] = draft.ends.map(|end| &shapes.all[end]);
        let line = if is_moved { straight(provider.rect, consumer.rect) } else { line(shapes, draft) };
        drawn(landscape, draft, line, is_moved)
    });
    drawn.collect()
}

/// Where lines leave the sides of shapes: side by side in the order of where they go.
fn ports(shapes: &Shapes, drafts: &mut [Draft<'_>]) {
    let mut sides: SortedMap<(usize, bool), Vec<(usize, usize)>> = SortedMap::new();
    for (number, draft) in drafts.iter().enumerate() {
        for (end, shape) in draft.ends.into_iter().enumerate() {
            sides.entry((shape, draft.is_right)).or_default().push((number, end));
        }
    }
    for ((shape, _), mut ends) in sides {
        // Those that go up stand above those that go down, and the nearest outside: so they do not cross.
        let here = shapes.all[shape].rect.center().y;
        let other = |(number, end): &(usize, usize)| shapes.all[drafts[*number].ends[1 - end]].rect.center().y;
        let key = |end: &(usize, usize)| (other(end) > here, -other(end));
        order::sort_by(&mut ends, |one, two| {
            let (one, two) = (key(one), key(two));
            one.0.cmp(&two.0).then(one.1.total_cmp(&two.1))
        });
        let rect = shapes.all[shape].rect;
        let room = (rect.height - 36.0).max(0.0);
        let step = (room / ends.len() as f64).min(22.0);
        let first = rect.center().y - step * (ends.len() - 1) as f64 / 2.0;
        for (at, (number, end)) in ends.iter().enumerate() {
            drafts[*number].ys[*end] = first + step * at as f64;
        }
    }
    // Beside a lane, a line is level where both shapes are.
    for draft in drafts.iter_mut().filter(|draft| draft.is_right) {
        let [a, b] = draft.ends.map(|end| shapes.all[end].rect);
        for (end, rect) in [(0, b), (1, a)] {
            let y = draft.ys[end];
            if y > rect.y + 20.0
                && y < rect.bottom() - 20.0
                && shapes.all[draft.ends[end]].kind != Some(TeamKind::Platform)
            {
                draft.ys[1 - end] = y;
                break;
            }
        }
    }
}

/// Where each line runs up and down: the short ones next to the lanes.
fn tracks(shapes: &Shapes, drafts: &mut [Draft<'_>]) {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    let span = |draft: &Draft<'_>| (draft.ys[0] - draft.ys[1]).abs();
    order::sort_by(&mut order, |one, other| span(&drafts[*one]).total_cmp(&span(&drafts[*other])));
    let mut taken: Vec<(bool, usize, f64, f64)> = Vec::new();
    for number in order {
        let draft = &drafts[number];
        let (top, bottom) = (draft.ys[0].min(draft.ys[1]) - 8.0, draft.ys[0].max(draft.ys[1]) + 8.0);
        let is_free = |track: &usize| {
            let meets =
                |it: &(bool, usize, f64, f64)| it.0 == draft.is_right && it.1 == *track && it.2 < bottom && it.3 > top;
            !taken.iter().any(meets)
        };
        let track = (0..=drafts.len()).find(is_free).unwrap_or(0);
        taken.push((draft.is_right, track, top, bottom));
        let is_right = draft.is_right;
        let away = 30.0 + TRACK * track as f64;
        // The street on the right has an end: more lines than it holds run closer.
        drafts[number].x = if is_right { shapes.width + away.min(STREET - 16.0) } else { -away };
    }
}

/// The way from provider to consumer through the street.
fn line(shapes: &Shapes, draft: &Draft<'_>) -> Vec<Point> {
    let [provider, consumer] = draft.ends.map(|end| &shapes.all[end]);
    let edge = |shape: &Shape| match (draft.is_right, shape.is_narrow) {
        (true, false) => shape.rect.right().min(shapes.width),
        _ => shape.rect.x,
    };
    let is_below = |shape: &Shape| draft.is_right && shape.kind == Some(TeamKind::Platform);
    let end = |shape: &Shape, y: f64| match is_below(shape) {
        true => vec![Point::new(draft.x, shape.rect.y)],
        false => vec![Point::new(edge(shape), y), Point::new(draft.x, y)],
    };
    let mut line = end(provider, draft.ys[0]);
    line.extend(end(consumer, draft.ys[1]).into_iter().rev());
    line.dedup_by(|later, earlier| later.distance(*earlier) < 0.5);
    if let [a, .., b] = line.as_slice()
        && line.iter().all(|point| (point.y - a.y).abs() < 0.5)
    {
        line = vec![*a, *b];
    }
    line
}

fn straight(from: Rect, to: Rect) -> Vec<Point> {
    vec![from.exit_toward(to.center()), to.exit_toward(from.center())]
}

/// An interaction along its line.
fn drawn(landscape: &Landscape, draft: &Draft<'_>, mut line: Vec<Point>, is_moved: bool) -> Vec<Figure> {
    let interaction = draft.interaction;
    let id = interaction.id;
    let [provider, consumer] = interaction.teams().map(|team| landscape.quoted(team.into()));
    let purpose = if interaction.purpose.is_empty() { String::new() } else { format!(". {}", interaction.purpose) };
    let (look, said, word) = match interaction.mode {
        InteractionMode::Collaboration => {
            (Look::Collaboration, format!("{provider} and {consumer} collaborate"), "collaboration")
        }
        InteractionMode::XAsAService => {
            (Look::Service, format!("{provider} offers a service that {consumer} uses"), "X-as-a-Service")
        }
        InteractionMode::Facilitating => {
            (Look::Facilitation, format!("{provider} helps {consumer} to learn"), "facilitating")
        }
        InteractionMode::Undefined => {
            (Look::InteractionUnnamed, format!("{provider} and {consumer} work together"), "")
        }
    };
    let mut figures = Vec::new();
    let label = label(&line, word);
    let (before, end) = match line.as_slice() {
        [.., before, end] => (*before, *end),
        _ => return figures,
    };
    if interaction.mode == InteractionMode::Collaboration && !is_moved {
        figures.push(Figure::of(id, Outline::Area(bracket(&line)), look));
    } else {
        if interaction.mode == InteractionMode::XAsAService {
            let way = end.minus(before).unit();
            let side = Point::new(-way.y, way.x);
            let back = end.minus(way.times(16.0));
            let triangle = vec![end, back.plus(side.times(10.0)), back.minus(side.times(10.0))];
            figures.push(Figure::of(id, Outline::Area(triangle), look));
            if let Some(last) = line.last_mut() {
                *last = back;
            }
        }
        figures.push(Figure::of(id, Outline::Line(line), look));
    }
    if let Some((tone, at)) = label {
        figures.push(Figure::of(id, Outline::None, look).saying(tone, word, at, WORDS));
    }
    if let Some(first) = figures.first_mut() {
        first.description = format!("{said}{purpose}");
    }
    figures
}

/// Where the word for it stands: along the piece that runs up and down, or above a level line; nothing where there is no
/// room.
fn label(line: &[Point], word: &str) -> Option<(Tone, Point)> {
    let room = width(word, WORDS);
    let longest = line.windows(2).max_by(|one, two| one[0].distance(one[1]).total_cmp(&two[0].distance(two[1])))?;
    let middle = longest[0].toward(longest[1], 0.5);
    if word.is_empty() || longest[0].distance(longest[1]) < room + 6.0 {
        return None;
    }
    if (longest[0].x - longest[1].x).abs() < 0.5 {
        return Some((Tone::Turned, Point::new(middle.x - 11.0, middle.y + room / 2.0)));
    }
    ((longest[0].y - longest[1].y).abs() < 0.5).then(|| (Tone::Middle, Point::new(middle.x, middle.y - 11.0)))
}

/// The bracket along a line: as thick as can be seen, with an arm to either shape.
fn bracket(line: &[Point]) -> Vec<Point> {
    let [a, b, .., c, d] = line else {
        let (a, d) = (line.first().copied().unwrap_or_default(), line.last().copied().unwrap_or_default());
        let rect = Rect::spanning(a, d).inflate(THICK);
        let (x, right) = (a.x.min(d.x), a.x.max(d.x));
        return Rect::new(x, rect.y, right - x, rect.height).corners().to_vec();
    };
    let (upper, lower) = if b.y <= c.y { ((a, b), (d, c)) } else { ((d, c), (a, b)) };
    // Away from the lanes.
    let out = if b.x < a.x { -THICK } else { THICK };
    let (top, bottom) = (upper.1.y, lower.1.y);
    vec![
        Point::new(upper.0.x, top - THICK),
        Point::new(upper.1.x + out, top - THICK),
        Point::new(lower.1.x + out, bottom + THICK),
        Point::new(lower.0.x, bottom + THICK),
        Point::new(lower.0.x, bottom - THICK),
        Point::new(lower.1.x - out, bottom - THICK),
        Point::new(upper.1.x - out, top + THICK),
        Point::new(upper.0.x, top + THICK),
    ]
}
