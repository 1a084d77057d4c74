//! Finds a way for a line from one rectangle to another round everything in between.
//!
//! A shortest path over the visibility graph of the obstacles' corners (Lozano-Pérez and Wesley 1979), which is built
//! only as far as obstacles are met: most lines are straight and cost one look.

use crate::sorted_set::SortedSet;

use super::grid::Grid;
use super::{Point, Rect};

/// Lines keep this far away from what they pass, in map units.
pub const CLEARANCE: f64 = 10.0;

/// Corners are rounded this far away from the obstacle, a little more than what must stay clear.
const CORNER: f64 = 16.0;

/// What a bend costs, as length: a detour of this much is better than one more bend.
const BEND: f64 = 24.0;

/// More obstacles than this are not gone round; the line then takes the best way found so far.
const OBSTACLE_LIMIT: usize = 24;

/// A way from the middle of one rectangle to the middle of another.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// The points of the way, both middles included.
    pub points: Vec<Point>,
    /// Only what lies in here has been looked at: as long as nothing changes in here the route stays.
    pub area: Rect,
    /// Whether it keeps clear of everything.
    pub is_clear: bool,
}

/// The way from rectangle `from` to rectangle `to` of the grid.
pub fn route(obstacles: &Grid, from: usize, to: usize) -> Route {
    let ends = [obstacles.rect(from), obstacles.rect(to)];
    let [a, b] = ends.map(|rect| rect.center());
    let mut search =
        Search { obstacles, ends, indices: [from, to], known: SortedSet::new(), area: Rect::spanning(a, b) };
    let mut points = vec![a, b];
    loop {
        let met = search.met(&points);
        if met.is_empty() {
            return Route { points, area: search.area.inflate(CLEARANCE), is_clear: true };
        }
        search.known.extend(met);
        if search.known.len() > OBSTACLE_LIMIT {
            break;
        }
        match search.shortest() {
            Some(found) => points = found,
            None => break,
        }
    }
    Route { points, area: search.area.inflate(CLEARANCE), is_clear: false }
}

struct Search<'a> {
    obstacles: &'a Grid,
    ends: [Rect; 2],
    indices: [usize; 2],
    known: SortedSet<usize>,
    area: Rect,
}

impl Search<'_> {
    /// The obstacles that a line passes too close, the known ones among them left out.
    fn met(&mut self, points: &[Point]) -> Vec<usize> {
        let mut met = Vec::new();
        for pair in points.windows(2) {
            self.area = self.area.union(&Rect::spanning(pair[0], pair[1]));
            self.obstacles.crossed(pair[0], pair[1], CLEARANCE, |index| {
                if !self.is_end(index) && !self.known.contains(&index) {
                    met.push(index);
                }
            });
        }
        met
    }

    /// The two ends are no obstacles, nor is what lies over one of their middles: there is no way round that.
    fn is_end(&self, index: usize) -> bool {
        let rect = self.obstacles.rect(index).inflate(CLEARANCE);
        self.indices.contains(&index) || self.ends.iter().any(|end| rect.contains(end.center()))
    }

    /// The shortest way round the known obstacles.
    fn shortest(&self) -> Option<Vec<Point>> {
        let known = self.known.iter().map(|index| self.obstacles.rect(*index));
        let kept_clear: Vec<Rect> = known.clone().map(|rect| rect.inflate(CLEARANCE)).collect();
        let is_free = |point: &Point| !kept_clear.iter().any(|rect| rect.contains(*point));
        let [a, b] = self.ends.map(|rect| rect.center());
        let corners = known.flat_map(|rect| rect.inflate(CORNER).corners());
        let nodes: Vec<Point> = [a, b].into_iter().chain(corners.filter(is_free)).collect();
        let sees = |i: usize, j: usize| {
            let blocked = kept_clear.iter().any(|rect| rect.is_crossed(nodes[i], nodes[j]));
            // Between corners the line must not cut through the two ends either.
            let through = |end: usize| i != end && j != end && self.ends[end].is_crossed(nodes[i], nodes[j]);
            !blocked && !through(0) && !through(1)
        };
        shortest_way(&nodes, sees)
    }
}

/// The shortest way from the first to the second node; a bend costs [`BEND`]. What lies in the direction of the second
/// is looked at first (Hart, Nilsson and Raphael 1968).
fn shortest_way(nodes: &[Point], sees: impl Fn(usize, usize) -> bool) -> Option<Vec<Point>> {
    let mut cost = vec![f64::INFINITY; nodes.len()];
    let mut before = vec![usize::MAX; nodes.len()];
    let mut done = vec![false; nodes.len()];
    // No way on is shorter than the straight one; the last step costs a bend like every other.
    let rest: Vec<f64> = nodes.iter().map(|node| node.distance(nodes[1]) + BEND).collect();
    let in_all = |cost: &[f64], node: usize| if node == 1 { cost[1] } else { cost[node] + rest[node] };
    cost[0] = 0.0;
    loop {
        let open = (0..nodes.len()).filter(|node| !done[*node] && cost[*node].is_finite());
        let node = open.min_by(|i, j| in_all(&cost, *i).total_cmp(&in_all(&cost, *j)))?;
        if node == 1 {
            break;
        }
        done[node] = true;
        for next in 0..nodes.len() {
            let through = cost[node] + nodes[node].distance(nodes[next]) + BEND;
            if !done[next] && through < cost[next] && sees(node, next) {
                (cost[next], before[next]) = (through, node);
            }
        }
    }
    let mut points = vec![nodes[1]];
    let mut at = 1;
    while at != 0 {
        at = before[at];
        points.push(nodes[at]);
    }
    points.reverse();
    Some(points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn is_clear(rects: &[Rect], route: &Route, from: usize, to: usize) -> bool {
        let others = rects.iter().enumerate().filter(|(index, _)| *index != from && *index != to);
        let crossed = |rect: &Rect| route.points.windows(2).any(|pair| rect.is_crossed(pair[0], pair[1]));
        !others.map(|(_, rect)| rect).any(crossed)
    }

    #[test]
    fn a_free_line_is_straight_and_a_blocked_one_goes_round() {
        let rects = vec![
            Rect::new(0.0, 0.0, 100.0, 60.0),
            Rect::new(600.0, 0.0, 100.0, 60.0),
            Rect::new(300.0, -20.0, 100.0, 100.0),
        ];
        let straight = route(&Grid::new(rects[..2].to_vec()), 0, 1);
        assert_eq!(straight.points.len(), 2);
        let around = route(&Grid::new(rects.clone()), 0, 1);
        assert!(around.is_clear && around.points.len() > 2 && is_clear(&rects, &around, 0, 1), "{around:?}");
    }

    #[test]
    fn what_is_called_clear_is_clear_on_random_maps() {
        let mut random = Random::new(11);
        let (mut clear, mut all) = (0, 0);
        for _ in 0..20 {
            // Contexts on a jittered grid, as people draw them.
            let rects: Vec<Rect> = (0..40)
                .map(|i| {
                    let (column, row) = (f64::from(i % 8), f64::from(i / 8));
                    let jitter = (random.unit() * 60.0, random.unit() * 40.0);
                    Rect::new(column * 300.0 + jitter.0, row * 190.0 + jitter.1, 176.0, 88.0)
                })
                .collect();
            let grid = Grid::new(rects.clone());
            for _ in 0..40 {
                let (from, to) = (random.below(40), random.below(40));
                if from == to {
                    continue;
                }
                let found = route(&grid, from, to);
                all += 1;
                clear += u32::from(found.is_clear);
                assert!(!found.is_clear || is_clear(&rects, &found, from, to));
            }
        }
        assert!(clear * 100 >= all * 99, "{clear} of {all}");
    }
}
