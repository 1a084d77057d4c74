//! Where lines leave their boxes: lines that leave a side together are spread along it, so that they and their badges
//! can be told apart.

use crate::sorted_map::SortedMap;

use super::routes::{Draft, Routes};
use crate::geometry::route::CLEARANCE;
use crate::geometry::{Point, Rect};

/// How far apart lines leave a side: where badges lie above each other, and where they lie beside each other.
const GAPS: [f64; 2] = [22.0, 40.0];
/// Lines keep this far away from a box's corners.
const CORNER: f64 = 16.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Top,
    Right,
    Bottom,
    Left,
}

/// One end of a line at a side of a box.
struct Port {
    draft: usize,
    end: usize,
    at: f64,
}

/// Cuts the lines at their boxes and spreads them there.
pub(super) fn spread(drafts: &mut [Draft], routes: &Routes) {
    let mut sides: SortedMap<(usize, Side), Vec<Port>> = SortedMap::new();
    for (index, draft) in drafts.iter_mut().enumerate() {
        if draft.boxes[0] == draft.boxes[1] {
            continue;
        }
        for end in [0, 1] {
            let rect = routes.grid.rect(draft.boxes[end]);
            let exit = rect.exit_toward(next_to(&draft.line, end));
            let side = side_of(rect, exit);
            let at = if matches!(side, Side::Top | Side::Bottom) { exit.x } else { exit.y };
            sides.entry((draft.boxes[end], side)).or_default().push(Port { draft: index, end, at });
        }
    }
    for ((place, side), mut ports) in sides {
        let rect = routes.grid.rect(place);
        crate::order::sort_by(&mut ports, |a, b| a.at.total_cmp(&b.at).then(a.draft.cmp(&b.draft)));
        let is_level = matches!(side, Side::Top | Side::Bottom);
        let (from, length) = if is_level { (rect.x, rect.width) } else { (rect.y, rect.height) };
        let wanted: Vec<f64> = ports.iter().map(|port| port.at).collect();
        let gap = if is_level { GAPS[1] } else { GAPS[0] };
        let corner = CORNER.min(length / 3.0);
        for (port, at) in ports.iter().zip(spaced(&wanted, gap, from + corner, from + length - corner)) {
            let draft = &mut drafts[port.draft];
            let point = on_side(rect, side, at);
            let plain = on_side(rect, side, port.at);
            let next = next_to(&draft.line, port.end);
            let moved_is_clear = point == plain || !is_blocked(routes, draft, point, next);
            set_end(&mut draft.line, port.end, if moved_is_clear { point } else { plain });
        }
    }
}

/// The positions nearest to the wanted ones that are `gap` apart and lie between `low` and `high`; the gap shrinks where
/// there is not enough room. Wanted positions come in order (pool adjacent violators, Ayer et al. 1955).
fn spaced(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let steps = wanted.len().saturating_sub(1);
    let gap = if steps == 0 { 0.0 } else { gap.min((high - low) / steps as f64) };
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (index, at) in wanted.iter().enumerate() {
        pools.push((at - gap * index as f64, 1));
        while let [.., (before, n), (last, m)] = pools[..] {
            if before <= last {
                break;
            }
            pools.truncate(pools.len() - 2);
            pools.push(((before * n as f64 + last * m as f64) / (n + m) as f64, n + m));
        }
    }
    let level = pools.into_iter().flat_map(|(mean, count)| std::iter::repeat_n(mean, count));
    let highest = high - gap * steps as f64;
    level.enumerate().map(|(index, mean)| mean.clamp(low, highest.max(low)) + gap * index as f64).collect()
}

/// The point of a line next to one of its ends.
fn next_to(line: &[Point], end: usize) -> Point {
    let index = if end == 0 { 1 } else { line.len().saturating_sub(2) };
    line.get(index).copied().unwrap_or_default()
}

fn set_end(line: &mut [Point], end: usize, point: Point) {
    let place = if end == 0 { line.first_mut() } else { line.last_mut() };
    if let Some(place) = place {
        *place = point;
    }
}

fn side_of(rect: Rect, exit: Point) -> Side {
    let distances = [
        (Side::Top, (exit.y - rect.y).abs()),
        (Side::Right, (exit.x - rect.right()).abs()),
        (Side::Bottom, (exit.y - rect.bottom()).abs()),
        (Side::Left, (exit.x - rect.x).abs()),
    ];
    distances.into_iter().min_by(|a, b| a.1.total_cmp(&b.1)).map_or(Side::Top, |(side, _)| side)
}

fn on_side(rect: Rect, side: Side, at: f64) -> Point {
    match side {
        Side::Top => Point::new(at, rect.y),
        Side::Right => Point::new(rect.right(), at),
        Side::Bottom => Point::new(at, rect.bottom()),
        Side::Left => Point::new(rect.x, at),
    }
}

/// Whether a step of the line would run through a box that is none of its own.
fn is_blocked(routes: &Routes, draft: &Draft, a: Point, b: Point) -> bool {
    let mut is_blocked = false;
    routes.grid.crossed(a, b, CLEARANCE / 2.0, |place| is_blocked |= !draft.boxes.contains(&place));
    is_blocked && draft.is_clear
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_keep_their_distance_and_move_as_little_as_they_can() {
        assert_eq!(spaced(&[50.0], 20.0, 0.0, 100.0), [50.0]);
        assert_eq!(spaced(&[50.0, 50.0], 20.0, 0.0, 100.0), [40.0, 60.0]);
        assert_eq!(spaced(&[10.0, 50.0, 52.0], 20.0, 0.0, 100.0), [10.0, 41.0, 61.0]);
        assert_eq!(spaced(&[95.0, 99.0], 20.0, 0.0, 100.0), [80.0, 100.0]);
        assert_eq!(spaced(&[1.0, 2.0, 3.0], 80.0, 0.0, 100.0), [0.0, 50.0, 100.0]);
    }
}
