//! Ways round badges and names: where other lines run behind what is written and nothing can slide out of the way, the
//! lines are led round it, and everything is written anew. Maps of many lines have no room for that.

use super::routes::{Draft, Routes};
use super::{labels, ports};
use crate::geometry::grid::Grid;
use crate::geometry::route::route;
use crate::geometry::{Point, Rect, length};
use crate::model::RelationshipId;

/// Up to so many edges together, lines are led round what is written.
const FEW_EDGES: usize = 60;
/// How often it is tried.
const ROUNDS: usize = 2;
/// So much longer, as a share and in map units, a line may become.
const LONGER: (f64, f64) = (1.5, 80.0);
/// A line may pass nearer to a plate than to a box: so much of a plate's room is given to it.
const NEARER: f64 = 6.0;

/// The relationships with their lines, badges and names.
pub(super) fn draw(routes: &mut Routes, ids: &[RelationshipId]) -> Vec<Draft> {
    let mut best = routes.edges(ids);
    // The lines before they are cut at their boxes.
    let mut lines: Vec<Vec<Point>> =
        if best.len() <= FEW_EDGES { best.iter().map(|draft| draft.line.clone()).collect() } else { Vec::new() };
    ports::spread(&mut best, routes);
    let mut struck = labels::place(&mut best, routes);
    for _ in 0..ROUNDS {
        if struck == 0 || lines.is_empty() {
            break;
        }
        let found = detours(&best, routes, &lines);
        if found == lines {
            break;
        }
        let mut again = routes.edges(ids);
        for (draft, line) in again.iter_mut().zip(&found) {
            draft.line.clone_from(line);
        }
        ports::spread(&mut again, routes);
        let still_struck = labels::place(&mut again, routes);
        if still_struck >= struck {
            break;
        }
        (best, lines, struck) = (again, found, still_struck);
    }
    best
}

/// The lines, those that run behind what belongs to others led round it as far as there is a way.
fn detours(drafts: &[Draft], routes: &Routes, lines: &[Vec<Point>]) -> Vec<Vec<Point>> {
    let plates = |draft: &Draft| -> Vec<Rect> {
        let written = draft.groups.iter().flatten().chain(&draft.label);
        written.map(|chip| chip.rect).collect()
    };
    let of_all: Vec<Vec<Rect>> = drafts.iter().map(plates).collect();
    let mut obstacles: Grid = routes.grid.clone();
    let in_grid: Vec<Vec<usize>> =
        of_all.iter().map(|rects| rects.iter().map(|rect| obstacles.insert(rect.inflate(-NEARER))).collect()).collect();
    let mut detour = |(own, line): (usize, &Vec<Point>)| {
        let draft = &drafts[own];
        let mut foreign = of_all.iter().enumerate().filter(|(of, _)| *of != own).flat_map(|(_, rects)| rects);
        let is_behind = |rect: &Rect| draft.line.windows(2).any(|step| rect.is_crossed(step[0], step[1]));
        if draft.boxes[0] == draft.boxes[1] || !foreign.any(is_behind) {
            return line.clone();
        }
        // What belongs to the line itself is out of its way where it begins.
        let start = routes.grid.rect(draft.boxes[0]);
        in_grid[own].iter().for_each(|place| obstacles.relocate(*place, start));
        let found = route(&obstacles, draft.boxes[0], draft.boxes[1]);
        let back = in_grid[own].iter().zip(&of_all[own]);
        back.for_each(|(place, rect)| obstacles.relocate(*place, rect.inflate(-NEARER)));
        let is_worth_it = found.is_clear && length(&found.points) <= length(line) * LONGER.0 + LONGER.1;
        if is_worth_it { found.points } else { line.clone() }
    };
    lines.iter().enumerate().map(&mut detour).collect()
}
