//! The n-tier cake beside an onion: tiers on top of each other, and how a change at the bottom travels up through all.

use super::BELOW;
use crate::geometry::{Point, Rect};
use crate::model::{ContextId, Deployable, DeployableKind, Landscape};
use crate::scene::figure::{Figure, Look, Outline, Tone};
use crate::text::fitted;
use crate::view::lettering::{named, paragraph};

/// The tiers of a monolith of which nobody said any, from the top.
const TIERS: [&str; 4] = ["Screens", "Business logic", "Data access", "Database"];
/// The width of a tier, in map units.
const WIDTH: f64 = 300.0;
/// The least and the most height of a tier.
const HEIGHTS: [f64; 2] = [48.0, 170.0];

/// The deployable that holds a context, one that is cut in tiers before others.
fn holder(landscape: &Landscape, context: ContextId) -> Option<&Deployable> {
    let holders = || landscape.deployables.values().filter(|deployable| deployable.contexts.contains(&context));
    holders().find(|deployable| !deployable.tiers.is_empty()).or_else(|| holders().next()).map(AsRef::as_ref)
}

/// The cake, as high as an onion of this radius as far as that goes, its left edge at `left`, its heading at `top`.
pub(super) fn cake(landscape: &Landscape, context: ContextId, radius: f64, [left, top]: [f64; 2]) -> Vec<Figure> {
    let holder = holder(landscape, context);
    let tiers: Vec<&str> = match holder {
        Some(deployable) if !deployable.tiers.is_empty() => deployable.tiers.iter().map(String::as_str).collect(),
        _ => TIERS.to_vec(),
    };
    let (wide, count) = (WIDTH, tiers.len() as f64);
    let high = (2.0 * radius / count).clamp(HEIGHTS[0], HEIGHTS[1]);
    let start = radius.max(high * count / 2.0) - high * count;
    let mut figures = vec![heading(landscape, holder, Point::new(left, top))];
    for (number, tier) in tiers.iter().enumerate() {
        let area = Rect::new(left, start + high * number as f64, wide, high);
        let at = Point::new(area.x + wide * 0.42, area.center().y + 14.0 * 0.36);
        let card = Figure { ids: holder.iter().map(|it| it.id.into()).collect(), ..Figure::default() };
        let card =
            Figure { outline: Outline::Box(area, if number == 0 { 8.0 } else { 2.0 }), look: Look::Card, ..card };
        let told = format!("Tier {} of {} from the top: {tier}", number + 1, tiers.len());
        figures.push(card.saying(Tone::Title, fitted(tier, 14.0 * 1.06, wide * 0.7), at, 14.0).described(told));
    }
    let (end, x) = (start + high * count, left + wide - 42.0);
    let stop = |tier: usize| start + high * (tier as f64 + 0.5) + 12.0;
    let mut from = end + BELOW;
    for tier in (0..tiers.len()).rev() {
        let way = vec![Point::new(x, from), Point::new(x, stop(tier))];
        figures.push(Figure::scenery(Outline::Arrow(way), Look::Travel));
        from = stop(tier) - 24.0;
    }
    let told =
        format!("Another database is felt in all {} tiers: each of them is built upon the one below it.", tiers.len());
    figures.push(paragraph(Tone::Name, &told, Point::new(left, end + BELOW + 28.0), 13.0, wide));
    figures
}

fn heading(landscape: &Landscape, holder: Option<&Deployable>, at: Point) -> Figure {
    let name = holder.map(|deployable| named(landscape, deployable.id));
    let words = match holder.map(|deployable| (deployable.kind, deployable.tiers.is_empty())) {
        Some((DeployableKind::TieredMonolith, _) | (_, false)) => "in tiers",
        Some(_) => "if it were cut in tiers",
        None => "A monolith in tiers",
    };
    let words = name.map_or_else(|| words.to_owned(), |name| format!("{}, {words}", fitted(&name, 17.0, 150.0)));
    Figure::scenery(Outline::None, Look::Card).saying(Tone::Heading, words, at, 16.0)
}
