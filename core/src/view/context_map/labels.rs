//! Where badges and names lie: on their lines, and never on a box, on a domain's name or on each other; where there is a
//! choice, where no other line runs behind them.

use super::lines::Lines;
use super::routes::{Draft, Routes};
use crate::geometry::grid::Grid;
use crate::geometry::{Point, Rect, along, length};
use crate::scene::{Chip, SHALLOWS};
use crate::text::{fitted, width};

/// Room between a badge and what is beside it.
const GAP: f64 = 2.0;
/// Room between a badge and a line that runs past it.
const LINE_GAP: f64 = 1.5;
/// How far a badge moves along its line from one try to the next.
const STEP: f64 = 5.0;
/// Further away than this a badge no longer says which end it belongs to, and lines can be millions of units long.
const REACH: f64 = 2_000.0;
/// Where along the line a name is tried, the best place first.
const LABEL_PLACES: [f64; 11] = [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75];
/// A name shorter than this says nothing.
const LABEL_LEAST: f64 = 40.0;

/// What a place costs, as a way along the line: beside the line instead of on it, close to it and beyond the badges of
/// the other end that lie on it.
const BESIDE: [f64; 2] = [45.0, 60.0];
/// What each line behind a badge costs.
const STRUCK: f64 = 1_000.0;
/// So far a badge moves on to get out of the way of other lines, where there are few and where there are many of them.
const AWAY: [f64; 2] = [400.0, 60.0];
/// Up to so many edges are few.
const FEW_EDGES: usize = 60;
/// What each unit of area costs that something lies on: more than anything else.
const COVERING: f64 = 1e6;

/// Places the badges of all ends, then those of the middles, then names and marks of flow; short lines first,
/// because they have the fewest places to choose from. Answers how many badges and names other lines run behind.
pub(super) fn place(drafts: &mut [Draft], routes: &Routes) -> usize {
    let away = AWAY[usize::from(drafts.len() > FEW_EDGES)];
    let mut taken = Taken { boxes: &routes.grid, plates: Grid::default(), lines: Lines::new(drafts), away, struck: 0 };
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    crate::order::sort_by(&mut order, |a, b| {
        length(&drafts[*a].line).total_cmp(&length(&drafts[*b].line)).then(a.cmp(b))
    });
    for index in &order {
        place_ends(&mut drafts[*index], *index, &mut taken);
    }
    for index in &order {
        place_middle(&mut drafts[*index], *index, &mut taken);
    }
    for index in &order {
        place_label_and_flow(&mut drafts[*index], *index, &mut taken);
    }
    taken.struck
}

/// Where nothing more can lie.
struct Taken<'a> {
    /// Boxes and titles.
    boxes: &'a Grid,
    plates: Grid,
    lines: Lines,
    /// So far a badge moves on to get out of the way of lines.
    away: f64,
    /// How many plates lines run behind.
    struck: usize,
}

/// A place that was found.
struct Found {
    rect: Rect,
    /// Whether it covers nothing.
    is_free: bool,
    /// Whether no other line runs behind it, either.
    is_clean: bool,
}

impl Taken<'_> {
    /// How much of the rectangle lies on something already.
    fn covered(&self, rect: Rect) -> f64 {
        let mut covered = 0.0;
        for (grid, gap) in [(self.boxes, SHALLOWS + GAP), (&self.plates, GAP)] {
            let rect = rect.inflate(gap);
            grid.overlapping(rect, |index| {
                let other = grid.rect(index);
                let width = rect.right().min(other.right()) - rect.x.max(other.x);
                let height = rect.bottom().min(other.bottom()) - rect.y.max(other.y);
                covered += width * height;
            });
        }
        covered
    }

    /// Keeps a place from now on.
    fn take(&mut self, found: &Found) {
        self.plates.insert(found.rect);
        self.struck += usize::from(!found.is_clean);
    }

    /// The cheapest of the places, which come with what they cost by themselves, the cheapest first.
    fn best(&self, own: usize, places: impl Iterator<Item = (f64, Rect)>) -> Option<Found> {
        let mut best: Option<(f64, Found)> = None;
        let mut first_free = f64::INFINITY;
        for (cost, rect) in places {
            let least = best.as_ref().map_or(f64::INFINITY, |(least, _)| *least);
            if cost >= least || cost > first_free + self.away {
                break;
            }
            let enough = ((least - cost) / STRUCK).ceil().min(100.0) as usize;
            let behind = self.lines.behind(rect.inflate(LINE_GAP), own, enough);
            let alone = cost;
            let cost = cost + behind as f64 * STRUCK;
            if cost >= least {
                continue;
            }
            let covered = self.covered(rect);
            let is_free = covered == 0.0;
            if is_free {
                first_free = first_free.min(alone);
            }
            let cost = if is_free { cost } else { cost + COVERING * (1.0 + covered) };
            if cost < least {
                best = Some((cost, Found { rect, is_free, is_clean: is_free && behind == 0 }));
            }
        }
        best.map(|(_, found)| found)
    }
}

fn place_ends(draft: &mut Draft, own: usize, taken: &mut Taken<'_>) {
    let total = length(&draft.line);
    for end in [0, 1] {
        let chips = &mut draft.groups[end];
        if chips.is_empty() {
            continue;
        }
        let mut line = draft.line.clone();
        if end == 1 {
            line.reverse();
        }
        let reach = (total * 0.72).clamp(STEP, REACH);
        // Beside the line every other place is enough most often.
        let [some, others] = [1, 0].map(|turn| near_end(&line, size(chips), reach, turn));
        let mut found = taken.best(own, some);
        if !found.as_ref().is_some_and(|found| found.is_free) {
            found = taken.best(own, others).filter(|found| found.is_free).or(found);
        }
        if let Some(found) = found {
            lay_out(chips, found.rect);
            taken.take(&found);
        }
    }
}

/// Places for badges of this size at the beginning of a line, each with how far it is, the nearest first: on the line,
/// and beside it as far along as costs no more. Of the places beside it every other one, in turn 0 or 1.
fn near_end(line: &[Point], (width, height): (f64, f64), reach: f64, turn: u32) -> impl Iterator<Item = (f64, Rect)> {
    let far = height / 2.0 + 3.0 * GAP;
    let last = ((reach + BESIDE[1]) / STEP) as u32;
    (0..=last).flat_map(move |step| {
        let distance = f64::from(step) * STEP;
        let on_line = std::iter::once(distance).filter(move |distance| *distance <= reach);
        let on_line = on_line.map(move |distance| (distance, Rect::around(along(line, distance).0, width, height)));
        let beside = BESIDE.into_iter().zip([3.0, far]).flat_map(move |(cost, gap)| {
            let back = distance - cost;
            let (at, direction) = along(line, back);
            let side = Point::new(-direction.y, direction.x);
            let away = Point::new(side.x * (width / 2.0 + gap), side.y * (height / 2.0 + gap));
            let places = [away, away.times(-1.0)].map(|way| (distance, Rect::around(at.plus(way), width, height)));
            places.into_iter().filter(move |_| step % 2 == turn && (0.0..=reach).contains(&back))
        });
        on_line.chain(beside)
    })
}

fn place_middle(draft: &mut Draft, own: usize, taken: &mut Taken<'_>) {
    let chips = &mut draft.groups[2];
    if chips.is_empty() {
        return;
    }
    let (group_width, group_height) = size(chips);
    let total = length(&draft.line);
    let on_line = |share: &f64| (0.0, Rect::around(along(&draft.line, total * share).0, group_width, group_height));
    let places = LABEL_PLACES.iter().chain(&[0.2, 0.8, 0.15, 0.85]).map(on_line);
    if let Some(found) = taken.best(own, places) {
        lay_out(chips, found.rect);
        taken.take(&found);
    }
}

/// The name first, because it needs more room; where it leaves none to the mark of flow, it makes way as long as it has
/// another place as good.
fn place_label_and_flow(draft: &mut Draft, own: usize, taken: &mut Taken<'_>) {
    let mut label = find_label(draft, own, taken, None);
    let mut flow = find_flow(draft, own, taken, label.as_ref().map(|(found, _)| found.rect));
    if let (Some((first, _)), None) = (&label, flow) {
        flow = find_flow(draft, own, taken, None);
        let other = flow.and_then(|(rect, _)| find_label(draft, own, taken, Some(rect)));
        match other.filter(|(found, _)| found.is_clean || !first.is_clean) {
            Some(other) => label = Some(other),
            None => flow = None,
        }
    }
    let words = draft.label.take();
    draft.label = label.zip(words).map(|((found, text), words)| {
        taken.take(&found);
        Chip { text, rect: found.rect, tone: words.tone }
    });
    draft.flow = flow.map(|(rect, direction)| {
        taken.plates.insert(rect);
        (rect.center(), direction)
    });
}

fn is_apart(rect: Rect, other: Option<Rect>) -> bool {
    !other.is_some_and(|other| other.inflate(GAP).overlaps(&rect))
}

/// A name is cut shorter until it fits somewhere, and left out where it does not: the inspector has it in full.
fn find_label(draft: &Draft, own: usize, taken: &Taken<'_>, flow: Option<Rect>) -> Option<(Found, String)> {
    let label = draft.label.as_ref()?;
    let total = length(&draft.line);
    let size = label.tone.text_size();
    let mut room = label.rect.width;
    let mut struck: Option<(Found, String)> = None;
    while room >= LABEL_LEAST.min(label.rect.width) {
        let text = fitted(&label.text, size, room - 8.0);
        let (plate_width, plate_height) = (width(&text, size) * 1.08 + 8.0, label.rect.height);
        let on_line = |share: &f64| Rect::around(along(&draft.line, total * share).0, plate_width, plate_height);
        // Beside an upright line there is room for its mark of flow.
        let (aside, below) = (plate_width / 2.0 + 8.0, plate_height + 2.0);
        let ways = [(0.0, below), (0.0, -below), (aside, 0.0), (-aside, 0.0)].map(|(x, y)| Point::new(x, y));
        let ways = ways.into_iter().take(if taken.away < AWAY[0] { 1 } else { ways.len() });
        let beside = |way: Point| LABEL_PLACES.iter().map(move |share| on_line(share).moved(way));
        let places = LABEL_PLACES.iter().map(on_line).chain(ways.flat_map(beside));
        let places = places.filter(|rect| is_apart(*rect, flow)).map(|rect| (0.0, rect));
        if let Some(found) = taken.best(own, places).filter(|found| found.is_free) {
            // Among few lines it is worth a shorter name that none of them runs behind.
            if found.is_clean || taken.away < AWAY[0] {
                return Some((found, text));
            }
            struck.get_or_insert((found, text));
        }
        room *= 0.7;
    }
    struck
}

/// The mark of flow points downstream, where there is room for it.
fn find_flow(draft: &Draft, own: usize, taken: &Taken<'_>, label: Option<Rect>) -> Option<(Rect, Point)> {
    if !draft.groups[2].is_empty() {
        return None;
    }
    let total = length(&draft.line);
    let spot = |share: &f64| {
        let (at, direction) = along(&draft.line, total * share);
        (Rect::around(at, 11.0, 11.0), direction)
    };
    let is_free = |(rect, _): &(Rect, Point)| is_apart(*rect, label) && taken.covered(*rect) == 0.0;
    let is_clean = |(rect, _): &(Rect, Point)| taken.lines.behind(*rect, own, 1) == 0;
    let clean = LABEL_PLACES.iter().map(spot).filter(is_clean).find(is_free);
    clean.or_else(|| LABEL_PLACES.iter().map(spot).find(is_free))
}

fn size(chips: &[Chip]) -> (f64, f64) {
    let widths: f64 = chips.iter().map(|chip| chip.rect.width + GAP).sum();
    (widths - GAP, chips.first().map_or(0.0, |chip| chip.rect.height))
}

/// Puts the badges of a group side by side.
fn lay_out(chips: &mut [Chip], group: Rect) {
    let mut x = group.x;
    for chip in chips {
        (chip.rect.x, chip.rect.y) = (x, group.y);
        x += chip.rect.width + GAP;
    }
}
