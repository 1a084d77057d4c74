//! The figures of an onion whose cards have their places.

use super::rings::{self, GAP, HEADING};
use super::{BELOW, Onion, Plot, RING_SIZE, RINGS};
use crate::geometry::{Point, Rect, bounds};
use crate::model::{BuildingBlock, BuildingBlockId, BuildingBlockKind, Ring};
use crate::rule;
use crate::scene::figure::{Figure, Look, Outline, Tone, Words};
use crate::text::{fitted, width};
use crate::view::lettering::{counted, named, paragraph};
use crate::view::ways::Ways;

impl Onion<'_> {
    /// Everything, back to front; the heading stands at this place.
    pub(super) fn figures(&self, heading: Point) -> Vec<Figure> {
        let room = -2.0 * heading.x;
        let name = fitted(&named(self.landscape, self.context), 16.0 * 1.1, room);
        let title = Figure::of(self.context, Outline::None, Look::Card).saying(Tone::Heading, name, heading, 16.0);
        let mut figures = vec![title];
        let rings = self.rings();
        // Arrows keep clear of what is written on the rings as well.
        let names: Vec<Rect> = rings.iter().flat_map(|ring| &ring.words).map(Words::rect).collect();
        figures.extend(rings);
        figures.extend(self.plots.iter().filter_map(|plot| self.plot(plot)));
        figures.extend(self.others());
        let (uses, outward) = self.uses(names);
        figures.extend(uses);
        figures.extend(self.travel(outward, room));
        figures.extend(self.blocks.iter().map(|(block, place)| self.card(block, *place)));
        figures
    }

    fn rings(&self) -> Vec<Figure> {
        let numbered = RINGS.iter().zip(self.radii).enumerate().rev();
        let ring = |(number, ((_, name, look), radius)): (usize, (&(Ring, &str, Look), f64))| {
            let inner = if number == 0 { None } else { Some(self.radii[number - 1]) };
            // The name of the innermost ring stands above what is in it, those of the others in the middle of the ring.
            let content = bounds(self.plots.iter().map(|plot| plot.area)).map_or(6.0, |area| area.y);
            let y = inner.map_or(content - 12.0, |inner| -(inner + radius) / 2.0 + RING_SIZE * 0.36);
            let at = Point::new(-width(name, RING_SIZE * 1.1) / 2.0, y);
            let count = self.blocks.iter().filter(|(block, _)| block.ring == RINGS[number].0).count();
            Figure::scenery(Outline::Oval(rings::oval(radius)), *look)
                .saying(Tone::Heading, *name, at, RING_SIZE)
                .described(format!("The {} ring: {}", name.to_lowercase(), counted(count, "building block")))
        };
        numbered.map(ring).collect()
    }

    /// The outline of an aggregate, with its name.
    fn plot(&self, plot: &Plot<'_>) -> Option<Figure> {
        let aggregate = plot.aggregate?;
        let name = named(self.landscape, aggregate.id);
        let (area, size) = (plot.area, 12.0);
        let middle = if plot.cards.is_empty() { area.center().y } else { area.y + HEADING / 2.0 + 2.0 };
        let at = Point::new(area.center().x, middle + size * 0.36);
        let described = format!("{name}, aggregate: {}", counted(plot.cards.len(), "building block"));
        let figure = Figure::of(aggregate.id, Outline::Box(area, 8.0), Look::Group).described(described);
        Some(figure.saying(Tone::Title, fitted(&name, size * 1.06, area.width - 12.0), at, size))
    }

    /// What stands around the cards that have no ring.
    fn others(&self) -> Option<Figure> {
        let cards = self.blocks.iter().filter(|(block, _)| block.ring == Ring::Undefined);
        let area = bounds(cards.map(|(_, place)| *place))?.inflate(GAP);
        let area = Rect::new(area.x, area.y - HEADING, area.width.max(150.0), area.height + HEADING);
        let at = Point::new(area.x + GAP, area.y + 20.0);
        let figure = Figure::scenery(Outline::Box(area, 8.0), Look::Group);
        Some(figure.saying(Tone::Heading, "No ring said yet", at, 12.0))
    }

    fn card(&self, block: &BuildingBlock, place: Rect) -> Figure {
        let name = named(self.landscape, block.id);
        let look = if block.is_root { Look::CardStrong } else { Look::Card };
        let is_said = block.kind != BuildingBlockKind::Undefined;
        let room = place.width - 12.0;
        let y = if is_said { place.y + 17.0 } else { place.center().y + 4.4 };
        let figure = Figure::of(block.id, Outline::Box(place, 6.0), look).described(self.told(block, &name));
        let figure =
            figure.saying(Tone::Title, fitted(&name, 12.0 * 1.06, room), Point::new(place.center().x, y), 12.0);
        if !is_said {
            return figure;
        }
        figure.saying(Tone::Middle, block.kind.word(), Point::new(place.center().x, place.y + 30.0), 10.0)
    }

    /// What a screen reader says of a building block.
    fn told(&self, block: &BuildingBlock, name: &str) -> String {
        let mut told = format!("{name}, {}", block.kind.word());
        if block.kind == BuildingBlockKind::Undefined {
            told = format!("{name}, building block");
        }
        told += &match block.ring {
            Ring::Undefined => ", in no ring".to_owned(),
            ring => format!(" in the {} ring", ring.word()),
        };
        if block.is_root {
            told += ", aggregate root";
        }
        if block.is_public {
            told += ", public";
        }
        let used: Vec<String> = block.uses.iter().map(|id| named(self.landscape, *id)).collect();
        if used.is_empty() { told } else { format!("{told}; uses {}", used.join(", ")) }
    }

    /// The uses among the cards as arrows, and how many of them point outwards.
    fn uses(&self, names: Vec<Rect>) -> (Vec<Figure>, usize) {
        let place = |id: &BuildingBlockId| self.blocks.binary_search_by_key(id, |(block, _)| block.id).ok();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (from, (block, _)) in self.blocks.iter().enumerate() {
            pairs.extend(block.uses.iter().filter_map(place).filter(|to| *to != from).map(|to| (from, to)));
        }
        crate::order::sort_by_key(&mut pairs, |pair| *pair);
        pairs.dedup();
        let boxes = self.blocks.iter().map(|(_, place)| *place).chain(names).collect();
        let ways = Ways::new(boxes, 2.0, pairs.len());
        let mut outward = 0;
        let mut arrow = |(from, to): &(usize, usize)| {
            let [user, used] = [from, to].map(|card| self.blocks[*card].0);
            let is_wrong = rule::points_outward(user, used);
            outward += usize::from(is_wrong);
            let wrong = if is_wrong { ": this points outwards" } else { "" };
            let [one, other] = [user, used].map(|block| named(self.landscape, block.id));
            Figure {
                ids: vec![user.id.into(), used.id.into()],
                outline: Outline::Arrow(ways.between(*from, *to)),
                look: if is_wrong { Look::DependencyWrong } else { Look::Dependency },
                words: Vec::new(),
                description: format!("{one} uses {other}{wrong}"),
            }
        };
        let arrows: Vec<Figure> = pairs.iter().map(&mut arrow).collect();
        (arrows, outward)
    }

    /// A change that comes from outside, and where it stops.
    fn travel(&self, outward: usize, room: f64) -> [Figure; 2] {
        let outer = self.radii[2];
        let way = vec![Point::new(0.0, outer + BELOW), Point::new(0.0, self.landing)];
        let mut told =
            "Another database is another adapter: the change stops in the outermost ring, because what lies \
                        further in asked for a port."
                .to_owned();
        if outward > 0 {
            let point = if outward == 1 { "points" } else { "point" };
            told += &format!(" Not here: {} {point} outwards and will let it in.", counted(outward, "use"));
        }
        let at = Point::new(-room / 2.0, outer + BELOW + 28.0);
        [Figure::scenery(Outline::Arrow(way), Look::Travel), paragraph(Tone::Name, &told, at, 13.0, room)]
    }
}
