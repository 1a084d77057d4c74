//! Where the cards of an onion lie: in the disc in the middle, and along the rings around it. No drawing.
//!
//! All rings are ellipses of one shape around the origin. Divided by [`STRETCH`] in x they are circles, and that is how
//! distances are measured here.

use crate::geometry::{Point, Rect};

/// The width of a ring over its height.
pub(super) const STRETCH: f64 = 1.9;
/// The size of a card, in map units.
pub(super) const CARD: [f64; 2] = [150.0, 40.0];
/// Room between cards.
pub(super) const GAP: f64 = 12.0;
/// Room for the name of what is grouped, above its cards.
pub(super) const HEADING: f64 = 22.0;
/// Room between a card and the edge of its ring.
const EDGE: f64 = 10.0;
/// How thick a ring without cards is.
const EMPTY: f64 = 52.0;
/// How much further out cards are tried when they do not fit.
const STEP: f64 = 4.0;

/// The ellipse with this radius.
pub(super) fn oval(radius: f64) -> Rect {
    Rect::around(Point::default(), 2.0 * STRETCH * radius, 2.0 * radius)
}

/// How far the farthest corner of a rectangle is from the middle.
pub(super) fn reach(rect: &Rect) -> f64 {
    let far = |point: &Point| Point::new(point.x / STRETCH, point.y).length();
    rect.corners().iter().map(far).fold(0.0, f64::max)
}

/// How far the nearest point of a rectangle is from the middle.
pub(super) fn nearness(rect: &Rect) -> f64 {
    let x = rect.x.max(0.0) + (-rect.right()).max(0.0);
    let y = rect.y.max(0.0) + (-rect.bottom()).max(0.0);
    Point::new(x / STRETCH, y).length()
}

/// Boxes of these sizes in rows around a middle, so that a small disc holds them; their places in the same order.
pub(super) fn disc(sizes: &[[f64; 2]], middle: Point) -> Vec<Rect> {
    let total: f64 = sizes.iter().map(|size| size[0] + GAP).sum();
    let tried = (1..=sizes.len().clamp(1, 24)).map(|rows| shelves(sizes, total / rows as f64 + 1.0, middle));
    let of = |rects: &[Rect]| rects.iter().map(reach).fold(0.0, f64::max);
    tried.min_by(|a, b| of(a).total_cmp(&of(b))).unwrap_or_default()
}

/// The boxes in rows of about this width.
fn shelves(sizes: &[[f64; 2]], width: f64, middle: Point) -> Vec<Rect> {
    let mut rows: Vec<Vec<[f64; 2]>> = vec![Vec::new()];
    let mut used = 0.0;
    for size in sizes {
        if used + size[0] > width && used > 0.0 {
            rows.push(Vec::new());
            used = 0.0;
        }
        used += size[0] + GAP;
        rows.last_mut().into_iter().for_each(|row| row.push(*size));
    }
    let height = |row: &Vec<[f64; 2]>| row.iter().map(|size| size[1]).fold(0.0, f64::max);
    let all: f64 = rows.iter().map(|row| height(row) + GAP).sum::<f64>() - GAP;
    let mut y = middle.y - all / 2.0;
    let mut rects = Vec::with_capacity(sizes.len());
    for row in &rows {
        let wide: f64 = row.iter().map(|size| size[0] + GAP).sum::<f64>() - GAP;
        let mut x = middle.x - wide / 2.0;
        for size in row {
            rects.push(Rect::new(x, y + (height(row) - size[1]) / 2.0, size[0], size[1]));
            x += size[0] + GAP;
        }
        y += height(row) + GAP;
    }
    rects
}

/// A ring with its cards.
pub(super) struct Band {
    /// Its outer radius.
    pub(super) radius: f64,
    /// The radius that its cards lie on.
    pub(super) middle: f64,
    /// Places for cards, clockwise from the top.
    pub(super) places: Vec<Rect>,
}

/// A ring around an inner one that holds so many cards, with room of this width for its name at the top, and room for
/// what comes in from below.
pub(super) fn band(inner: f64, cards: usize, name: f64) -> Band {
    let mut middle = inner + CARD[1] / 2.0 + EDGE;
    if cards == 0 {
        return Band { radius: inner + EMPTY, middle: inner + EMPTY / 2.0, places: Vec::new() };
    }
    loop {
        if let Some(places) = around(inner, middle, cards, name) {
            let radius = places.iter().map(reach).fold(middle + CARD[1] / 2.0, f64::max) + EDGE;
            return Band { radius, middle, places };
        }
        middle += STEP + middle * 0.01;
    }
}

/// Places on this radius, half of them down the right side and half down the left, unless they do not fit.
fn around(inner: f64, middle: f64, cards: usize, name: f64) -> Option<Vec<Rect>> {
    const QUARTER: f64 = std::f64::consts::FRAC_PI_2;
    let gap = |room: f64| {
        let share = ((room + CARD[0]) / 2.0 + GAP) / (STRETCH * middle);
        (share < 1.0).then(|| libm::asin(share))
    };
    let (first, last) = (gap(name)? - QUARTER, QUARTER - gap(GAP)?);
    if first > last {
        return None;
    }
    let on_right = cards.div_ceil(2);
    let place = |angle: f64, side: f64| {
        let at = Point::new(side * STRETCH * middle * libm::cos(angle), middle * libm::sin(angle));
        Rect::around(at, CARD[0], CARD[1])
    };
    let angles = |count: usize| (0..count).map(move |at| first + (last - first) * (at as f64 + 0.5) / count as f64);
    let right: Vec<Rect> = angles(on_right).map(|angle| place(angle, 1.0)).collect();
    let mut left: Vec<Rect> = angles(cards - on_right).map(|angle| place(angle, -1.0)).collect();
    left.reverse();
    let places = [right, left].concat();
    let is_outside = places.iter().all(|rect| nearness(rect) >= inner + EDGE);
    let is_apart = places.windows(2).all(|pair| !pair[0].inflate(GAP / 2.0).overlaps(&pair[1].inflate(GAP / 2.0)));
    (is_outside && is_apart).then_some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_lie_in_their_ring_and_apart() {
        for cards in 0..60 {
            let band = band(80.0, cards, 90.0);
            assert_eq!(band.places.len(), cards);
            for (index, place) in band.places.iter().enumerate() {
                assert!(nearness(place) > 80.0 && reach(place) < band.radius, "{cards}: {place:?}");
                assert!(!band.places[..index].iter().any(|other| other.overlaps(place)), "{cards}: {place:?}");
            }
        }
    }

    #[test]
    fn rows_fill_a_disc_rather_than_a_line() {
        let rects = disc(&[[100.0, 30.0]; 9], Point::default());
        assert_eq!(rects.len(), 9);
        assert!(rects.iter().map(reach).fold(0.0, f64::max) < 150.0, "{rects:?}");
        assert!(disc(&[], Point::default()).is_empty());
    }
}
