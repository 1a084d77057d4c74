//! Where the shapes of teams stand, and the contexts in them.

use super::BOX;
use crate::geometry::{Point, Rect};
use crate::graph::Graph;
use crate::layout::layered;
use crate::model::{ContextId, ElementId, Landscape, Perspective, TeamId, TeamKind};
use crate::sorted_map::SortedMap;

/// Room between contexts, at the edge of a shape, and for what is written above them.
const GAP: f64 = 16.0;
const EDGE: f64 = 28.0;
const HEADER: f64 = 44.0;
/// Room between lanes.
const BETWEEN: f64 = 28.0;
/// Room between the lanes and what stands beside them, for lines.
pub(super) const STREET: f64 = 118.0;
/// How many contexts stand side by side at most in a lane.
const LANE_MAX: usize = 6;
/// The width of what stands beside the lanes, and the room for what is written in it.
const BESIDE: f64 = BOX.0 + 2.0 * 26.0;
/// The least width of what no team owns, for its name.
const GROUP_MIN: f64 = 220.0;
const TALL_HEADER: f64 = 112.0;
/// Room below the contexts in it: an octagon has no corners.
const TALL_FOOTER: f64 = 44.0;

/// The shape of a team, or of what no team owns.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub team: Option<TeamId>,
    pub kind: Option<TeamKind>,
    /// What is written on one without a team.
    pub name: String,
    pub rect: Rect,
    /// The contexts in it.
    pub boxes: Vec<(ContextId, Rect)>,
    /// Taller than wide: beside the lanes.
    pub is_narrow: bool,
}

impl Shape {
    fn shift(&mut self, by: Point) {
        self.rect = self.rect.moved(by);
        self.boxes.iter_mut().for_each(|(_, rect)| *rect = rect.moved(by));
    }
}

/// All shapes.
#[derive(Clone, Debug, Default)]
pub(super) struct Shapes {
    pub all: Vec<Shape>,
    /// How wide the lanes are.
    pub width: f64,
}

impl Shapes {
    pub(super) fn of(landscape: &Landscape) -> Self {
        let members = members(landscape);
        let of = |kind: TeamKind| {
            let teams = landscape.teams.values().filter(move |team| team.kind == kind);
            teams.map(|team| (team.id, members.get(&Some(team.id)).cloned().unwrap_or_default())).collect::<Vec<_>>()
        };
        let lanes: Vec<_> = of(TeamKind::StreamAligned).into_iter().map(|it| (TeamKind::StreamAligned, it)).collect();
        let lanes: Vec<_> =
            lanes.into_iter().chain(of(TeamKind::Undefined).into_iter().map(|it| (TeamKind::Undefined, it))).collect();
        let widest = members.values().map(Vec::len).max().unwrap_or(0);
        let in_lane = lanes.iter().map(|(_, (_, members))| members.len()).max().unwrap_or(0);
        // Many contexts that nobody owns would make a tower otherwise.
        let across = in_lane.clamp(4, LANE_MAX).max((1.2 * (widest as f64).sqrt()) as usize);
        let width = across as f64 * (BOX.0 + GAP) - GAP + 2.0 * EDGE;
        let mut shapes = Self { all: Vec::new(), width };
        let mut y = 0.0;
        for (kind, (team, members)) in lanes {
            let shape = wide(Some((team, kind)), members, y, width, across);
            y = shape.rect.bottom() + BETWEEN;
            shapes.all.push(shape);
        }
        let beside = of(TeamKind::Enabling).into_iter().map(|it| (TeamKind::Enabling, it));
        let beside =
            beside.chain(of(TeamKind::ComplicatedSubsystem).into_iter().map(|it| (TeamKind::ComplicatedSubsystem, it)));
        let right = shapes.stand_beside(landscape, beside.collect());
        let bottom = shapes.all.iter().map(|shape| shape.rect.bottom()).fold(0.0, f64::max);
        let mut y = if shapes.all.is_empty() { 0.0 } else { bottom + BETWEEN + 8.0 };
        let below = ((right - 2.0 * EDGE + GAP) / (BOX.0 + GAP)) as usize;
        for (team, members) in of(TeamKind::Platform) {
            let shape = wide(Some((team, TeamKind::Platform)), members, y, right, below.max(1));
            y = shape.rect.bottom() + BETWEEN;
            shapes.all.push(shape);
        }
        let (outside, unowned): (Vec<ContextId>, Vec<ContextId>) = members
            .get(&None)
            .cloned()
            .unwrap_or_default()
            .into_iter()
            .partition(|id| landscape.contexts.get(id).is_some_and(|context| context.is_external()));
        let mut x = 0.0;
        for (name, members) in [("Owned by nobody", unowned), ("Systems outside", outside)] {
            if members.is_empty() {
                continue;
            }
            // Side by side where there is room.
            let across = members.len().min(below.max(1));
            let width = (across as f64 * (BOX.0 + GAP) - GAP + 2.0 * EDGE).max(GROUP_MIN);
            if x > 0.0 && x + width > right {
                y = shapes.all.last().map_or(y, |last| last.rect.bottom()) + BETWEEN;
                x = 0.0;
            }
            let mut shape = wide(None, members, y, width, across);
            shape.name = name.to_owned();
            shape.shift(Point::new(x, 0.0));
            x = shape.rect.right() + BETWEEN;
            shapes.all.push(shape);
        }
        shapes
    }

    /// Stands teams beside the lanes at the height of those whom they work with; answers with the right edge of all.
    fn stand_beside(&mut self, landscape: &Landscape, teams: Vec<(TeamKind, (TeamId, Vec<ContextId>))>) -> f64 {
        if teams.is_empty() {
            return self.width;
        }
        let lanes: Vec<(TeamId, Rect)> = self.all.iter().filter_map(|shape| Some((shape.team?, shape.rect))).collect();
        let x = self.width + STREET;
        let mut wishes: Vec<(f64, f64, TeamKind, TeamId, Vec<ContextId>)> = Vec::new();
        for (kind, (team, members)) in teams {
            let partners = landscape.interactions.values().filter(|it| it.teams().contains(&team));
            let partners: Vec<TeamId> = partners.flat_map(|it| it.teams()).collect();
            let helped = lanes.iter().filter(|(lane, _)| partners.contains(lane)).map(|(_, rect)| *rect);
            let span = crate::geometry::bounds(helped);
            let least = TALL_HEADER + members.len() as f64 * (BOX.1 + GAP) + TALL_FOOTER;
            let is_spanning = kind == TeamKind::Enabling;
            let height = least.max(span.filter(|_| is_spanning).map_or(150.0, |span| span.height));
            let middle = span.map_or(f64::MAX, |span| span.center().y - height / 2.0);
            wishes.push((middle, height, kind, team, members));
        }
        crate::order::sort_by(&mut wishes, |one, other| one.0.total_cmp(&other.0));
        let mut y = 0.0_f64;
        for (wish, height, kind, team, members) in wishes {
            let top = if wish == f64::MAX { y } else { y.max(wish) };
            let rect = Rect::new(x, top, BESIDE, height);
            let first = rect.bottom() - TALL_FOOTER - members.len() as f64 * (BOX.1 + GAP) + GAP;
            let at = |number: usize| Rect::new(x + 26.0, first + number as f64 * (BOX.1 + GAP), BOX.0, BOX.1);
            let boxes = members.into_iter().enumerate().map(|(number, id)| (id, at(number))).collect();
            let (team, kind) = (Some(team), Some(kind));
            self.all.push(Shape { team, kind, name: String::new(), rect, boxes, is_narrow: true });
            y = rect.bottom() + BETWEEN;
        }
        x + BESIDE
    }

    /// Puts shapes where people want them; whether anything moved by that.
    pub(super) fn put(&mut self, perspective: &Perspective) -> bool {
        let mut is_moved = false;
        for spot in &perspective.places {
            let is_meant = |shape: &&mut Shape| shape.team.is_some_and(|id| ElementId::from(id) == spot.id);
            let Some(shape) = self.all.iter_mut().find(is_meant) else { continue };
            let by = Point::new(f64::from(spot.x), f64::from(spot.y)).minus(shape.rect.center());
            shape.shift(by);
            is_moved = true;
        }
        is_moved
    }

    /// Whether changes flow through a lane.
    pub(super) fn has_streams(&self) -> bool {
        self.all.iter().any(|shape| shape.kind == Some(TeamKind::StreamAligned))
    }

    /// The upper edge of all.
    pub(super) fn top(&self) -> f64 {
        self.all.iter().map(|shape| shape.rect.y).fold(f64::INFINITY, f64::min)
    }
}

/// The contexts of each team, and of nobody, each context once, with its first owner; what others depend on first.
fn members(landscape: &Landscape) -> SortedMap<Option<TeamId>, Vec<ContextId>> {
    let graph = Graph::of(landscape);
    let mut members: SortedMap<Option<TeamId>, Vec<usize>> = SortedMap::new();
    for (number, id) in graph.contexts.iter().enumerate() {
        let owner = landscape.contexts.get(id).and_then(|context| landscape.owners_of(context).first().copied());
        members.entry(owner).or_default().push(number);
    }
    let directed: Vec<(usize, usize)> =
        graph.links.iter().filter(|link| !link.symmetric).map(|link| (link.upstream, link.downstream)).collect();
    let in_flow = |(owner, mut of): (Option<TeamId>, Vec<usize>)| {
        if owner.is_some() && of.len() > 1 {
            let number = |context: usize| of.binary_search(&context).ok();
            let pairs: Vec<(usize, usize)> =
                directed.iter().filter_map(|(from, to)| Some((number(*from)?, number(*to)?))).collect();
            let ranks = layered::ranks(of.len(), &pairs);
            let mut keyed: Vec<(usize, usize)> = ranks.into_iter().zip(of.iter().copied()).collect();
            crate::order::sort_by_key(&mut keyed, |it| *it);
            of = keyed.into_iter().map(|(_, context)| context).collect();
        }
        (owner, of.into_iter().map(|number| graph.contexts[number]).collect())
    };
    members.into_iter().map(in_flow).collect()
}

/// A shape that is wider than high, with its contexts in rows.
fn wide(team: Option<(TeamId, TeamKind)>, members: Vec<ContextId>, y: f64, width: f64, across: usize) -> Shape {
    let rows = members.len().div_ceil(across);
    let height = match rows {
        0 => HEADER + 12.0,
        rows => HEADER + rows as f64 * (BOX.1 + GAP) + 6.0,
    };
    let rect = Rect::new(0.0, y, width, height);
    let at = |number: usize| {
        let (row, column) = (number / across, number % across);
        let x = EDGE + column as f64 * (BOX.0 + GAP);
        Rect::new(x, y + HEADER + row as f64 * (BOX.1 + GAP), BOX.0, BOX.1)
    };
    let boxes = members.into_iter().enumerate().map(|(number, id)| (id, at(number))).collect();
    let (team, kind) = (team.map(|it| it.0), team.map(|it| it.1));
    Shape { team, kind, name: String::new(), rect, boxes, is_narrow: false }
}
