//! The core domain chart and the evolution chart show every context once, apart from the others, where it belongs.

use std::collections::{BTreeMap, BTreeSet};

use atoll_core::geometry::Rect;
use atoll_core::graph::Graph;
use atoll_core::measure::structure::Structure;
use atoll_core::model::{Classification, Complexity, ElementId, Evolution, Landscape, Perspective, ViewKind};
use atoll_core::scene::Scene;
use atoll_core::scene::figure::{Look, Tone};

use super::{area, landscapes, scene};

/// The boxes of a chart by their elements, which lie apart.
fn boxes(scene: &Scene) -> BTreeMap<ElementId, Rect> {
    for (index, node) in scene.nodes.iter().enumerate() {
        let covered = scene.nodes[..index].iter().find(|other| other.rect.overlaps(&node.rect));
        assert!(covered.is_none(), "{} lies on {:?}", node.description, covered.map(|other| &other.description));
    }
    let boxes: BTreeMap<ElementId, Rect> = scene.nodes.iter().map(|node| (node.id, node.rect)).collect();
    assert_eq!(boxes.len(), scene.nodes.len(), "each once");
    boxes
}

/// The areas with these words on them.
fn areas(scene: &Scene, words: &str) -> Vec<Rect> {
    let said = |tone: Tone, text: &str| matches!(tone, Tone::Note | Tone::Middle) && text == words;
    let figures = scene.figures.iter().filter(|it| it.words.iter().any(|words| said(words.tone, &words.text.text)));
    figures.filter_map(area).collect()
}

fn core_domain_chart(landscape: &Landscape) {
    let scene = scene(landscape, ViewKind::CoreDomainChart, &Perspective::default());
    let boxes = boxes(&scene);
    assert_eq!(boxes.len(), landscape.contexts.len());
    for context in landscape.contexts.values() {
        let rect = boxes[&context.id.into()];
        let words = match (landscape.classification_of(context), context.complexity) {
            (Classification::Undefined, _) => "Class not said",
            (Classification::Core, Complexity::Simple) => "Short-term core",
            (Classification::Core, Complexity::Complex) => "Decisive core",
            (Classification::Core, _) => "Core",
            (Classification::Supporting, Complexity::Complex) => "Suspect supporting",
            (Classification::Supporting, _) => "Supporting",
            (Classification::Generic, Complexity::Complex) => "Generic, and hard: buy it",
            (Classification::Generic, _) => "Generic",
        };
        let holding: Vec<Rect> = areas(&scene, words).into_iter().filter(|area| area.holds(&rect)).collect();
        assert_eq!(holding.len(), 1, "{} is not in {words}", context.name);
        let others = scene.figures.iter().filter(|it| matches!(it.look, Look::Band | Look::BandOther | Look::Group));
        let others = others.filter_map(area).filter(|other| *other != holding[0] && other.overlaps(&rect));
        assert_eq!(others.count(), 0, "{} is in two areas", context.name);
    }
    // Harder is further right, and a higher class further up.
    let middle = |class: Classification, complexity: Complexity| {
        let of = landscape
            .contexts
            .values()
            .find(|it| landscape.classification_of(it) == class && it.complexity == complexity);
        of.map(|context| boxes[&context.id.into()].center())
    };
    for class in [Classification::Core, Classification::Supporting, Classification::Generic] {
        let steps = [Complexity::Undefined, Complexity::Simple, Complexity::Complicated, Complexity::Complex];
        let along: Vec<f64> = steps.iter().filter_map(|step| middle(class, *step)).map(|at| at.x).collect();
        assert!(along.is_sorted_by(|a, b| a < b), "{along:?}");
    }
}

fn evolution_chart(landscape: &Landscape) {
    let scene = scene(landscape, ViewKind::EvolutionChart, &Perspective::default());
    let boxes = boxes(&scene);
    let actors = landscape.actors.len();
    assert_eq!(boxes.len(), landscape.contexts.len() + actors);
    for context in landscape.contexts.values() {
        let rect = boxes[&context.id.into()];
        let words = match context.evolution {
            Evolution::Undefined => "Not said",
            Evolution::Genesis => "Genesis",
            Evolution::CustomBuilt => "Custom-built",
            Evolution::Product => "Product",
            Evolution::Commodity => "Commodity",
        };
        let columns = areas(&scene, words);
        assert!(columns.len() == 1 && columns[0].holds(&rect), "{} is not in {words}", context.name);
    }
    let highest = landscape.contexts.keys().map(|id| boxes[&(*id).into()].y).fold(f64::INFINITY, f64::min);
    assert!(landscape.actors.keys().all(|id| boxes[&(*id).into()].bottom() < highest), "actors stand at the top");
    lines(landscape, &scene, &boxes);
}

/// Every dependency is a line, and points down unless it is part of a circle.
fn lines(landscape: &Landscape, scene: &Scene, boxes: &BTreeMap<ElementId, Rect>) {
    let graph = Graph::of(landscape);
    let circles = Structure::of(landscape, &graph).groups;
    let is_line = |look: Look| matches!(look, Look::Dependency | Look::DependencyMany);
    let mut drawn: Vec<ElementId> = Vec::new();
    for line in scene.figures.iter().filter(|figure| is_line(figure.look)) {
        drawn.extend(&line.ids);
        let ElementId::Relationship(id) = line.ids[0] else { panic!("a line stands for relationships") };
        let Some((upstream, downstream)) = landscape.relationships[&id].contexts() else { continue };
        let number = |id| graph.number(id).expect("it is there");
        let is_circle = circles.of[number(upstream)] == circles.of[number(downstream)];
        let [upstream, downstream] = [upstream, downstream].map(|id| boxes[&id.into()]);
        assert!(is_circle || downstream.bottom() < upstream.y, "a dependency points down");
    }
    assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), drawn.len(), "each relationship is drawn once");
    let joins = |relationship: &&atoll_core::model::Relationship| {
        let [upstream, downstream] = relationship.contexts().map_or([None, None], |(a, b)| [Some(a), Some(b)]);
        let is_there = |id: Option<_>| id.is_some_and(|id| landscape.contexts.contains_key(&id));
        is_there(upstream) && is_there(downstream) && upstream != downstream
    };
    let all = landscape.relationships.values().map(AsRef::as_ref).filter(joins);
    let all = all.filter(|it| it.kind != atoll_core::model::RelationshipKind::SeparateWays);
    for relationship in all {
        assert!(drawn.contains(&relationship.id.into()), "{:?} is missing", relationship.id);
    }
}

#[test]
fn every_context_is_in_its_area_of_the_core_domain_chart() {
    let drawn: Vec<Landscape> = landscapes().into_iter().filter(|it| !it.contexts.is_empty()).collect();
    drawn.iter().for_each(core_domain_chart);
}

#[test]
fn every_context_is_in_its_column_of_the_evolution_chart() {
    let drawn: Vec<Landscape> = landscapes().into_iter().filter(|it| !it.contexts.is_empty()).collect();
    drawn.iter().for_each(evolution_chart);
}
