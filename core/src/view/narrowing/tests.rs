//! Steps, ways and implied dependencies against the plainest computation there is.

use super::*;
use crate::model::{ContextKind, Interaction, InteractionMode, RelationshipKind};
use crate::random::Random;
use crate::sketch::Sketch;

/// Contexts joined at random, some of them outside.
fn drawn(seed: u64) -> (Landscape, Vec<ContextId>) {
    let mut random = Random::keyed(&[seed, 41]);
    let mut sketch = Sketch::new();
    let contexts: Vec<ContextId> = (0..9).map(|number| sketch.context(&format!("C{number}"))).collect();
    for id in &contexts {
        let is_external = random.unit() < 0.3;
        sketch.edit_context(*id, |context| {
            context.kind = if is_external { ContextKind::External } else { ContextKind::Undefined };
        });
    }
    let kinds = [
        RelationshipKind::UpstreamDownstream,
        RelationshipKind::UpstreamDownstream,
        RelationshipKind::UpstreamDownstream,
        RelationshipKind::Partnership,
        RelationshipKind::SeparateWays,
    ];
    for _ in 0..10 {
        let [a, b] = [(); 2].map(|()| contexts[random.below(contexts.len())]);
        sketch.relate(a, b, kinds[random.below(kinds.len())], |_| ());
    }
    (sketch.landscape, contexts)
}

/// Whether the first depends on the second directly.
fn depends(landscape: &Landscape, consumer: ContextId, supplier: ContextId) -> bool {
    landscape.relationships.values().any(|it| {
        let ends = it.contexts();
        it.kind != RelationshipKind::SeparateWays
            && consumer != supplier
            && (ends == Some((supplier, consumer))
                || (pattern::is_symmetric(it.kind) && ends == Some((consumer, supplier))))
    })
}

const FAR: usize = 1_000;

/// How many steps it is from each to each, by Floyd and Warshall, over these steps.
fn distances(count: usize, is_step: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let at = |i: usize, j: usize| {
        if i == j {
            0
        } else if is_step(i, j) {
            1
        } else {
            FAR
        }
    };
    let mut distance: Vec<Vec<usize>> = (0..count).map(|i| (0..count).map(|j| at(i, j)).collect()).collect();
    for k in 0..count {
        for i in 0..count {
            for j in 0..count {
                distance[i][j] = distance[i][j].min(distance[i][k] + distance[k][j]);
            }
        }
    }
    distance
}

fn shown(landscape: &Landscape, perspective: &Perspective) -> Vec<ContextId> {
    narrowed(landscape, perspective).landscape.contexts.keys().copied().collect()
}

#[test]
fn nothing_is_copied_where_nothing_is_narrowed() {
    let (landscape, contexts) = drawn(0);
    let whole = Perspective { hops: 2, ..Perspective::default() };
    assert!(matches!(narrowed(&landscape, &whole).landscape, Cow::Borrowed(_)));
    let gone = Perspective { focus: vec![ContextId::new(9_999).into()], ..Perspective::default() };
    assert!(matches!(narrowed(&landscape, &gone).landscape, Cow::Borrowed(_)));
    let one = Perspective { focus: vec![contexts[0].into()], ..Perspective::default() };
    assert!(matches!(narrowed(&landscape, &one).landscape, Cow::Owned(_)));
}

#[test]
fn steps_from_the_focus_are_those_of_trying_everything() {
    for seed in 0..60 {
        let (landscape, contexts) = drawn(seed);
        let count = contexts.len();
        let on = |i: usize, j: usize| depends(&landscape, contexts[i], contexts[j]);
        let along = distances(count, on);
        let either = distances(count, |i, j| on(i, j) || on(j, i));
        for hops in 0..4_usize {
            for (direction, to) in [
                (Reach::Both, &(|j: usize| either[0][j]) as &dyn Fn(usize) -> usize),
                (Reach::Upstream, &|j| along[0][j]),
                (Reach::Downstream, &|j| along[j][0]),
            ] {
                let limit = if hops == 0 { FAR - 1 } else { hops };
                let expected: Vec<ContextId> = (0..count).filter(|j| to(*j) <= limit).map(|j| contexts[j]).collect();
                let focus = vec![contexts[0].into()];
                let perspective = Perspective { focus, hops: hops as u32, direction, ..Perspective::default() };
                assert_eq!(shown(&landscape, &perspective), expected, "seed {seed}, {hops} {direction:?}");
            }
        }
    }
}

#[test]
fn ways_between_two_are_those_of_trying_everything_and_no_way_is_told() {
    let mut told = 0;
    for seed in 0..80 {
        let (landscape, contexts) = drawn(seed);
        let count = contexts.len();
        let along = distances(count, |i, j| depends(&landscape, contexts[i], contexts[j]));
        for hops in [0_usize, 2, 3] {
            let limit = if hops == 0 { FAR - 1 } else { hops };
            let forth = |j: usize| along[0][j] + along[j][1] <= limit;
            let back = |j: usize| along[1][j] + along[j][0] <= limit;
            for direction in [Reach::Both, Reach::Upstream, Reach::Downstream] {
                let is_on = |j: usize| match direction {
                    Reach::Both => forth(j) || back(j),
                    Reach::Upstream => forth(j),
                    Reach::Downstream => back(j),
                };
                let on_a_way = (0..count).filter(|j| is_on(*j)).count();
                let expected: Vec<ContextId> =
                    (0..count).filter(|j| *j < 2 || is_on(*j)).map(|j| contexts[j]).collect();
                let focus = vec![contexts[0].into(), contexts[1].into()];
                let perspective = Perspective { focus, hops: hops as u32, direction, ..Perspective::default() };
                let found = narrowed(&landscape, &perspective);
                assert_eq!(found.landscape.contexts.keys().copied().collect::<Vec<_>>(), expected, "seed {seed}");
                assert_eq!(found.told.is_some(), on_a_way == 0, "seed {seed}");
                told += usize::from(found.told.is_some());
            }
        }
    }
    assert!(told > 10, "{told}");
}

#[test]
fn implied_dependencies_are_those_of_trying_everything() {
    let mut count = 0;
    for seed in 0..80 {
        let (landscape, contexts) = drawn(seed);
        let is_hidden = |i: usize| landscape.contexts[&contexts[i]].is_external();
        let on = |i: usize, j: usize| depends(&landscape, contexts[i], contexts[j]);
        // A step is one that begins or ends at what is hidden; shown ones are passed by nobody.
        let through = |start: usize, end: usize| {
            let may = |i: usize| is_hidden(i) || i == start || i == end;
            distances(contexts.len(), |i, j| may(i) && may(j) && on(i, j) && !(i == start && j == end))[start][end]
        };
        let mut expected = Vec::new();
        for i in (0..contexts.len()).filter(|i| !is_hidden(*i)) {
            for j in (0..contexts.len()).filter(|j| *j != i && !is_hidden(*j) && !on(i, *j)) {
                let length = through(i, j);
                if length < FAR {
                    expected.push((contexts[i], contexts[j], length - 1));
                }
            }
        }
        let perspective = Perspective { hidden: vec![Aspect::ExternalSystems], ..Perspective::default() };
        let found = narrowed(&landscape, &perspective);
        for it in &found.implied {
            let chain: Vec<ContextId> =
                [it.consumer].into_iter().chain(it.through.iter().copied()).chain([it.supplier]).collect();
            assert!(chain.windows(2).all(|pair| depends(&landscape, pair[0], pair[1])), "seed {seed}: {it:?}");
            assert!(it.through.iter().all(|id| landscape.contexts[id].is_external()), "seed {seed}: {it:?}");
        }
        let found: Vec<_> = found.implied.iter().map(|it| (it.consumer, it.supplier, it.through.len())).collect();
        assert_eq!(found, expected, "seed {seed}");
        count += found.len();
    }
    assert!(count > 20, "{count}");
}

#[test]
fn what_is_left_out_is_gone_unless_it_is_in_the_focus() {
    let mut sketch = Sketch::new();
    let [shop, bank, mail] = ["Shop", "Bank", "Mail"].map(|name| sketch.context(name));
    for id in [bank, mail] {
        sketch.edit_context(id, |context| context.kind = ContextKind::External);
    }
    sketch.flow(bank, shop);
    sketch.flow(mail, shop);
    let hidden = vec![Aspect::ExternalSystems];
    let only = Perspective { hidden: hidden.clone(), ..Perspective::default() };
    assert_eq!(shown(&sketch.landscape, &only), [shop]);
    let kept = Perspective { hidden, focus: vec![bank.into()], hops: 1, ..Perspective::default() };
    assert_eq!(shown(&sketch.landscape, &kept), [shop, bank]);
    assert_eq!(narrowed(&sketch.landscape, &kept).landscape.relationships.len(), 1);
}

#[test]
fn a_team_stands_for_what_it_owns_and_is_shown_with_whom_it_works() {
    let mut sketch = Sketch::new();
    let [shop, stock, mail] = ["Shop", "Stock", "Mail"].map(|name| sketch.context(name));
    sketch.flow(stock, shop);
    sketch.flow(mail, stock);
    let [sales, base] = [sketch.team("Sales", &[shop]), sketch.team("Base", &[stock])];
    let help = sketch.team("Help", &[]);
    let mode = InteractionMode::Facilitating;
    sketch.add(Interaction { provider: help, consumer: sales, mode, ..Interaction::default() });
    let perspective = Perspective { focus: vec![sales.into()], hops: 1, ..Perspective::default() };
    let found = narrowed(&sketch.landscape, &perspective);
    assert_eq!(found.landscape.contexts.keys().copied().collect::<Vec<_>>(), [shop, stock]);
    assert_eq!(found.landscape.teams.keys().copied().collect::<Vec<_>>(), [sales, base, help]);
    assert_eq!(found.landscape.interactions.len(), 1);
}
