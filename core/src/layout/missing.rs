//! Places for what is on the map without one, near what it is related to and beside what is there already: on no box, on
//! no title, and in no water but its own.

use crate::sorted_map::SortedMap;

use super::items::{Item, actor_size, context_size, item, links, team_size};
use super::{arrange, snapped};
use crate::geometry::grid::Grid;
use crate::geometry::{Point, Rect, bounds};
use crate::model::{DomainId, ElementId, Frame, GRID, Landscape};
use crate::view::context_map::ContextMap;

/// Room that is kept to what is there already.
const ROOM: f64 = 40.0;

/// Places for what has none. Where nothing has a place yet, everything is laid out.
pub fn missing(landscape: &Landscape, aspect: f64) -> SortedMap<ElementId, Frame> {
    let contexts = landscape
        .contexts_on_map()
        .map(|context| (context.frame, item(context.id.into(), context.frame, context_size(context))));
    let teams = landscape.teams_on_map().map(|team| (team.frame, item(team.id.into(), team.frame, team_size(team))));
    let actors =
        landscape.actors_on_map().map(|actor| (actor.frame, item(actor.id.into(), actor.frame, actor_size(actor))));
    let all: Vec<(Option<Frame>, Item)> = contexts.chain(teams).chain(actors).collect();
    if all.iter().all(|(frame, _)| frame.is_some()) {
        return SortedMap::new();
    }
    if all.iter().all(|(frame, _)| frame.is_none()) {
        return arrange(landscape, aspect);
    }
    let items: Vec<Item> = all.iter().map(|(_, item)| item.clone()).collect();
    let links = links(landscape, &items);
    let mut rects: Vec<Option<Rect>> = all.iter().map(|(frame, _)| frame.map(Rect::from)).collect();
    let mut taken = Taken::of(landscape, rects.iter().copied().flatten().collect());
    let mut places = SortedMap::new();
    for (number, item) in items.iter().enumerate() {
        if rects[number].is_some() {
            continue;
        }
        let around = links.iter().filter_map(|link| match number {
            _ if link.upstream == number => rects[link.downstream],
            _ if link.downstream == number => rects[link.upstream],
            _ => None,
        });
        let near = middle(around.map(|rect| rect.center())).unwrap_or_else(|| beside(&rects));
        let rect = free_place(&taken, near, item, home(landscape, item.id));
        rects[number] = Some(rect);
        taken.boxes.insert(rect);
        places.insert(item.id, Frame::new(snapped(rect.x), snapped(rect.y), item.width as u32, item.height as u32));
    }
    places
}

/// Where nothing more can lie.
struct Taken {
    boxes: Grid,
    /// The domains' water, and in the same order whose it is and where its title stands.
    waters: Grid,
    titles: Vec<(DomainId, Rect)>,
}

impl Taken {
    fn of(landscape: &Landscape, boxes: Vec<Rect>) -> Self {
        let map = ContextMap::new(landscape);
        let waters = Grid::new(map.regions().map(|region| region.rect).collect());
        let titles = map.regions().filter_map(|region| match region.id {
            ElementId::Domain(id) => Some((id, region.title_rect())),
            _ => None,
        });
        Self { boxes: Grid::new(boxes), waters, titles: titles.collect() }
    }

    /// Whether something whose home is this domain can lie here.
    fn is_free(&self, rect: Rect, home: Option<DomainId>) -> bool {
        let mut is_free = true;
        self.boxes.overlapping(rect.inflate(ROOM), |_| is_free = false);
        self.waters.overlapping(rect.inflate(ROOM / 2.0), |water| {
            let own = self.titles.get(water).filter(|(id, _)| Some(*id) == home);
            is_free &= own.is_some_and(|(_, title)| !title.inflate(ROOM / 4.0).overlaps(&rect));
        });
        is_free
    }
}

fn home(landscape: &Landscape, id: ElementId) -> Option<DomainId> {
    match id {
        ElementId::Context(id) => landscape.home_of(landscape.contexts.get(&id)?),
        _ => None,
    }
}

fn middle(points: impl Iterator<Item = Point>) -> Option<Point> {
    let (sum, count) = points.fold((Point::default(), 0.0), |(sum, count), point| (sum.plus(point), count + 1.0));
    (count > 0.0).then(|| sum.times(1.0 / count))
}

/// To the right of everything, at its top.
fn beside(rects: &[Option<Rect>]) -> Point {
    let all = bounds(rects.iter().copied().flatten()).unwrap_or_default();
    Point::new(all.right() + 180.0, all.y + 44.0)
}

/// The free place nearest to a point, looked for in growing squares around it.
fn free_place(taken: &Taken, near: Point, item: &Item, home: Option<DomainId>) -> Rect {
    let step = f64::from(GRID * 4);
    let origin = Point::new((near.x / step).round() * step, (near.y / step).round() * step);
    for ring in 0_i32..400 {
        let mut best: Option<(f64, Rect)> = None;
        for along in -ring..=ring {
            for (column, row) in [(along, -ring), (along, ring), (-ring, along), (ring, along)] {
                let at = origin.plus(Point::new(f64::from(column) * step, f64::from(row) * step));
                let rect = Rect::around(at, item.width, item.height);
                let distance = at.distance(near);
                if taken.is_free(rect, home) && best.is_none_or(|(least, _)| distance < least) {
                    best = Some((distance, rect));
                }
            }
        }
        if let Some((_, rect)) = best {
            return rect;
        }
    }
    Rect::around(origin, item.width, item.height)
}
