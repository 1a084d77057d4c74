//! Shoals: within the water of a domain, shallower water around contexts that implement one subdomain together.
//!
//! A shoal is drawn where it is calm: around two contexts or more that lie near each other with nothing foreign between.
//! A context that implements a subdomain alone says so itself.

use std::sync::Arc;

use crate::geometry::{Point, Rect};
use crate::model::{Classification, ContextId, ElementId, Landscape, ProblemSpace, Subdomain, SubdomainId};
use crate::scene::{Node, Shoal, Text};
use crate::sorted_map::SortedMap;
use crate::text::{fitted, width};

/// Room between the contexts and the edge of their shoal: at the sides and above, and below where the name is.
const PADDING: [f64; 2] = [13.0, 24.0];
/// Contexts farther from each other than this share no shoal, in map units.
const NEAR: f64 = 260.0;
/// Of more contexts than this only those that fill one box are put together: others would take too long to try.
const MANY: usize = 16;
/// The font size of a name.
const SIZE: f64 = 11.0;
/// How far a name keeps away from what leaves the middle of a context downwards.
const CLEAR: f64 = 12.0;

/// The shoals of a map by subdomain, each the largest of its subdomain.
pub(super) fn shoals(landscape: &Landscape, nodes: &SortedMap<ElementId, Arc<Node>>) -> SortedMap<SubdomainId, Shoal> {
    let mut members: SortedMap<SubdomainId, Vec<ContextId>> = SortedMap::new();
    for context in landscape.contexts.values().filter(|context| nodes.contains_key(&context.id.into())) {
        if let Some(ProblemSpace::Subdomain(id)) = context.implements.first()
            && landscape.home_of(context).is_some()
        {
            members.entry(*id).or_default().push(context.id);
        }
    }
    let shoal_of = |(id, contexts): (&SubdomainId, &Vec<ContextId>)| {
        let subdomain = landscape.subdomains.get(id).filter(|_| contexts.len() > 1)?;
        let together = together(nodes, contexts)?;
        Some((*id, shoal(subdomain, &together)))
    };
    members.iter().filter_map(shoal_of).collect()
}

/// The largest group of these contexts that lie in a box with nothing else in it, if there are two.
fn together(nodes: &SortedMap<ElementId, Arc<Node>>, contexts: &[ContextId]) -> Option<Vec<Rect>> {
    let rects: Vec<Rect> = contexts.iter().filter_map(|id| nodes.get(&(*id).into())).map(|node| node.rect).collect();
    let is_free = |area: Rect| {
        let area = padded(area).inflate(1.0);
        let near = nodes.values().filter(|node| node.rect.inflate(PADDING[0]).overlaps(&area));
        let mut foreign = near.filter(|node| !contexts.iter().any(|id| node.id == ElementId::from(*id)));
        foreign.next().is_none()
    };
    // A group with the box around it: what is foreign to all cannot lie in it, other members may.
    let mut groups: Vec<(Rect, Vec<Rect>)> = rects.iter().map(|rect| (*rect, vec![*rect])).collect();
    if rects.len() > MANY {
        let all = crate::geometry::bounds(rects.iter().copied())?;
        return is_free(all).then_some(rects);
    }
    while let Some((one, other)) = nearest(&groups, &is_free) {
        let (area, taken) = groups.remove(other);
        groups[one].0 = groups[one].0.union(&area);
        groups[one].1.extend(taken);
    }
    let largest = groups.into_iter().rev().max_by_key(|(_, group)| group.len());
    largest.map(|(_, group)| group).filter(|group| group.len() > 1)
}

/// The two groups that lie nearest to each other, of those that can be put together; the first place is the smaller.
fn nearest(groups: &[(Rect, Vec<Rect>)], is_free: &impl Fn(Rect) -> bool) -> Option<(usize, usize)> {
    let pairs = (0..groups.len()).flat_map(|one| (one + 1..groups.len()).map(move |other| (one, other)));
    let apart = |(one, other): &(usize, usize)| gap(&groups[*one].0, &groups[*other].0);
    let near = pairs.filter(|pair| apart(pair) <= NEAR);
    near.filter(|(one, other)| is_free(groups[*one].0.union(&groups[*other].0)))
        .min_by(|a, b| apart(a).total_cmp(&apart(b)))
}

/// How far two boxes are from each other, across or down, whichever is more.
fn gap(one: &Rect, other: &Rect) -> f64 {
    let across = (one.x - other.right()).max(other.x - one.right());
    let down = (one.y - other.bottom()).max(other.y - one.bottom());
    across.max(down).max(0.0)
}

fn padded(contexts: Rect) -> Rect {
    let [side, below] = PADDING;
    Rect::new(contexts.x - side, contexts.y - side, contexts.width + 2.0 * side, contexts.height + side + below)
}

fn shoal(subdomain: &Subdomain, contexts: &[Rect]) -> Shoal {
    let around = contexts.iter().copied().reduce(|all, rect| all.union(&rect)).unwrap_or_default();
    let rect = padded(around);
    let name = if subdomain.name.trim().is_empty() { "Unnamed subdomain" } else { &subdomain.name };
    let words = match subdomain.classification {
        Classification::Undefined => name.to_owned(),
        class => format!("{name} · {}", class.word()),
    };
    let text = fitted(&words, SIZE, rect.width - 24.0);
    let room = width(&text, SIZE);
    let x = free(&rect, contexts, room);
    let title = Text { text, at: Point::new(x, rect.bottom() - 8.0), size: SIZE };
    Shoal { id: subdomain.id.into(), rect, title }
}

/// Where a name of this width keeps clear of what leaves the lowest contexts downwards: at the right, if it is short, else
/// in the middle of the last gap between them that is wide enough, else at the left.
fn free(shoal: &Rect, contexts: &[Rect], room: f64) -> f64 {
    let lowest = contexts.iter().map(Rect::bottom).fold(f64::NEG_INFINITY, f64::max);
    let lowest = contexts.iter().filter(|rect| rect.bottom() > lowest - 40.0);
    let mut middles: Vec<f64> = lowest.map(|rect| rect.center().x).collect();
    crate::order::sort_by(&mut middles, f64::total_cmp);
    let right = shoal.right() - 12.0 - room;
    if middles.last().is_none_or(|middle| right > middle + CLEAR) {
        return right;
    }
    let gaps = middles.windows(2).filter(|pair| pair[1] - pair[0] >= room + 2.0 * CLEAR);
    gaps.map(|pair| (pair[0] + pair[1] - room) / 2.0).next_back().unwrap_or(shoal.x + 12.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DomainKind, Frame};
    use crate::sketch::Sketch;
    use crate::view::context_map;

    /// Contexts of one subdomain, and others, at these places; the shoals that are drawn.
    fn drawn(own: &[(i32, i32)], foreign: &[(i32, i32)]) -> Vec<Shoal> {
        let mut sketch = Sketch::new();
        let domain = sketch.domain("Insurance", DomainKind::Vertical);
        let mut put = |at: &(i32, i32)| {
            let id = sketch.context("A context");
            sketch.edit_context(id, |context| context.frame = Some(Frame::new(at.0, at.1, 176, 88)));
            id
        };
        let contexts: Vec<ContextId> = own.iter().map(&mut put).collect();
        for at in foreign {
            put(at);
        }
        sketch.subdomain(domain, "Claims", Classification::Core, &contexts);
        context_map::build(&sketch.landscape).regions.into_iter().flat_map(|region| region.shoals).collect()
    }

    #[test]
    fn a_shoal_lies_around_neighbours_of_one_subdomain() {
        let found = drawn(&[(0, 0), (300, 0)], &[(0, 300)]);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].title.text.as_str(), found[0].rect),
            ("Claims · core", Rect::new(-13.0, -13.0, 502.0, 125.0))
        );
        assert!(found[0].rect.contains(found[0].title.at));
    }

    #[test]
    fn nothing_foreign_lies_on_a_shoal_and_one_context_has_none() {
        assert!(drawn(&[(0, 0)], &[]).is_empty(), "alone");
        assert!(drawn(&[(0, 0), (480, 0)], &[(240, 0)]).is_empty(), "something between");
        assert!(drawn(&[(0, 0), (1_000, 0)], &[]).is_empty(), "far away");
        let found = drawn(&[(0, 0), (240, 0), (720, 0)], &[(480, 0)]);
        assert_eq!(found[0].rect.right(), 240.0 + 176.0 + PADDING[0], "the two that are neighbours");
    }
}
