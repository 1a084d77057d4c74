//! The matrix is block triangular, its boxes are the circles, and its cells are the relationships.

use std::collections::{BTreeMap, BTreeSet};

use atoll_core::graph::{Components, Graph};
use atoll_core::model::{ContextId, ElementId, Grouping, Landscape, Perspective, RelationshipKind, ViewKind};
use atoll_core::pattern;
use atoll_core::scene::Scene;
use atoll_core::scene::figure::{Figure, Look, Tone};

use super::{area, landscapes, of_look, scene};

/// The contexts in the order of the rows: where the name of each stands.
fn rows(scene: &Scene) -> Vec<ContextId> {
    let names = scene.figures.iter().filter(|figure| figure.words.iter().any(|words| words.tone == Tone::Ending));
    let mut rows: Vec<(f64, ElementId)> = names.map(|figure| (figure.words[0].text.at.y, figure.ids[0])).collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let context = |(_, id): (f64, ElementId)| match id {
        ElementId::Context(id) => id,
        other => panic!("{other} has a row"),
    };
    rows.into_iter().map(context).collect()
}

/// Which relationships say that one context depends on another, by the pair.
fn dependencies(landscape: &Landscape) -> BTreeMap<(ContextId, ContextId), BTreeSet<ElementId>> {
    let mut found: BTreeMap<(ContextId, ContextId), BTreeSet<ElementId>> = BTreeMap::new();
    for relationship in landscape.relationships.values() {
        let Some((upstream, downstream)) = relationship.contexts() else { continue };
        let is_there = landscape.contexts.contains_key(&upstream) && landscape.contexts.contains_key(&downstream);
        if !is_there || upstream == downstream || relationship.kind == RelationshipKind::SeparateWays {
            continue;
        }
        found.entry((downstream, upstream)).or_default().insert(relationship.id.into());
        if pattern::is_symmetric(relationship.kind) {
            found.entry((upstream, downstream)).or_default().insert(relationship.id.into());
        }
    }
    found
}

fn check(landscape: &Landscape, grouping: Grouping) {
    let scene = scene(landscape, ViewKind::Matrix, &Perspective { grouping, ..Perspective::default() });
    let rows = rows(&scene);
    assert_eq!(rows.iter().collect::<BTreeSet<_>>(), landscape.contexts.keys().collect(), "every context has a row");
    assert_eq!(rows.len(), landscape.contexts.len());
    let side = of_look(&scene, Look::CellSelf).next().and_then(area).map_or(1.0, |rect| rect.width);
    let place = |at: f64| (at / side) as usize;
    let dependencies = dependencies(landscape);

    // The boxes are the circles.
    let graph = Graph::of(landscape);
    let edges: Vec<(usize, usize)> = dependencies
        .keys()
        .map(|(from, to)| (graph.number(*from).expect("there"), graph.number(*to).expect("there")))
        .collect();
    let next = |node: usize, step: usize| edges.iter().filter(|edge| edge.0 == node).nth(step).map(|edge| edge.1);
    let components = Components::find(rows.len(), next);
    let circles: BTreeSet<BTreeSet<ContextId>> = (0..components.count())
        .map(|number| components.members(number).iter().map(|node| graph.contexts[*node]).collect())
        .filter(|members: &BTreeSet<ContextId>| members.len() > 1)
        .collect();
    let boxes: Vec<(usize, usize)> = of_look(&scene, Look::CycleBox)
        .filter_map(area)
        .map(|rect| {
            assert_eq!((rect.x, rect.width), (rect.y, rect.height), "on the diagonal");
            (place(rect.x + 1.0), place(rect.right() + 1.0))
        })
        .collect();
    let boxed: BTreeSet<BTreeSet<ContextId>> =
        boxes.iter().map(|(start, end)| rows[*start..*end].iter().copied().collect()).collect();
    assert_eq!(boxed, circles);

    // The cells are the dependencies, each once; above the diagonal there is nothing but in boxes.
    let mut found = BTreeMap::new();
    for look in [Look::Cell, Look::CellCyclic] {
        for cell in of_look(&scene, look) {
            let middle = area(cell).expect("a box").center();
            let (row, column) = (place(middle.y), place(middle.x));
            assert_eq!(look == Look::CellCyclic, column > row, "feedback is above the diagonal");
            let is_boxed =
                boxes.iter().any(|(start, end)| (*start..*end).contains(&row) && (*start..*end).contains(&column));
            assert!(column < row || is_boxed, "row {row} depends on the later column {column} outside of a circle");
            let ids: BTreeSet<ElementId> = cell.ids.iter().copied().collect();
            assert_eq!(ids.len(), cell.ids.len());
            if cell.ids.len() > 1 {
                assert_eq!(cell.words[0].text.text, cell.ids.len().to_string());
            }
            assert!(found.insert((rows[row], rows[column]), ids).is_none(), "one cell for a pair");
        }
    }
    assert_eq!(found, dependencies);
}

#[test]
fn the_matrix_is_block_triangular_and_holds_every_relationship() {
    for landscape in landscapes() {
        for grouping in [Grouping::Domain, Grouping::Team, Grouping::Deployable] {
            check(&landscape, grouping);
        }
    }
}

#[test]
fn groups_that_do_not_need_each_other_are_in_one_piece() {
    let landscape = atoll_core::gallery::example("retailer").expect("an example").landscape();
    let scene = scene(&landscape, ViewKind::Matrix, &Perspective::default());
    let bands: Vec<&Figure> = [Look::Band, Look::BandOther].iter().flat_map(|look| of_look(&scene, *look)).collect();
    let named = |name: &str| bands.iter().filter(|band| band.description.starts_with(name)).count();
    assert_eq!(["Stores", "Marketplace", "Online shop"].map(named), [1, 1, 1]);
    assert_eq!(named("Foundation services"), 2, "it needs the shop, which needs it");
}
