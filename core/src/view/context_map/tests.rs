//! What is kept from change to change is what a map from scratch would show, and everything on it can be read.

use super::*;
use crate::command::{Add, Batch, Command, ContextEdit, DomainEdit, EditContext, EditDomain, Place, Remove, apply};
use crate::gallery::EXAMPLES;
use crate::geometry::Rect;
use crate::model::{Frame, TeamId};
use crate::random::Random;
use crate::sketch::Sketch;

/// Everything on a map that must not lie on anything else: badges and names, each with the ends of its line.
fn plates(scene: &Scene) -> Vec<(Rect, &str)> {
    let chips = scene.edges.iter().flat_map(|edge| edge.chips.iter().chain(&edge.label));
    chips.map(|chip| (chip.rect, chip.text.as_str())).collect()
}

/// Lines through boxes that are none of their ends.
fn through_foreign_boxes(scene: &Scene) -> usize {
    let crossed = |edge: &Edge| {
        let others = scene.nodes.iter().filter(|node| !edge.ends.contains(&node.id));
        others.filter(|node| edge.line.windows(2).any(|step| node.rect.is_crossed(step[0], step[1]))).count()
    };
    scene.edges.iter().map(crossed).sum()
}

#[test]
fn nothing_on_the_examples_covers_anything_else() {
    for example in EXAMPLES {
        let scene = build(&example.landscape());
        assert_eq!(through_foreign_boxes(&scene), 0, "{}", example.code);
        let plates = plates(&scene);
        for (index, (rect, text)) in plates.iter().enumerate() {
            let on_plate = plates[..index].iter().find(|(other, _)| other.overlaps(rect));
            assert!(on_plate.is_none(), "{}: {text} covers {:?}", example.code, on_plate);
            let on_box = scene.nodes.iter().find(|node| node.rect.overlaps(rect));
            assert!(on_box.is_none(), "{}: {text} lies on {:?}", example.code, on_box.map(|node| &node.description));
        }
    }
}

#[test]
fn every_name_is_on_the_map_in_full() {
    for example in EXAMPLES {
        let landscape = example.landscape();
        let scene = build(&landscape);
        for node in &scene.nodes {
            let written: String = node.title.iter().map(|line| line.text.replace(' ', "")).collect();
            assert_eq!(written, landscape.name(node.id).replace(' ', ""), "{}", example.code);
        }
    }
}

#[test]
fn what_follows_changes_is_what_would_be_built_from_scratch() {
    for seed in 0..6 {
        let mut random = Random::keyed(&[seed, 5]);
        let mut landscape = EXAMPLES[(seed % 3) as usize].landscape();
        let mut map = ContextMap::new(&landscape);
        for step in 0..80 {
            let command = some_command(&landscape, &mut random, step);
            let Ok(changes) = apply(&mut landscape, &command) else { continue };
            let touched: Vec<ElementId> = changes.touched().collect();
            map.update(&landscape, &touched, &SortedMap::new());
            let ids: Vec<RelationshipId> = map.relationships().collect();
            let edges = map.edges(&ids);
            let kept = Scene {
                figures: Vec::new(),
                regions: map.regions().map(|region| region.as_ref().clone()).collect(),
                edges: edges.iter().map(|edge| edge.as_ref().clone()).collect(),
                nodes: map.nodes().map(|node| node.as_ref().clone()).collect(),
            };
            assert_eq!(kept, build(&landscape), "seed {seed}, step {step}: {command:?}");
        }
    }
}

/// One of the things that people do to a map.
fn some_command(landscape: &Landscape, random: &mut Random, step: u64) -> Command {
    let contexts: Vec<_> = landscape.contexts.values().collect();
    let pick = |random: &mut Random| contexts.get(random.below(contexts.len())).map(|context| context.id);
    let Some(id) = pick(random) else { return Batch::default().into() };
    let place = |random: &mut Random| {
        Frame::new(
            random.below(1_600) as i32 - 200,
            random.below(1_000) as i32 - 200,
            96 + random.below(160) as u32,
            88,
        )
    };
    match random.below(9) {
        0 | 1 => Place { frames: [(id.into(), place(random))].into() }.into(),
        2 => EditContext { id, edit: ContextEdit::Name(format!("Renamed {step}")) }.into(),
        3 => EditContext { id, edit: ContextEdit::OffMap(random.below(2) == 0) }.into(),
        4 => {
            let teams: Vec<TeamId> = landscape.teams.keys().copied().collect();
            let owners = teams.get(random.below(teams.len())).copied().into_iter().collect();
            EditContext { id, edit: ContextEdit::Owners(owners) }.into()
        }
        8 => {
            let domain = landscape.domains.keys().nth(random.below(landscape.domains.len().max(1))).copied();
            let edit = DomainEdit::Name(format!("A domain whose name is {}", "long ".repeat(random.below(8))));
            domain.map_or_else(|| Batch::default().into(), |id| EditDomain { id, edit }.into())
        }
        5 => {
            let (upstream, downstream) = (id, pick(random).unwrap_or(id));
            let kind = crate::model::RelationshipKind::UpstreamDownstream;
            let ids = crate::model::IdSource::after(landscape, 0).fresh();
            let [upstream, downstream] = [upstream, downstream].map(crate::model::Party::Context);
            Add::new(crate::model::Relationship::new(ids, upstream, downstream, kind)).into()
        }
        6 => {
            let teams = landscape.teams.keys().next().copied();
            let elements = teams.map(ElementId::from).into_iter().filter(|_| step.is_multiple_of(7)).collect();
            Remove { elements }.into()
        }
        _ => Remove { elements: if contexts.len() > 6 { [id.into()].into() } else { SortedSet::new() } }.into(),
    }
}

#[test]
fn what_is_dragged_is_drawn_where_it_is_dragged_to_and_goes_back() {
    let landscape = EXAMPLES[0].landscape();
    let mut map = ContextMap::new(&landscape);
    let id: ElementId = landscape.contexts.keys().next().copied().expect("a context").into();
    let moved = SortedMap::from([(id, Frame::new(-500, -500, 176, 88))]);
    let redrawn = map.update(&landscape, &[], &moved);
    assert!(redrawn.nodes.contains(&id) && redrawn.edges);
    assert_eq!(map.node(id).map(|node| node.rect.x), Some(-500.0));
    map.update(&landscape, &[id], &SortedMap::new());
    let scratch = ContextMap::new(&landscape);
    assert!(map.nodes().eq(scratch.nodes()) && map.regions().eq(scratch.regions()));
}

#[test]
fn boxes_on_top_of_each_other_are_drawn_all_the_same() {
    let mut sketch = Sketch::new();
    let ids: Vec<_> = (0..12).map(|number| sketch.context(&format!("C{number}"))).collect();
    for id in &ids {
        sketch.edit_context(*id, |context| context.frame = Some(Frame::new(0, 0, 176, 88)));
    }
    for pair in ids.windows(2) {
        sketch.flow(pair[0], pair[1]);
    }
    sketch.flow(ids[0], ids[0]);
    let scene = build(&sketch.landscape);
    assert_eq!((scene.nodes.len(), scene.edges.len()), (12, 12));
    let finite = |edge: &Edge| edge.line.iter().all(|point| point.x.is_finite() && point.y.is_finite());
    assert!(scene.edges.iter().all(finite));
}
