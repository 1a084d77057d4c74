//! Where badges and names lie: on their lines, and never on a box, on a domain's name or on each other.

use super::routes::{Draft, Routes};
use crate::geometry::grid::Grid;
use crate::geometry::{Point, Rect, along, length};
use crate::scene::{Chip, Region, SHALLOWS};
use crate::text::{fitted, width};

/// Room between a badge and what is beside it.
const GAP: f64 = 2.0;
/// How far a badge moves along its line from one try to the next.
const STEP: f64 = 5.0;
/// Further away than this a badge no longer says which end it belongs to, and lines can be millions of units long.
const REACH: f64 = 2_000.0;
/// Where along the line a name is tried, the best place first.
const LABEL_PLACES: [f64; 11] = [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75];
/// Up to so many edges, names keep clear of other lines as well.
const CLOSE_LOOK: usize = 200;
/// A name shorter than this says nothing.
const LABEL_LEAST: f64 = 48.0;

/// Places the badges of all ends, then those of the middles, then names, then the marks of flow; short lines first,
/// because they have the fewest places to choose from.
pub(super) fn place<'a>(drafts: &mut [Draft], routes: &Routes, regions: impl Iterator<Item = &'a Region>) {
    let titles = regions.map(|region| {
        let (at, size) = (region.title.at, region.title.size);
        Rect::new(at.x, at.y - size, width(&region.title.text, size * 1.1), size * 1.3)
    });
    let lines =
        if drafts.len() <= CLOSE_LOOK { drafts.iter().map(|draft| draft.line.clone()).collect() } else { Vec::new() };
    let mut taken = Taken { boxes: &routes.grid, plates: Grid::new(titles.collect()), lines };
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    crate::order::sort_by(&mut order, |a, b| {
        length(&drafts[*a].line).total_cmp(&length(&drafts[*b].line)).then(a.cmp(b))
    });
    for index in &order {
        place_ends(&mut drafts[*index], &mut taken);
    }
    for index in &order {
        place_middle(&mut drafts[*index], &mut taken);
    }
    for index in &order {
        place_label(&mut drafts[*index], *index, &mut taken);
        place_flow(&mut drafts[*index], &mut taken);
    }
}

/// Where nothing more can lie.
struct Taken<'a> {
    boxes: &'a Grid,
    plates: Grid,
    /// The lines of all edges, where there are few enough to look at each.
    lines: Vec<Vec<Point>>,
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

    /// Whether a line other than that of the edge at `own` runs behind the rectangle.
    fn is_over_line(&self, rect: Rect, own: usize) -> bool {
        let others = self.lines.iter().enumerate().filter(|(index, _)| *index != own);
        let mut steps = others.flat_map(|(_, line)| line.windows(2));
        steps.any(|step| rect.is_crossed(step[0], step[1]))
    }

    /// The first of the places where the rectangle covers nothing, else the one where it covers the least.
    fn best(&self, places: impl Iterator<Item = Rect>) -> Option<(Rect, bool)> {
        let mut best: Option<(Rect, f64)> = None;
        for rect in places {
            let covered = self.covered(rect);
            if covered == 0.0 {
                return Some((rect, true));
            }
            if best.is_none_or(|(_, least)| covered < least) {
                best = Some((rect, covered));
            }
        }
        best.map(|(rect, _)| (rect, false))
    }
}

fn place_ends(draft: &mut Draft, taken: &mut Taken<'_>) {
    let total = length(&draft.line);
    for end in [0, 1] {
        let chips = &mut draft.groups[end];
        if chips.is_empty() {
            continue;
        }
        let (group_width, group_height) = size(chips);
        let mut line = draft.line.clone();
        if end == 1 {
            line.reverse();
        }
        let reach = (total * 0.72).clamp(STEP, REACH);
        let steps = (0..).map(|step| f64::from(step) * STEP).take_while(|distance| *distance <= reach);
        let on_line = |distance: f64| Rect::around(along(&line, distance).0, group_width, group_height);
        // Beside the line, where there is no room on it.
        let beside = |distance: f64, way: f64, gap: f64| {
            let (at, direction) = along(&line, distance);
            let side = Point::new(-direction.y, direction.x).times(way);
            let away = Point::new(side.x * (group_width / 2.0 + gap), side.y * (group_height / 2.0 + gap));
            Rect::around(at.plus(away), group_width, group_height)
        };
        let places = steps.clone().map(on_line);
        // Close to the line first, then beyond the badges of the other end that lie on it.
        let far = group_height / 2.0 + 3.0 * GAP;
        let sides = [3.0, far]
            .into_iter()
            .flat_map(|gap| steps.clone().flat_map(move |distance| [(distance, 1.0, gap), (distance, -1.0, gap)]));
        let places = places.chain(sides.map(|(distance, way, gap)| beside(distance, way, gap)));
        if let Some((rect, _)) = taken.best(places) {
            lay_out(chips, rect);
            taken.plates.insert(rect);
        }
    }
}

fn place_middle(draft: &mut Draft, taken: &mut Taken<'_>) {
    let chips = &mut draft.groups[2];
    if chips.is_empty() {
        return;
    }
    let (group_width, group_height) = size(chips);
    let total = length(&draft.line);
    let on_line = |share: &f64| Rect::around(along(&draft.line, total * share).0, group_width, group_height);
    let places = LABEL_PLACES.iter().chain(&[0.2, 0.8, 0.15, 0.85]).map(on_line);
    if let Some((rect, _)) = taken.best(places) {
        lay_out(chips, rect);
        taken.plates.insert(rect);
    }
}

/// A name is cut shorter until it fits somewhere, and left out where it does not: the inspector has it in full.
fn place_label(draft: &mut Draft, own: usize, taken: &mut Taken<'_>) {
    let Some(label) = draft.label.take() else { return };
    let total = length(&draft.line);
    let size = label.tone.text_size();
    let mut room = label.rect.width;
    while room >= LABEL_LEAST {
        let text = fitted(&label.text, size, room - 8.0);
        let plate = (width(&text, size) * 1.08 + 8.0, label.rect.height);
        let on_line = |share: &f64| Rect::around(along(&draft.line, total * share).0, plate.0, plate.1);
        let below = |share: &f64| on_line(share).moved(Point::new(0.0, plate.1 + 2.0));
        let places = || LABEL_PLACES.iter().map(on_line).chain(LABEL_PLACES[..5].iter().map(below));
        let free = places().filter(|rect| !taken.is_over_line(*rect, own));
        let best = taken.best(free).filter(|(_, is_free)| *is_free).or_else(|| taken.best(places()));
        if let Some((rect, true)) = best {
            taken.plates.insert(rect);
            draft.label = Some(Chip { text, rect, ..label });
            return;
        }
        room *= 0.7;
    }
}

/// The mark of flow points downstream, where there is room for it.
fn place_flow(draft: &mut Draft, taken: &mut Taken<'_>) {
    if !draft.groups[2].is_empty() {
        return;
    }
    let total = length(&draft.line);
    let spot = |share: &f64| {
        let (at, direction) = along(&draft.line, total * share);
        (Rect::around(at, 11.0, 11.0), direction)
    };
    let free = LABEL_PLACES.iter().map(spot).find(|(rect, _)| taken.covered(*rect) == 0.0);
    draft.flow = free.map(|(rect, direction)| (rect.center(), direction));
    if let Some((rect, _)) = free {
        taken.plates.insert(rect);
    }
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
