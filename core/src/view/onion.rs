//! The inside of a context as an onion (Palermo 2008; Martin, *The Clean Architecture*, 2012) beside the tiers of a
//! monolith: what uses what, what points outwards, and how far a change at the bottom travels in either.

mod cake;
mod drawing;
mod rings;

use self::rings::{CARD, GAP, HEADING};
use super::lettering::told;
use super::{Knob, View};
use crate::geometry::{Point, Rect, bounds};
use crate::model::{Aggregate, BuildingBlock, ContextId, Landscape, Perspective, Ring, ViewKind};
use crate::order;
use crate::scene::Scene;
use crate::scene::figure::Look;
use crate::text::width;

/// The registry's entry.
pub const VIEW: View = View {
    kind: ViewKind::Onion,
    code: "onion",
    name: "Onion and tiers",
    question: "What lies in which ring of a context, what points outwards, and how far does a change travel?",
    knobs: &[Knob::Context],
    marks: &[
        (Look::RingInner, "the domain ring: business rules, which need nothing"),
        (Look::RingMiddle, "the application ring: what is done with them"),
        (Look::RingOuter, "the infrastructure ring: databases, networks, screens"),
        (Look::Card, "a building block, or a tier"),
        (Look::CardStrong, "the root of an aggregate"),
        (Look::Group, "an aggregate, or what has no ring yet"),
        (Look::Dependency, "one building block uses another"),
        (Look::DependencyWrong, "a use that points outwards"),
        (Look::Travel, "how a change at the bottom travels"),
    ],
    build,
};

/// The rings from the inside, with what they are called and how they look.
const RINGS: [(Ring, &str, Look); 3] = [
    (Ring::Domain, "Domain", Look::RingInner),
    (Ring::Application, "Application", Look::RingMiddle),
    (Ring::Infrastructure, "Infrastructure", Look::RingOuter),
];
/// How far below the onion and the cake the change begins.
const BELOW: f64 = 56.0;
/// The font size of a ring's name.
const RING_SIZE: f64 = 13.0;
/// How many cards of an aggregate stand in a column before there is another column.
const COLUMN: usize = 3;

fn build(landscape: &Landscape, perspective: &Perspective) -> Scene {
    let Some(context) = shown(landscape, perspective) else {
        return told("No contexts yet", "Draw a context on the context map: here its inside is shown ring by ring.");
    };
    let onion = Onion::of(landscape, context);
    let outer = onion.radii[2];
    let (left, top) = (-rings::STRETCH * outer, -outer - 36.0);
    let mut figures = onion.figures(Point::new(left, top));
    figures.extend(cake::cake(landscape, context, outer, [-left + 100.0, top]));
    Scene { figures, ..Scene::default() }
}

/// The context that is asked for, else the first of those with the most inside.
fn shown(landscape: &Landscape, perspective: &Perspective) -> Option<ContextId> {
    let asked = perspective.context.filter(|id| landscape.contexts.contains_key(id));
    let inside = |id: &ContextId| {
        let blocks = landscape.building_blocks.values().filter(|block| block.context == *id).count();
        let aggregates = landscape.aggregates.values().filter(|aggregate| aggregate.context == *id).count();
        (blocks, aggregates)
    };
    let mut contexts: Vec<(ContextId, (usize, usize))> =
        landscape.contexts.keys().map(|id| (*id, inside(id))).collect();
    order::sort_by_key(&mut contexts, |(id, inside)| (std::cmp::Reverse(*inside), *id));
    asked.or_else(|| contexts.first().map(|(id, _)| *id))
}

/// A box with cards in the innermost ring.
struct Plot<'a> {
    aggregate: Option<&'a Aggregate>,
    /// The cards in it, by their places among all; an aggregate of which nothing is said has none.
    cards: Vec<usize>,
    area: Rect,
}

impl Plot<'_> {
    fn columns(&self) -> usize {
        self.cards.len().div_ceil(COLUMN).max(1)
    }

    /// How much room it takes.
    fn size(&self) -> [f64; 2] {
        if self.aggregate.is_none() || self.cards.is_empty() {
            return CARD;
        }
        let columns = self.columns();
        let [across, down] = [columns as f64, self.cards.len().div_ceil(columns) as f64];
        [across * (CARD[0] + GAP) + GAP, HEADING + down * (CARD[1] + GAP)]
    }

    /// Where its cards lie.
    fn places(&self) -> Vec<Rect> {
        if self.aggregate.is_none() {
            return vec![self.area];
        }
        let columns = self.columns();
        let place = |at: usize| {
            let (column, row) = ((at % columns) as f64, (at / columns) as f64);
            let x = self.area.x + GAP + column * (CARD[0] + GAP);
            Rect::new(x, self.area.y + HEADING + row * (CARD[1] + GAP), CARD[0], CARD[1])
        };
        (0..self.cards.len()).map(place).collect()
    }
}

/// What is drawn of a context.
struct Onion<'a> {
    landscape: &'a Landscape,
    context: ContextId,
    /// Its building blocks, with where they lie.
    blocks: Vec<(&'a BuildingBlock, Rect)>,
    plots: Vec<Plot<'a>>,
    /// The outer radius of each ring.
    radii: [f64; 3],
    /// Where the cards of the outermost ring lie.
    landing: f64,
}

impl<'a> Onion<'a> {
    fn of(landscape: &'a Landscape, context: ContextId) -> Self {
        let of_context = landscape.building_blocks.values().filter(|block| block.context == context);
        let blocks: Vec<(&BuildingBlock, Rect)> = of_context.map(|block| (block.as_ref(), Rect::default())).collect();
        let mut onion = Self { landscape, context, blocks, plots: Vec::new(), radii: [0.0; 3], landing: 0.0 };
        onion.place_inner();
        for ring in [1, 2] {
            onion.place_ring(ring);
        }
        onion.place_others();
        onion
    }

    /// The cards of a ring, by their places among all.
    fn cards_of(&self, ring: Ring) -> Vec<usize> {
        (0..self.blocks.len()).filter(|card| self.blocks[*card].0.ring == ring).collect()
    }

    /// Aggregates with their cards, and the cards that belong to none, in the disc in the middle.
    fn place_inner(&mut self) {
        let cards = self.cards_of(Ring::Domain);
        let of_aggregate = |aggregate: &'a Aggregate| Plot {
            aggregate: Some(aggregate),
            cards: cards.iter().copied().filter(|card| self.blocks[*card].0.aggregate == Some(aggregate.id)).collect(),
            area: Rect::default(),
        };
        let aggregates = self.landscape.aggregates.values().filter(|aggregate| aggregate.context == self.context);
        let mut plots: Vec<Plot<'a>> = aggregates.map(|aggregate| of_aggregate(aggregate)).collect();
        let is_held = |card: &usize| plots.iter().any(|plot| plot.cards.contains(card));
        let loose: Vec<usize> = cards.iter().copied().filter(|card| !is_held(card)).collect();
        plots.extend(loose.into_iter().map(|card| Plot { aggregate: None, cards: vec![card], area: Rect::default() }));
        let sizes: Vec<[f64; 2]> = plots.iter().map(Plot::size).collect();
        let areas = rings::disc(&sizes, Point::new(0.0, 10.0));
        for (plot, area) in plots.iter_mut().zip(&areas) {
            plot.area = *area;
            for (place, card) in plot.places().into_iter().zip(&plot.cards) {
                self.blocks[*card].1 = place;
            }
        }
        let content = bounds(areas).unwrap_or(Rect::around(Point::default(), 120.0, 20.0));
        let name = Rect::around(Point::new(0.0, content.y - 18.0), 80.0, 20.0);
        let reach = plots.iter().map(|plot| rings::reach(&plot.area)).fold(rings::reach(&name), f64::max);
        self.radii[0] = (reach + 14.0).max(70.0);
        self.plots = plots;
    }

    /// The cards of a ring on a circle, each as near as may be to what it uses further in.
    fn place_ring(&mut self, number: usize) {
        let (ring, name, _) = RINGS[number];
        let mut cards = self.cards_of(ring);
        let band = rings::band(self.radii[number - 1], cards.len(), width(name, RING_SIZE * 1.1));
        let count = cards.len() as f64;
        let pulls: Vec<f64> =
            cards.iter().enumerate().map(|(at, card)| self.pull(*card, ring, at as f64 / count)).collect();
        let mut pulled: Vec<(usize, usize)> = cards.iter().copied().enumerate().collect();
        order::sort_by(&mut pulled, |a, b| pulls[a.0].total_cmp(&pulls[b.0]));
        cards = pulled.into_iter().map(|(_, card)| card).collect();
        for (card, place) in cards.into_iter().zip(&band.places) {
            self.blocks[card].1 = *place;
        }
        (self.radii[number], self.landing) = (band.radius, band.middle);
    }

    /// Where a card would like to be, clockwise from the top, 0 to 1: near what it uses and what uses it further in.
    fn pull(&self, card: usize, ring: Ring, otherwise: f64) -> f64 {
        let block = self.blocks[card].0;
        let is_near = |other: &&(&BuildingBlock, Rect)| {
            let is_inside = other.0.ring != Ring::Undefined && other.0.ring < ring;
            is_inside && (block.uses.contains(&other.0.id) || other.0.uses.contains(&block.id))
        };
        let near: Vec<Point> = self.blocks.iter().filter(is_near).map(|(_, place)| place.center()).collect();
        if near.is_empty() {
            return otherwise;
        }
        let sum = near.iter().fold(Point::default(), |sum, point| sum.plus(*point));
        let turn = libm::atan2(sum.x, -sum.y * rings::STRETCH) / std::f64::consts::TAU;
        if turn < 0.0 { turn + 1.0 } else { turn }
    }

    /// The cards without a ring, in rows below the onion.
    fn place_others(&mut self) {
        let cards = self.cards_of(Ring::Undefined);
        let wide = 2.0 * rings::STRETCH * self.radii[2];
        let columns = ((wide / (CARD[0] + GAP)) as usize).clamp(1, cards.len().max(1));
        let left = -(columns as f64 * (CARD[0] + GAP) - GAP) / 2.0;
        for (at, card) in cards.into_iter().enumerate() {
            let (column, row) = ((at % columns) as f64, (at / columns) as f64);
            let y = self.radii[2] + 176.0 + row * (CARD[1] + GAP);
            self.blocks[card].1 = Rect::new(left + column * (CARD[0] + GAP), y, CARD[0], CARD[1]);
        }
    }
}
